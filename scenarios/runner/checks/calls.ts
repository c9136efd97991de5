import { z } from 'zod';
import type { LoggedCall } from '../../../simulator/kernel/call-log.js';
import { flag, matcher, text } from '../language/pieces.js';
import { show } from '../language/show.js';
import { check } from './check.js';
import { matches } from './match.js';
import { scanFilter, systemAndObject } from './writes.js';

const SHOWN_MAX = 6;
const STANDING = new Set(['poll', 'sign-in']);

/** Requests of the sync core about records. */
export const calls = check({
  name: 'calls',
  about: 'Requests of the sync core about records, refused and lost ones included; standing polls and sign-ins only with `polls: true`.',
  form: z
    .strictObject({
      to: z.enum(['salesforce', 'engagement', 'intacct']).optional(),
      object: text.optional(),
      since: text.optional(),
      polls: flag.optional(),
      count: matcher.optional(),
    })
    .meta({ write: 'Write { to: intacct, count: { atMost: 3 } }, or a list of such.' }),
  scan: (given, sight, place) => scanFilter(given, sight, place),
  evaluate: (given, scene, place) => {
    const since = given.since === undefined ? scene.begin : scene.names.needMark(given.since, place.sub('since'));
    const { system, object } = systemAndObject(given.object, given.to, place);
    const found = scene.stage.world.calls.since(since.calls).filter((call) => {
      if (call.purpose === null || (system !== null && call.system !== system)) return false;
      if (STANDING.has(call.purpose) && given.polls !== true) return false;
      return object === null || isAbout(call, object);
    });
    const count = given.count ?? { atLeast: 1 };
    if (matches(count, found.length, scene.matching(place.sub('count'), 'number'))) return [];
    const shown = found.slice(0, SHOWN_MAX).map((call) => `${call.system} ${call.subject ?? `${call.method} ${call.path}`}`);
    const actual = `${found.length}${shown.length === 0 ? '' : `: ${shown.join(', ')}${found.length > shown.length ? ', …' : ''}`}`;
    const filter = [given.to && `to ${given.to}`, given.object && `about ${given.object}`, given.since && `since ${given.since}`]
      .filter(Boolean)
      .join(' ');
    return [{ place: place.sub('count'), expected: `${show(count)} calls by the sync ${filter}`.trim(), actual, about: [] }];
  },
});

/** Whether a call names an object: in its path, its query, or the types of the records that it carries. */
function isAbout(call: LoggedCall, object: string): boolean {
  const word = new RegExp(`\\b${object.replace(/[^\w]/g, '\\$&')}\\b`, 'i');
  if (call.subject !== null && word.test(call.subject)) return true;
  if (
    call.path
      .split('/')
      .some((segment) => segment.toLowerCase() === object.toLowerCase() || segment.toLowerCase() === `${object.toLowerCase()}s`)
  )
    return true;
  if (new RegExp(`\\bfrom[\\s+]+${word.source}`, 'i').test(decoded(call.query))) return true;
  return (
    new RegExp(`"type"\\s*:\\s*"${word.source}"|<(?:object|${word.source})>`, 'i').test(call.requestBody) && word.test(call.requestBody)
  );
}

function decoded(query: string): string {
  try {
    return decodeURIComponent(query);
  } catch {
    return query;
  }
}
