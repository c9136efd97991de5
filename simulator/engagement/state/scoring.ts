import type { Prospect, ScoreKey } from '../records.js';
import type { Engagement } from '../state.js';
import { addTallies, pointsOf } from './score-rules.js';
import { writeProspect } from './write-prospect.js';

/** What a prospect's record holds after some more scored activities. */
export function scored(engagement: Engagement, prospect: Prospect, more: Readonly<Record<ScoreKey, number>>): Partial<Prospect> {
  const tally = addTallies(prospect.tally, more);
  return { tally, score: pointsOf(tally, pointsInForce(engagement, prospect.unit)) + prospect.scoreAdjustment };
}

/** Adds points that no activity made: a rule's or a completion action's *adjust score*. */
export function adjustScore(engagement: Engagement, prospect: Prospect, points: number): Prospect {
  const patch = { score: prospect.score + points, scoreAdjustment: prospect.scoreAdjustment + points };
  return writeProspect(engagement, prospect, patch, { by: null, triggersSync: points !== 0 });
}

/**
 * Scores every prospect of a unit anew.
 * Source: help.pardot.com 2127224: an edit of the scoring rules is retroactive and syncs everybody again.
 */
export function rescoreUnit(engagement: Engagement, unit: string): void {
  const settings = pointsInForce(engagement, unit);
  for (const prospect of engagement.tables.prospects.filter((row) => row.unit === unit && !row.isDeleted)) {
    const score = pointsOf(prospect.tally, settings) + prospect.scoreAdjustment;
    writeProspect(engagement, prospect, { score }, { by: null, triggersSync: true });
  }
}

function pointsInForce(engagement: Engagement, unit: string): Readonly<Record<string, unknown>> {
  return engagement.settings(unit).at(Number.POSITIVE_INFINITY);
}
