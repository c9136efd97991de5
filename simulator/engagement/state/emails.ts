import { refusal } from '../errors.js';
import type { Prospect } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { runCompletionActions } from './actions.js';
import { ACTIVITY, recordActivity } from './activities.js';

export type Mailing = { readonly listEmail: number; readonly opened: number; readonly clicked: number };

/**
 * A list email goes to a prospect, who opens and clicks it so many times.
 *
 * Source:  Account Engagement API v5, "Visitor Activity"; reference of sync triggers: opens are passive, clicks are not; error 98.
 * Assumed: the email's completion actions run at every open and every click.
 */
export function mail(engagement: Engagement, prospect: Prospect, mailing: Mailing): void {
  const email = liveInUnit(engagement.tables.assets.ListEmail, prospect.unit, mailing.listEmail);
  if (email === undefined) throw refusal(109, `list email ${mailing.listEmail}`);
  if (!isMailable(prospect)) throw refusal(98);
  const fresh = (): Prospect => engagement.tables.prospects.get(String(prospect.id))!;
  const record = (type: number, typeName: string, score: string | null, isPassive: boolean): void => {
    const facts = { type, typeName, details: email.name, score, isPassive, listEmailId: email.id, campaignId: email.campaignId };
    recordActivity(engagement, prospect.unit, fresh(), null, facts);
  };
  record(ACTIVITY.sent, 'Email', null, true);
  for (let count = 0; count < mailing.opened; count += 1) {
    // Points are given for the first open only. Source: help.pardot.com 2127224.
    record(ACTIVITY.open, 'Email', count === 0 ? 'emailOpen' : null, true);
    runCompletionActions(engagement, email, fresh());
  }
  for (let count = 0; count < mailing.clicked; count += 1) {
    record(ACTIVITY.click, 'Email Tracker', 'emailClick', false);
    runCompletionActions(engagement, email, fresh());
  }
}

/** Source: reference of mailability: not opted out, not suppressed, not bounced, not in the recycle bin. */
function isMailable(prospect: Prospect): boolean {
  return !prospect.isDeleted && !prospect.optedOut && !prospect.isDoNotEmail && !prospect.isEmailHardBounced;
}
