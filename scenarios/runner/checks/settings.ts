import { z } from 'zod';
import { matcher } from '../language/pieces.js';
import { show } from '../language/show.js';
import { scanMatcher } from '../lint/fields.js';
import { scanSettingKey } from '../lint/settings.js';
import { settingAt } from '../stage/save-settings.js';
import { check } from './check.js';
import { isMatcher, matches } from './match.js';

/** Settings in force now. */
export const settings = check({
  name: 'settings',
  about: 'Settings in force now, by their full keys.',
  form: z.record(z.string(), matcher).meta({ write: 'Write { engagement.autoCreateProspects: true }.' }),
  scan: (form, sight, place) => {
    for (const [key, wanted] of Object.entries(form)) {
      scanSettingKey(key, sight, place.sub(key));
      scanMatcher(wanted, sight, place.sub(key));
    }
  },
  evaluate: (form, scene, place) =>
    Object.entries(form).flatMap(([key, wanted]) => {
      const at = place.sub(key);
      const { page, rest } = settingAt(key, scene, at);
      const actual = page.book.get(rest);
      return matches(rest === 'users.access' ? usersWanted(wanted) : wanted, actual, scene.matching(at))
        ? []
        : [{ place: at, expected: `${key} to be ${show(wanted)}`, actual: show(actual), about: [] }];
    }),
});

/** A name in the access list stands for the pair of same-named users, in a check as in `set`. */
function usersWanted(wanted: unknown): unknown {
  if (typeof wanted === 'string') return { intacctUser: wanted };
  if (Array.isArray(wanted)) return wanted.map(usersWanted);
  if (!isMatcher(wanted)) return wanted;
  return Object.fromEntries(Object.entries(wanted).map(([name, argument]) => [name, usersWanted(argument)]));
}
