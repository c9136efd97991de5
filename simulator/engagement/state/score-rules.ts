import type { ScoreKey } from '../records.js';

/**
 * Points of the default scoring rules, by the key that `scoring.<key>` has in the settings.
 *
 * Source:  help.pardot.com 2127224.
 * Assumed: 0 for what the page does not name (won opportunities, videos, webinars). `visit` counts a browser that comes back: the page
 *          counts a first session's page views only.
 */
export const SCORE_DEFAULTS: ReadonlyMap<ScoreKey, number> = new Map([
  ['formSuccess', 50],
  ['formError', -5],
  ['pageView', 1],
  ['visit', 3],
  ['emailOpen', 0],
  ['emailClick', 3],
  ['customRedirectClick', 3],
  ['fileAccess', 3],
  ['siteSearch', 3],
  ['videoView', 0],
  ['videoWatched', 0],
  ['videoConversion', 0],
  ['eventRegistered', 0],
  ['eventCheckedIn', 0],
  ['webinarInvited', 0],
  ['webinarRegistered', 0],
  ['webinarAttended', 0],
  ['opportunityCreated', 50],
  ['opportunityWon', 0],
  ['opportunityLost', -100],
]);

/** The points that a tally of activities is worth under some settings. */
export function pointsOf(tally: Readonly<Record<ScoreKey, number>>, settings: Readonly<Record<string, unknown>>): number {
  let points = 0;
  for (const [key, count] of Object.entries(tally)) {
    const each = settings[`scoring.${key}`] ?? SCORE_DEFAULTS.get(key) ?? 0;
    points += count * (typeof each === 'number' ? each : 0);
  }
  return points;
}

/** Two tallies as one. */
export function addTallies(a: Readonly<Record<ScoreKey, number>>, b: Readonly<Record<ScoreKey, number>>): Record<ScoreKey, number> {
  const sum = { ...a };
  for (const [key, count] of Object.entries(b)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}
