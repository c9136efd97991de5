import { z } from 'zod';
import { matcher } from '../language/pieces.js';
import { show } from '../language/show.js';
import { scanMatcher } from '../lint/fields.js';
import { scanSettingKey } from '../lint/settings.js';
import { settingAt } from '../stage/save-settings.js';
import { check } from './check.js';
import { matches } from './match.js';

/** Settings in force now. */
export const settings = check({
  name: 'settings',
  about: 'Settings in force now, by their full keys.',
  form: z.record(z.string(), matcher),
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
      return matches(wanted, actual, scene.matching(at))
        ? []
        : [{ place: at, expected: `${key} to be ${show(wanted)}`, actual: show(actual), about: [] }];
    }),
});
