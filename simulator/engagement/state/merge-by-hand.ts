import { refusal } from '../errors.js';
import { MERGE_LOSERS_MAX } from '../limits.js';
import type { Prospect } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { copyCampaigns, copyLists, copyTags, earliest, latest } from './merge-prospects.js';
import { editProspect, type Raw } from './prospects.js';
import { purgeProspect } from './purge-prospect.js';
import { scored } from './scoring.js';
import { writeProspect } from './write-prospect.js';

/**
 * A person merges prospects of one business unit: the losers are gone, what they did is the master's.
 *
 * Source:  help.pardot.com 2128039: up to three prospects; the losers are wiped, not in the recycle bin; the score is counted anew from
 *          all activities; records in Salesforce are not merged. Reference D.2: matches of automation rules are carried over.
 * Assumed: browsers and their visits follow the master; points that people gave a loser go with it.
 */
export function mergeByHand(engagement: Engagement, master: Prospect, losers: readonly Prospect[], keep: Raw, by: number | null): Prospect {
  const isWrong =
    new Set([master, ...losers].map(({ id }) => id)).size !== losers.length + 1 || losers.some(({ unit }) => unit !== master.unit);
  if (losers.length === 0 || losers.length > MERGE_LOSERS_MAX || isWrong) throw refusal(154, 'up to three prospects of one business unit');
  for (const loser of losers) takeOver(engagement, fresh(engagement, master), loser);
  return editProspect(engagement, fresh(engagement, master), keep, { by });
}

function takeOver(engagement: Engagement, master: Prospect, loser: Prospect): void {
  copyTags(engagement, master, loser);
  copyLists(engagement, master, loser);
  copyCampaigns(engagement, master, loser);
  moveRows(engagement, master, loser);
  purgeProspect(engagement, loser);
  const before = fresh(engagement, master);
  const patch = {
    ...scored(engagement, before, loser.tally),
    firstActivityAt: earliest(before.firstActivityAt, loser.firstActivityAt),
    lastActivityAt: latest(before.lastActivityAt, loser.lastActivityAt),
  };
  writeProspect(engagement, before, patch, { by: null, triggersSync: true });
}

/** What the loser did and what it browsed with becomes the master's; its history of stages does not. */
function moveRows(engagement: Engagement, master: Prospect, loser: Prospect): void {
  const { tables } = engagement;
  const [from, prospectId] = [String(loser.id), master.id];
  for (const row of tables.activities.find('prospect', from)) tables.activities.put({ ...row, prospectId });
  for (const kind of ['Email', 'ExternalActivity'] as const) {
    for (const row of tables.kept[kind].find('prospectId', from)) tables.kept[kind].put({ ...row, prospectId });
  }
  for (const visitor of tables.visitors.find('prospect', from)) {
    tables.visitors.put({ ...visitor, prospectId, updatedAt: engagement.second() });
    for (const visit of tables.visits.find('visitor', String(visitor.id))) tables.visits.put({ ...visit, prospectId });
  }
  for (const match of tables.ruleMatches.find('prospect', from)) {
    const id = `${match.ruleId}:${prospectId}`;
    if (tables.ruleMatches.get(id) === undefined) tables.ruleMatches.put({ ...match, id, prospectId });
  }
}

function fresh(engagement: Engagement, prospect: Prospect): Prospect {
  return liveInUnit(engagement.tables.prospects, prospect.unit, prospect.id)!;
}
