import { valueText } from '../../kernel/value-text.js';
import { refusal } from '../errors.js';
import type { Campaign, User } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { ROLES } from './abilities.js';
import { deletion, onlyKeys, type Raw, type RowOutcome, readCrmId, readFields, saved } from './connector-rows.js';
import { checkUserEmail, readCrmUser } from './users.js';

const USER_KEYS = ['id', 'fields', 'crmUserId', 'isDeleted'];
const USER_FIELDS = { email: 'text', firstName: 'text', lastName: 'text', roleName: 'text' } as const;

/**
 * The connector makes a user, or ties one to a Salesforce user. One without an id is found by its Salesforce user, so that a repeated
 * create is harmless.
 *
 * Source:  help, "User Sync" and "Salesforce Connector Settings"; docs/surfaces.md.
 * Refuses: what the page refuses: an address that another user has (99), roles that there are not (101), CRM Usernames (102, 104).
 */
export function writeUser(engagement: Engagement, unit: string, record: Raw): RowOutcome<User> {
  const { id, fields, crmUserId, isDeleted } = onlyKeys(record, USER_KEYS);
  const known = id === undefined ? userOf(engagement, unit, crmUserId) : liveInUnit(engagement.tables.users, unit, Number(id));
  if (id !== undefined && known === undefined) throw refusal(10, valueText(id).slice(0, 40));
  const values = readFields(fields, USER_FIELDS) as Partial<Pick<User, keyof typeof USER_FIELDS>>;
  if (values.email !== undefined || known === undefined) checkUserEmail(engagement, unit, values.email ?? '', known?.id ?? null);
  if (values.roleName !== undefined && !ROLES.includes(values.roleName)) throw refusal(101, valueText(values.roleName).slice(0, 80));
  const tie =
    crmUserId === undefined || known?.salesforceId === crmUserId ? {} : { salesforceId: tieOf(engagement, unit, crmUserId, known) };
  const before = known ?? newUser(engagement, unit, values.email ?? '');
  const row = engagement.tables.users.put(saved(engagement, before, { ...values, ...tie, ...deletion(isDeleted) }));
  return { row, isCreated: known === undefined };
}

/** The connector brings a campaign of Salesforce. Source: help, "Connected Campaigns": name and cost are Salesforce's; docs/surfaces.md. */
export function writeCampaign(engagement: Engagement, unit: string, record: Raw): RowOutcome<Campaign> {
  const id = readCrmId(onlyKeys(record, ['salesforceId', 'fields', 'isDeleted'])['salesforceId']);
  const connected = engagement.tables.campaigns.filter((row) => row.unit === unit && row.salesforceId === id);
  const known = connected.find((row) => !row.isDeleted) ?? connected[0];
  const values = readFields(record['fields'], { name: 'text', cost: 'float' }) as Partial<Campaign>;
  if (known === undefined && typeof values.name !== 'string') throw refusal(153, 'name');
  const blank = { name: '', cost: null, folderId: null, parentCampaignId: null, salesforceId: id };
  const before = known ?? { ...engagement.audit('Campaign', unit, null), ...blank };
  const row = engagement.tables.campaigns.put(saved(engagement, before, { ...values, ...deletion(record['isDeleted']) }));
  return { row, isCreated: known === undefined };
}

function newUser(engagement: Engagement, unit: string, email: string): User {
  const person = { firstName: null, lastName: null, jobTitle: null, roleName: 'Marketing', salesforceId: null };
  return { ...engagement.audit('User', unit, null), ...person, email, username: email };
}

/** The user who is tied to a Salesforce user, deleted ones too. */
function userOf(engagement: Engagement, unit: string, crmUserId: unknown): User | undefined {
  return typeof crmUserId === 'string' ? engagement.tables.users.find('salesforceId', `${unit}:${crmUserId}`)[0] : undefined;
}

function tieOf(engagement: Engagement, unit: string, crmUserId: unknown, known: User | undefined): string | null {
  return crmUserId === null ? null : readCrmUser(engagement, unit, String(crmUserId), known?.id ?? null);
}
