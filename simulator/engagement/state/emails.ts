import { refusal } from '../errors.js';
import type { Asset, Kept, Prospect } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { runCompletionActions } from './actions.js';
import { ACTIVITY, type ActivityFacts, recordActivity } from './activities.js';
import { aboutEmail, sendEmail } from './send-email.js';

export type Mailing = { readonly listEmail: number; readonly opened: number; readonly clicked: number };

/** What a sent email keeps of the message that it was made from. */
const MESSAGE_FIELDS = [
  ...['name', 'subject', 'htmlMessage', 'textMessage', 'campaignId', 'folderId', 'trackerDomainId', 'emailTemplateId'],
  ...['senderOptions', 'replyToOptions', 'isOperational'],
] as const;

/**
 * A list email goes to a prospect, who opens and clicks it so many times.
 *
 * Source:  Account Engagement API v5, "Visitor Activity"; reference of sync triggers: opens are passive, clicks are not; error 98.
 * Assumed: the email's completion actions run at every open and every click.
 */
export function mail(engagement: Engagement, prospect: Prospect, mailing: Mailing): void {
  const listEmail = liveInUnit(engagement.tables.assets.ListEmail, prospect.unit, mailing.listEmail);
  if (listEmail === undefined) throw refusal(109, `list email ${mailing.listEmail}`);
  const email = sendListEmail(engagement, listEmail, prospect, null);
  const fresh = (): Prospect => engagement.tables.prospects.get(String(prospect.id))!;
  const record = (facts: Pick<ActivityFacts, 'type' | 'typeName' | 'score' | 'isPassive'>): void => {
    recordActivity(engagement, prospect.unit, fresh(), null, { ...aboutEmail(email), ...facts });
    runCompletionActions(engagement, listEmail, fresh());
  };
  for (let count = 0; count < mailing.opened; count += 1) {
    // Points are given for the first open only. Source: help.pardot.com 2127224.
    record({ type: ACTIVITY.open, typeName: 'Email', score: count === 0 ? 'emailOpen' : null, isPassive: true });
  }
  for (let count = 0; count < mailing.clicked; count += 1) {
    record({ type: ACTIVITY.click, typeName: 'Email Tracker', score: 'emailClick', isPassive: false });
  }
}

/** Sends a list email to one prospect, as a member of a list or because somebody chose it. Refuses: 98 for whom nobody may mail. */
export function sendListEmail(engagement: Engagement, listEmail: Asset, prospect: Prospect, listId: number | null): Kept {
  const message = listEmail as unknown as Kept;
  const kept = Object.fromEntries(MESSAGE_FIELDS.map((name) => [name, message[name] ?? null]));
  const by = listEmail.createdById;
  return sendEmail(engagement, prospect, { ...kept, type: 'list', listEmailId: listEmail.id, listId, clientType: 'Web' }, by);
}
