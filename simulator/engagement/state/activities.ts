import { ACTIVITY_IDS, type ActivityId, type Prospect, type ScoreKey, type Visitor, type VisitorActivity } from '../records.js';
import type { Engagement } from '../state.js';
import { scored } from './scoring.js';
import { writeProspect } from './write-prospect.js';

/** Numbers of activity types. Source: Account Engagement API v5, "Visitor Activity". */
export const ACTIVITY = { click: 1, view: 2, error: 3, success: 4, sent: 6, open: 11, visit: 20 } as const;

export type ActivityFacts = {
  readonly type: number;
  readonly typeName: string;
  readonly details: string | null;
  readonly score: ScoreKey | null;
  /** What the prospect did not do itself (an email sent to it, an open) moves neither its last activity nor the sync. */
  readonly isPassive?: boolean;
  readonly campaignId?: number | null;
} & { readonly [name in ActivityId]?: number | null };

/**
 * Records what a visitor or prospect did, and what it does to the prospect: last activity, score, another sync.
 * Source: help 000383604 (activity glossary): passive activities change neither the last activity nor trigger a sync.
 */
export function recordActivity(
  engagement: Engagement,
  unit: string,
  prospect: Prospect | null,
  visitor: Visitor | null,
  facts: ActivityFacts,
): Prospect | null {
  const { type, typeName, details, campaignId } = facts;
  const about = Object.fromEntries(ACTIVITY_IDS.map((name) => [name, facts[name] ?? null])) as { [name in ActivityId]: number | null };
  const activity: VisitorActivity = {
    ...engagement.audit('VisitorActivity', unit, null),
    type,
    typeName,
    details,
    prospectId: prospect?.id ?? null,
    visitorId: visitor?.id ?? null,
    campaignId: campaignId ?? prospect?.campaignId ?? null,
    ...about,
  };
  engagement.tables.activities.put(activity);
  return prospect === null ? null : noteActivity(engagement, prospect, facts);
}

/** What an activity does to its prospect, whether or not it has a row of its own. */
export function noteActivity(engagement: Engagement, prospect: Prospect, facts: Pick<ActivityFacts, 'score' | 'isPassive'>): Prospect {
  const score = facts.score === null ? {} : scored(engagement, prospect, { [facts.score]: 1 });
  const at = engagement.second();
  const seen = facts.isPassive === true ? {} : { firstActivityAt: prospect.firstActivityAt ?? at, lastActivityAt: at };
  const isNews = facts.isPassive !== true || (score.score !== undefined && score.score !== prospect.score);
  return writeProspect(engagement, prospect, { ...score, ...seen }, { by: null, triggersSync: isNews });
}
