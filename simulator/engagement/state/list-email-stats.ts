import type { Engagement } from '../state.js';
import { ACTIVITY } from './activities.js';

/** What became of a list email, in numbers; rates in percent. */
export type ListEmailStats = Readonly<Record<string, number>>;

/**
 * Counts what happened to a list email.
 * Source: Account Engagement API v5, "List Email: Stats". Assumed: every email that was sent arrives, for bounces do not happen here.
 */
export function listEmailStats(engagement: Engagement, listEmail: number): ListEmailStats {
  const activities = engagement.tables.activities.find('listEmail', String(listEmail));
  const all = (type: number): number => activities.filter((each) => each.type === type).length;
  const people = (type: number): number =>
    new Set(activities.filter((each) => each.type === type).map(({ prospectId }) => prospectId)).size;
  const sent = all(ACTIVITY.sent);
  const [totalClicks, uniqueClicks] = [all(ACTIVITY.click), people(ACTIVITY.click)];
  const [opens, uniqueOpens] = [all(ACTIVITY.open), people(ACTIVITY.open)];
  return {
    sent,
    delivered: sent,
    softBounced: 0,
    hardBounced: 0,
    optOuts: 0,
    spamComplaints: 0,
    opens,
    uniqueOpens,
    totalClicks,
    uniqueClicks,
    deliveryRate: rate(sent, sent),
    opensRate: rate(uniqueOpens, sent),
    clickThroughRate: rate(totalClicks, sent),
    uniqueClickThroughRate: rate(uniqueClicks, sent),
    clickOpenRatio: rate(uniqueClicks, uniqueOpens),
    optOutRate: 0,
    spamComplaintRate: 0,
  };
}

function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;
}
