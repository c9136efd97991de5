import type { Row } from '../../kernel/table.js';
import { convertedLead, invalidCrossReference, rowError } from '../errors.js';
import { STAGES } from '../objects/sales.js';
import type { SalesforceOrg } from '../state.js';
import { checkOwner, editable } from './check-record.js';
import { createBySystem, createGiven } from './create.js';
import { dateOf } from './dates.js';
import { childrenOf, rollUpCampaign } from './roll-ups.js';
import type { Save } from './save.js';
import { updateBySystem } from './update.js';

export type LeadConversion = {
  readonly leadId: string;
  readonly convertedStatus: string;
  /** Ids that are left out are made new. */
  readonly accountId?: string;
  readonly contactId?: string;
  readonly opportunityId?: string;
  readonly ownerId?: string;
  readonly doNotCreateOpportunity?: boolean;
  readonly opportunityName?: string;
  readonly overwriteLeadSource?: boolean;
};

export type LeadConversionResult = {
  readonly leadId: string;
  readonly accountId: string;
  readonly contactId: string;
  readonly opportunityId: string | null;
};

const CONVERTED_STATUS = 'Closed - Converted';

/**
 * Turns a lead into a contact of an account, with an opportunity if wanted. Existing records get their empty fields filled only.
 *
 * Source:  SOAP API guide, "convertLead()"; Salesforce Help, "Lead Conversion Field Mapping".
 * Assumed: the code for a status that is not a converted one.
 */
export function convertLead(org: SalesforceOrg, request: LeadConversion, save: Save): LeadConversionResult {
  const lead = editable(org, org.schema.type('Lead')!, request.leadId, save.by);
  if (lead['IsConverted'] === true) throw convertedLead();
  if (request.convertedStatus !== CONVERTED_STATUS) {
    throw rowError('INVALID_STATUS', `invalid convertedStatus: ${request.convertedStatus}`);
  }
  if (request.contactId !== undefined && request.accountId === undefined) {
    throw rowError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [accountId]', ['accountId']);
  }
  const ownerId = ownerOf(org, lead, request);
  const accountId = accountFor(org, lead, request, ownerId, save);
  const contactId = contactFor(org, lead, request, { ownerId, accountId }, save);
  const opportunityId = opportunityFor(org, lead, request, { ownerId, accountId, contactId }, save);
  close(org, lead, { accountId, contactId, opportunityId }, save);
  follow(org, lead, contactId, opportunityId);
  return { leadId: request.leadId, accountId, contactId, opportunityId };
}

function ownerOf(org: SalesforceOrg, lead: Row, request: LeadConversion): string {
  const ownerId = request.ownerId ?? (lead['OwnerId'] as string);
  if (!ownerId.startsWith('005')) {
    throw rowError(
      'INVALID_CROSS_REFERENCE_KEY',
      'Converted objects can only be owned by users. If the lead is not owned by a user, you must specify a user for the Owner field.',
    );
  }
  checkOwner(org, org.schema.type('Account')!, ownerId);
  return ownerId;
}

const ACCOUNT_FIELDS: readonly (readonly [string, string])[] = [
  ['Phone', 'Phone'],
  ['Fax', 'Fax'],
  ['Website', 'Website'],
  ['Industry', 'Industry'],
  ['Rating', 'Rating'],
  ['AnnualRevenue', 'AnnualRevenue'],
  ['NumberOfEmployees', 'NumberOfEmployees'],
  ['Street', 'BillingStreet'],
  ['City', 'BillingCity'],
  ['State', 'BillingState'],
  ['PostalCode', 'BillingPostalCode'],
  ['Country', 'BillingCountry'],
];

const CONTACT_FIELDS: readonly (readonly [string, string])[] = [
  ...['FirstName', 'LastName', 'Salutation', 'Title', 'Email', 'Phone', 'MobilePhone', 'Fax', 'LeadSource', 'Description'].map(
    (name) => [name, name] as const,
  ),
  ...['HasOptedOutOfEmail', 'HasOptedOutOfFax', 'DoNotCall'].map((name) => [name, name] as const),
  ...['Street', 'City', 'State', 'PostalCode', 'Country'].map((name) => [name, `Mailing${name}`] as const),
];

function mapped(lead: Row, pairs: readonly (readonly [string, string])[]): Map<string, unknown> {
  return new Map(pairs.filter(([from]) => (lead[from] ?? null) !== null).map(([from, to]) => [to, lead[from]]));
}

/** Custom fields of one name and type on both sides go along. Source: Salesforce Help, "Map Custom Lead Fields". */
function mappedContact(org: SalesforceOrg, lead: Row): Map<string, unknown> {
  const contacts = org.schema.type('Contact')!;
  const custom = org.schema
    .type('Lead')!
    .fields.filter((field) => field.isCustom && contacts.field(field.name)?.type === field.type)
    .map(({ name }) => [name, name] as const);
  return mapped(lead, [...CONTACT_FIELDS, ...custom]);
}

function accountFor(org: SalesforceOrg, lead: Row, request: LeadConversion, ownerId: string, save: Save): string {
  const values = mapped(lead, ACCOUNT_FIELDS);
  if (request.accountId !== undefined) return fill(org, 'Account', request.accountId, values, save);
  const given = new Map([...values, ['Name', lead['Company']], ['OwnerId', ownerId], ['AccountSource', lead['LeadSource'] ?? null]]);
  return createGiven(org, org.schema.type('Account')!, given, withoutRules(save));
}

type Parents = { readonly ownerId: string; readonly accountId: string };

function contactFor(org: SalesforceOrg, lead: Row, request: LeadConversion, { ownerId, accountId }: Parents, save: Save): string {
  const values = mappedContact(org, lead);
  if (request.contactId === undefined) {
    const given = new Map([...values, ['AccountId', accountId], ['OwnerId', ownerId]]);
    return createGiven(org, org.schema.type('Contact')!, given, withoutRules(save));
  }
  const contact = editable(org, org.schema.type('Contact')!, request.contactId, save.by);
  if (contact['AccountId'] !== accountId) throw invalidCrossReference();
  const id = fill(org, 'Contact', request.contactId, values, save);
  if (request.overwriteLeadSource === true) updateBySystem(org, org.lookup(id)!, { LeadSource: lead['LeadSource'] ?? null });
  return id;
}

/** Conversion does not run duplicate rules, as long as it does not use Apex Lead Convert. */
function withoutRules(save: Save): Save {
  return { ...save, allowsDuplicates: true, assignment: 'none' };
}

/** Fills the empty fields of an existing record. */
function fill(org: SalesforceOrg, typeName: string, id: string, values: ReadonlyMap<string, unknown>, save: Save): string {
  const row = editable(org, org.schema.type(typeName)!, id, save.by);
  const empty = [...values].filter(([name]) => (row[name] ?? null) === null);
  if (empty.length > 0) {
    const now = org.now();
    updateBySystem(org, row, { ...Object.fromEntries(empty), LastModifiedDate: now, LastModifiedById: save.by });
  }
  return id;
}

function opportunityFor(
  org: SalesforceOrg,
  lead: Row,
  request: LeadConversion,
  { ownerId, accountId, contactId }: Parents & { readonly contactId: string },
  save: Save,
): string | null {
  if (request.opportunityId !== undefined) {
    const existing = editable(org, org.schema.type('Opportunity')!, request.opportunityId, save.by);
    if (existing['AccountId'] !== accountId) throw invalidCrossReference();
    return request.opportunityId;
  }
  if (request.doNotCreateOpportunity === true) return null;
  const given = new Map<string, unknown>([
    ['Name', request.opportunityName ?? `${lead['Company']}-`],
    ['AccountId', accountId],
    ['OwnerId', ownerId],
    ['StageName', STAGES[0]!.name],
    ['CloseDate', endOfQuarter(org.now())],
    ['LeadSource', lead['LeadSource'] ?? null],
  ]);
  const id = createGiven(org, org.schema.type('Opportunity')!, given, withoutRules(save));
  createBySystem(org, 'OpportunityContactRole', { OpportunityId: id, ContactId: contactId, IsPrimary: true }, save.by);
  return id;
}

function endOfQuarter(instant: number): string {
  const date = new Date(instant);
  return dateOf(Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3 + 3, 0));
}

function close(
  org: SalesforceOrg,
  lead: Row,
  made: { readonly accountId: string; readonly contactId: string; readonly opportunityId: string | null },
  save: Save,
): void {
  const now = org.now();
  updateBySystem(org, lead, {
    IsConverted: true,
    Status: CONVERTED_STATUS,
    ConvertedDate: dateOf(now),
    ConvertedAccountId: made.accountId,
    ConvertedContactId: made.contactId,
    ConvertedOpportunityId: made.opportunityId,
    IsUnreadByOwner: false,
    LastModifiedDate: now,
    LastModifiedById: save.by,
  });
}

/** Campaign memberships gain the contact; activities go over to the contact, open ones to the opportunity too. */
function follow(org: SalesforceOrg, lead: Row, contactId: string, opportunityId: string | null): void {
  const leadId = lead['Id'] as string;
  for (const member of childrenOf(org, 'CampaignMember', 'LeadId', leadId)) {
    updateBySystem(org, member, { ContactId: contactId });
    rollUpCampaign(org, member['CampaignId']);
  }
  for (const typeName of ['Task', 'Event']) {
    for (const activity of childrenOf(org, typeName, 'WhoId', leadId)) {
      const isOpen = activity['Status'] !== 'Completed' && (activity['WhatId'] ?? null) === null;
      updateBySystem(org, activity, { WhoId: contactId, ...(isOpen && opportunityId !== null ? { WhatId: opportunityId } : {}) });
    }
  }
}
