import type { CustomField } from '../records.js';
import { customFieldsOf } from '../state/custom-fields.js';
import { PROSPECT_FIELDS } from '../state/prospect-fields.js';
import type { Engagement } from '../state.js';

/** Fields of a prospect in the order of the reply, by their older names. Source: pardot/api-docs, "Object field references". */
export const OLDER_PROSPECT_FIELDS: readonly (readonly [string, string])[] = [
  ...names(
    'id campaign_id salutation first_name last_name email password company prospect_account_id website job_title department country',
  ),
  ...names('address_one address_two city state territory zip phone fax source annual_revenue employees industry years_in_business'),
  ...names('comments notes score grade last_activity_at recent_interaction'),
  ['crm_lead_fid', 'salesforceLeadId'],
  ['crm_contact_fid', 'salesforceContactId'],
  ['crm_owner_fid', 'salesforceOwnerId'],
  ['crm_account_fid', 'salesforceAccountId'],
  ['salesforce_fid', 'salesforceId'],
  ['crm_last_sync', 'salesforceLastSync'],
  ['crm_url', 'salesforceUrl'],
  ...names('is_do_not_email is_do_not_call opted_out is_reviewed is_starred created_at updated_at'),
];

/** Parameters that go by another name than the field they show, and those that only write. */
const WRITTEN_NAMES: ReadonlyMap<string, string> = new Map([
  ['fid', 'salesforceId'],
  ['salesforce_fid', 'salesforceId'],
  ['crm_owner_fid', 'salesforceOwnerId'],
  ['user_id', 'userId'],
]);

/** `first_name` as version 5 writes it. */
export function camelName(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `firstName` as versions 3 and 4 write it. */
export function snakeName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The version 5 name under which a parameter writes a prospect; null when there is no such field, or nobody writes it. */
export function writtenName(engagement: Engagement, unit: string, name: string): string | null {
  const field = WRITTEN_NAMES.get(name) ?? camelName(name);
  if (PROSPECT_FIELDS.get(field)?.access === 'write') return field;
  const custom = customFieldOf(engagement, unit, name);
  return custom === undefined ? null : `${custom.fieldId}__c`;
}

/** A custom field by its older name: the same, without the suffix. */
export function customFieldOf(engagement: Engagement, unit: string, name: string): CustomField | undefined {
  const wanted = name.toLowerCase();
  return customFieldsOf(engagement, unit).find(({ fieldId }) => fieldId.toLowerCase() === wanted);
}

function names(text: string): [string, string][] {
  return text.split(' ').map((name) => [name, camelName(name)]);
}
