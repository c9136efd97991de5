import { valueText } from '../../kernel/value-text.js';
import { refusal } from '../errors.js';
import { EMAIL_CHARS_MAX } from '../limits.js';
import type { Prospect } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { readValue } from '../values.js';
import { customFieldKind, customFieldNamed } from './custom-fields.js';
import { withCrmId } from './find-prospects.js';
import { personKind, salesforceId } from './ids.js';
import { defaultProfile, profileOf } from './profiles.js';
import { PROSPECT_FIELDS, type ProspectAccess } from './prospect-fields.js';

/** Who writes: people and clients, or the connector, which may also write what Salesforce masters. */
export type Writer = 'client' | 'connector';

/** What a writer wants of a prospect, checked field by field. */
export type ProspectInput = {
  readonly values: Partial<Prospect>;
  readonly custom: Readonly<Record<string, unknown>>;
  /** The user to assign; null to unassign; undefined when the writer says nothing. */
  readonly userId?: number | null;
};

/**
 * Reads field values by their API names.
 *
 * Source:  Account Engagement API v5, "Prospect"; errors 4, 10, 37, 38, 77, 125 and 180.
 * Refuses: unknown and read-only fields (180), values of the wrong type, ids of nothing.
 * Assumed: D-24, `userId: null` is refused unless the unit's `unassignThroughApi` is on.
 */
export function readProspectInput(
  engagement: Engagement,
  unit: string,
  raw: Readonly<Record<string, unknown>>,
  writer: Writer,
): ProspectInput {
  const values: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  let userId: number | null | undefined;
  for (const [name, value] of Object.entries(raw)) {
    const field = PROSPECT_FIELDS.get(name);
    if (field === undefined) {
      const definition = customFieldNamed(engagement, unit, name);
      if (definition === undefined) throw refusal(180, name);
      custom[`${definition.fieldId}__c`] = readValue(customFieldKind(definition), name, value);
    } else if (name === 'userId' && isWritable(field.access, writer)) userId = readUser(engagement, unit, value);
    else if (name === 'salesforceOwnerId' && isWritable(field.access, writer)) {
      if (raw['userId'] !== undefined) throw refusal(125);
      userId = readOwner(engagement, unit, value);
    } else if (isWritable(field.access, writer)) values[name] = checked(engagement, unit, name, readValue(field.kind, name, value));
    else throw refusal(180, name);
  }
  return { values: withLink(values), custom, ...(userId === undefined ? {} : { userId }) };
}

/**
 * Whether a text is an address that a prospect may have.
 * Source: pardot/api-docs issue 79: 1-64 characters, `@`, 1-255 characters, a dot, 2-13 characters, none of them a space or `@`.
 */
export function isEmail(text: string): boolean {
  return text.length <= EMAIL_CHARS_MAX && /^[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@.]{2,13}$/.test(text);
}

/** Refuses a Salesforce id that another prospect of the unit is linked with. Source: Account Engagement API, error 79. */
export function refuseTakenLink(engagement: Engagement, unit: string, id: string | null | undefined, own: number | null): void {
  if (id === null || id === undefined) return;
  const taken = withCrmId(engagement, unit, id).find(
    (prospect) => prospect.id !== own && prospect.crmState === 'linked' && !prospect.isDeleted,
  );
  if (taken !== undefined) throw refusal(79, id);
}

function isWritable(access: ProspectAccess, writer: Writer): boolean {
  return access === 'write' || (access === 'connector' && writer === 'connector');
}

function checked(engagement: Engagement, unit: string, name: string, value: unknown): unknown {
  switch (name) {
    case 'email':
      return readEmail(value);
    case 'score':
      return value ?? 0;
    case 'campaignId':
      if (liveInUnit(engagement.tables.campaigns, unit, value as number | null) === undefined) throw refusal(38);
      return value;
    case 'profileId':
      return profileOf(engagement, unit, value ?? defaultProfile(engagement, unit).id).id;
    case 'prospectAccountId':
      throw refusal(37);
    case 'salesforceId':
      return readLink(value);
    default:
      return value ?? (PROSPECT_FIELDS.get(name)?.kind === 'boolean' ? false : null);
  }
}

function readEmail(value: unknown): string {
  if (value === null) throw refusal(153, 'email');
  const email = String(value).trim();
  if (!isEmail(email)) throw refusal(4, email.slice(0, EMAIL_CHARS_MAX));
  return email;
}

function readLink(value: unknown): string | null {
  if (value === null) return null;
  const id = salesforceId(String(value));
  if (id === null || personKind(id) === null) throw refusal(77, valueText(value).slice(0, 18));
  return id;
}

/** The link fields that follow from the effective one. */
function withLink(values: Record<string, unknown>): Partial<Prospect> {
  if (!Object.hasOwn(values, 'salesforceId')) return values as Partial<Prospect>;
  const id = values['salesforceId'] as string | null;
  if (id === null) return { ...values, salesforceLeadId: null, salesforceContactId: null, crmState: 'none' } as Partial<Prospect>;
  const field = personKind(id) === 'lead' ? 'salesforceLeadId' : 'salesforceContactId';
  return { ...values, [field]: id, crmState: 'linked', recreateAllowed: false } as Partial<Prospect>;
}

function readUser(engagement: Engagement, unit: string, value: unknown): number | null {
  const id = readValue('id', 'userId', value) as number | null;
  if (id === null) {
    if (engagement.settings(unit).get('unassignThroughApi') !== true) throw refusal(10);
    return null;
  }
  if (liveInUnit(engagement.tables.users, unit, id) === undefined) throw refusal(10, String(id));
  return id;
}

function readOwner(engagement: Engagement, unit: string, value: unknown): number | null {
  const id = salesforceId(String(value ?? ''));
  const user = id === null ? undefined : engagement.tables.users.find('salesforceId', `${unit}:${id}`).find(({ isDeleted }) => !isDeleted);
  if (user === undefined) throw refusal(10, valueText(value ?? '').slice(0, 18));
  return user.id;
}
