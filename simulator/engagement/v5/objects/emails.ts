import { refusal } from '../../errors.js';
import type { Asset, Kept, Prospect } from '../../records.js';
import { newAsset } from '../../state/assets.js';
import { checkLists, scheduleListEmail } from '../../state/list-emails.js';
import { isNamed } from '../../state/references.js';
import { sendEmail } from '../../state/send-email.js';
import { type Engagement, liveInUnit } from '../../state.js';
import { keptObject } from '../kept.js';
import {
  type ObjectDefinition,
  type ObjectField,
  type Raw,
  REQUIRED,
  readable,
  reference,
  type Stored,
  writable,
  writables,
} from '../object.js';
import { choiceField } from './fields.js';

/** What every kind of email says. */
const MESSAGE: readonly ObjectField[] = [
  ...writables('text', 'subject', 'htmlMessage', 'textMessage'),
  ...['senderOptions', 'replyToOptions'].map((name) => writable(name, 'structure', { check: (value) => checkSenders(name, value) })),
  reference('folderId', 'folders'),
  reference('trackerDomainId', 'tracker-domains'),
];

/** Source: Account Engagement API v5, "Email Template". One that list emails were made from stays (108). */
export const EMAIL_TEMPLATES: ObjectDefinition = keptObject({
  type: 'EmailTemplate',
  collection: 'email-templates',
  table: (tables) => tables.kept.EmailTemplate,
  fields: [
    writable('name', 'text', REQUIRED),
    reference('campaignId', 'campaigns'),
    choiceField('type', ['html', 'text', 'htmlAndText'], { standard: 'htmlAndText' }),
    ...MESSAGE,
    ...['isOneToOneEmail', 'isAutoResponderEmail', 'isDripEmail', 'isListEmail'].map((name) => writable(name, 'boolean')),
  ],
  filters: ['isOneToOneEmail', 'isAutoResponderEmail', 'isDripEmail', 'isListEmail'],
  check: (_engagement, row) => checkMessage(row),
  isUsed: ({ tables }, { id }) => isNamed([tables.assets.ListEmail], 'emailTemplateId', id),
});

/**
 * Source:  Account Engagement API v5, "Email": making one sends it to one prospect; it cannot be changed or deleted.
 * Assumed: the message comes from the template where the request has none.
 */
export const EMAILS: ObjectDefinition = keptObject({
  type: 'Email',
  collection: 'emails',
  table: (tables) => tables.kept.Email,
  fields: [
    reference('prospectId', 'prospects', REQUIRED),
    reference('campaignId', 'campaigns'),
    writable('name', 'text'),
    ...MESSAGE,
    reference('emailTemplateId', 'email-templates'),
    writable('isOperational', 'boolean'),
    readable('type', 'text'),
    readable('clientType', 'text'),
    readable('listId', 'id'),
    readable('listEmailId', 'id'),
    readable('sentAt', 'instant'),
  ],
  filters: ['sentAt', 'listId', 'listEmailId', 'type'],
  orders: ['sentAt'],
  isUnchangeable: true,
  isUndeletable: true,
  make: (engagement, unit, values, by) => {
    const message = withTemplate(engagement, unit, values, 'isOneToOneEmail');
    checkMessage(message);
    const prospect = liveInUnit(engagement.tables.prospects, unit, values['prospectId'] as number) as Prospect;
    const origin = { type: 'oneToOne', clientType: 'API', listId: null, listEmailId: null };
    const campaignId = message['campaignId'] ?? prospect.campaignId;
    return sendEmail(engagement, prospect, { ...message, ...origin, campaignId }, by);
  },
});

/** Source: Account Engagement API v5, "List Email". Assumed: the names of the lists' fields; what was sent cannot be changed (51). */
export const LIST_EMAILS: ObjectDefinition = keptObject({
  type: 'ListEmail',
  collection: 'list-emails',
  table: (tables) => tables.assets.ListEmail,
  fields: [
    writable('name', 'text', REQUIRED),
    reference('campaignId', 'campaigns', REQUIRED),
    ...MESSAGE,
    reference('emailTemplateId', 'email-templates'),
    ...writables('structure', 'recipientListIds', 'suppressionListIds'),
    writable('scheduledFor', 'instant'),
    ...writables('boolean', 'isOperational', 'isPaused'),
    readable('isSent', 'boolean'),
    readable('sentAt', 'instant'),
    readable('clientType', 'text', () => 'Web'),
  ],
  filters: ['sentAt', 'isSent'],
  orders: ['sentAt'],
  make: (engagement, unit, values, by) => {
    const message = withTemplate(engagement, unit, values, 'isListEmail');
    checkMessage(message);
    return newAsset(engagement, 'ListEmail', unit, { ...message, sentAt: null }, by);
  },
  check: (engagement, row, before) => {
    if (before?.['isSent'] === true) throw refusal(51, 'the email was sent');
    for (const name of ['recipientListIds', 'suppressionListIds']) checkLists(engagement, row.unit, name, row[name] ?? null);
  },
  made: (engagement, row) => scheduleListEmail(engagement, row as unknown as Asset) as unknown as Stored,
  changed: (engagement, row) => scheduleListEmail(engagement, row as unknown as Asset) as unknown as Stored,
});

/** A message with what its template has and it has not. Refuses: 86 for a template of another purpose. */
function withTemplate(engagement: Engagement, unit: string, values: Raw, purpose: string): Record<string, unknown> {
  const template = liveInUnit(engagement.tables.kept.EmailTemplate, unit, values['emailTemplateId'] as number | null);
  if (template === undefined) return { ...values };
  if (template[purpose] !== true) throw refusal(86, `${purpose} is not set`);
  const names = MESSAGE.map(({ name }) => name);
  const filled = names.map((name) => [name, values[name] ?? (template as Kept)[name] ?? null]);
  return { ...values, ...Object.fromEntries(filled) };
}

const UNSUBSCRIBE = /%%\s*(unsubscribe|email_preference_center)\s*%%|\{\{\s*(unsubscribe|emailpreferencecenter)/i;

/**
 * Refuses emails without a subject or a text (153), and texts without a way to unsubscribe (64).
 * Source: Account Engagement API, error 64. Assumed: operational emails need none.
 */
function checkMessage(message: Raw): void {
  const texts = [message['htmlMessage'], message['textMessage']].filter((text) => typeof text === 'string');
  if (typeof message['subject'] !== 'string') throw refusal(153, 'subject');
  if (texts.length === 0) throw refusal(153, 'htmlMessage or textMessage');
  if (message['isOperational'] === true) return;
  if (texts.some((text) => !UNSUBSCRIBE.test(text))) throw refusal(64, '{{Unsubscribe}} or {{EmailPreferenceCenter}}');
}

/** Source: Account Engagement API v5, "Email: senderOptions": a list of objects with a `type`. */
function checkSenders(name: string, value: unknown): void {
  const isSender = (each: unknown): boolean => typeof (each as { type?: unknown } | null)?.type === 'string';
  if (!Array.isArray(value) || !value.every(isSender)) throw refusal(154, name);
}
