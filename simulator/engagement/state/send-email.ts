import { refusal } from '../errors.js';
import type { Kept, Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { ACTIVITY, type ActivityFacts, recordActivity } from './activities.js';

/**
 * Sends an email to a prospect: the email that was sent, and the activity. Refuses: 98.
 * Source: Account Engagement API v5, "Email"; activity type 6.
 */
export function sendEmail(engagement: Engagement, prospect: Prospect, message: Readonly<Record<string, unknown>>, by: number | null): Kept {
  if (!isMailable(prospect, message['isOperational'] === true)) throw refusal(98);
  const sent = { prospectId: prospect.id, sentAt: engagement.second() };
  const email = engagement.tables.kept.Email.put({ ...engagement.audit('Email', prospect.unit, by), ...message, ...sent });
  const facts = { ...aboutEmail(email), type: ACTIVITY.sent, typeName: 'Email', score: null, isPassive: true };
  recordActivity(engagement, prospect.unit, prospect, null, facts);
  return email;
}

/**
 * Source:  reference of mailability: not opted out, not suppressed, not bounced, not in the recycle bin.
 * Assumed: operational emails go to who opted out or must not be mailed, too; help, "Operational Emails".
 */
export function isMailable(prospect: Prospect, isOperational = false): boolean {
  if (prospect.isDeleted || prospect.isEmailHardBounced) return false;
  return isOperational || (!prospect.optedOut && !prospect.isDoNotEmail);
}

/** What the activities of an email are about. */
export function aboutEmail(email: Kept): Pick<ActivityFacts, 'details' | 'emailId' | 'emailTemplateId' | 'listEmailId' | 'campaignId'> {
  const { name, emailTemplateId, listEmailId, campaignId } = email as unknown as Record<string, number | null>;
  return {
    details: String(name ?? email['subject'] ?? ''),
    emailId: email.id,
    emailTemplateId: emailTemplateId ?? null,
    listEmailId: listEmailId ?? null,
    campaignId: campaignId ?? null,
  };
}
