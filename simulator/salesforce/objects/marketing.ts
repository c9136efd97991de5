import type { Row } from '../../kernel/table.js';
import type { Field, RecordLookup } from '../schema.js';
import { ACTIVITY, field, LEAD_SOURCES, VIEWED } from './fields.js';
import { sObject } from './object.js';

const rollUp = (name: string, spec = 'int(9)'): Field => field(name, spec, 'd', { defaultValue: 0 });

/** Source: Object Reference, "Campaign". */
export const CAMPAIGN = sObject('Campaign', '701', [
  field('Name', 'string(80)', 'cuN', { label: 'Campaign Name' }),
  field('ParentId', 'ref Campaign', 'cun', { label: 'Parent Campaign ID', children: 'ChildCampaigns' }),
  field('Type', 'picklist(40)', 'cun', {
    picklist:
      'Conference;Webinar;Trade Show;Public Relations;Partners;Referral Program;Advertisement;Banner Ads;Direct Mail;Email;Telemarketing;Other',
  }),
  field('Status', 'picklist(40)', 'cund', { picklist: '*Planned;In Progress;Completed;Aborted' }),
  field('StartDate', 'date', 'cun'),
  field('EndDate', 'date', 'cun'),
  field('ExpectedRevenue', 'currency(18,0)', 'cun'),
  field('BudgetedCost', 'currency(18,0)', 'cun'),
  field('ActualCost', 'currency(18,0)', 'cun'),
  field('ExpectedResponse', 'percent(10,2)', 'cun', { label: 'Expected Response (%)' }),
  field('NumberSent', 'double(18,0)', 'cun', { label: 'Num Sent' }),
  field('IsActive', 'boolean', 'cud', { label: 'Active' }),
  field('Description', 'textarea(32000)', 'cun'),
  rollUp('NumberOfLeads'),
  rollUp('NumberOfConvertedLeads'),
  rollUp('NumberOfContacts'),
  rollUp('NumberOfResponses'),
  rollUp('NumberOfOpportunities'),
  rollUp('NumberOfWonOpportunities'),
  rollUp('AmountAllOpportunities', 'currency(18,0)'),
  rollUp('AmountWonOpportunities', 'currency(18,0)'),
  field('OwnerId', 'ref User', 'cud', { label: 'Owner ID', onDelete: 'none' }),
  field('CampaignMemberRecordTypeId', 'ref RecordType', 'cun', { label: 'Record Type ID' }),
  ...ACTIVITY,
  ...VIEWED,
]);

function fromPerson(name: string, spec: string, leadField = name, contactField = name): Field {
  return field(name, spec, 'n', {
    derive: (row, lookup) => {
      const person = personOf(row, lookup);
      return person?.row[person.isContact ? contactField : leadField] ?? null;
    },
  });
}

function personOf(row: Row, lookup: RecordLookup): { readonly row: Row; readonly isContact: boolean } | null {
  const contact = typeof row['ContactId'] === 'string' ? lookup(row['ContactId']) : undefined;
  if (contact !== undefined) return { row: contact, isContact: true };
  const lead = typeof row['LeadId'] === 'string' ? lookup(row['LeadId']) : undefined;
  return lead === undefined ? null : { row: lead, isContact: false };
}

function companyOrAccount(row: Row, lookup: RecordLookup): unknown {
  const person = personOf(row, lookup);
  if (person === null) return null;
  return (person.isContact ? lookup(person.row['AccountId'])?.['Name'] : person.row['Company']) ?? null;
}

/** Source: Object Reference, "CampaignMember". */
export const CAMPAIGN_MEMBER = sObject('CampaignMember', '00v', [
  field('CampaignId', 'ref Campaign', 'c', { label: 'Campaign ID', children: 'CampaignMembers', onDelete: 'cascade' }),
  field('LeadId', 'ref Lead', 'cn', { label: 'Lead ID', children: 'CampaignMembers', onDelete: 'cascade' }),
  field('ContactId', 'ref Contact', 'cn', { label: 'Contact ID', children: 'CampaignMembers', onDelete: 'cascade' }),
  field('Status', 'picklist(40)', 'cun', { picklist: '*Sent;Responded' }),
  field('HasResponded', 'boolean', 'd', { label: 'Responded' }),
  field('FirstRespondedDate', 'date', 'n'),
  fromPerson('Salutation', 'picklist(40)'),
  fromPerson('Name', 'string(255)'),
  fromPerson('FirstName', 'string(40)'),
  fromPerson('LastName', 'string(80)'),
  fromPerson('Title', 'string(128)'),
  fromPerson('Street', 'textarea(255)', 'Street', 'MailingStreet'),
  fromPerson('City', 'string(40)', 'City', 'MailingCity'),
  fromPerson('State', 'string(80)', 'State', 'MailingState'),
  fromPerson('PostalCode', 'string(20)', 'PostalCode', 'MailingPostalCode'),
  fromPerson('Country', 'string(80)', 'Country', 'MailingCountry'),
  fromPerson('Email', 'email(80)'),
  fromPerson('Phone', 'phone(40)'),
  fromPerson('Fax', 'phone(40)'),
  fromPerson('MobilePhone', 'phone(40)'),
  fromPerson('Description', 'textarea(32000)'),
  field('DoNotCall', 'boolean', 'd', { derive: (row, lookup) => personOf(row, lookup)?.row['DoNotCall'] ?? false }),
  field('HasOptedOutOfEmail', 'boolean', 'd', { derive: (row, lookup) => personOf(row, lookup)?.row['HasOptedOutOfEmail'] ?? false }),
  field('HasOptedOutOfFax', 'boolean', 'd', { derive: (row, lookup) => personOf(row, lookup)?.row['HasOptedOutOfFax'] ?? false }),
  field('LeadSource', 'picklist(255)', 'n', {
    picklist: LEAD_SOURCES,
    derive: (row, lookup) => personOf(row, lookup)?.row['LeadSource'] ?? null,
  }),
  field('CompanyOrAccount', 'string(255)', 'n', { derive: companyOrAccount }),
  field('Type', 'string(40)', 'n', { derive: (row) => ((row['ContactId'] ?? null) === null ? 'Lead' : 'Contact') }),
  field('LeadOrContactId', 'ref Contact,Lead', 'n', {
    parent: 'LeadOrContact',
    derive: (row) => row['ContactId'] ?? row['LeadId'] ?? null,
  }),
  field('LeadOrContactOwnerId', 'ref Group,User', 'n', {
    parent: 'LeadOrContactOwner',
    derive: (row, lookup) => personOf(row, lookup)?.row['OwnerId'] ?? null,
  }),
]);

export const CAMPAIGN_MEMBER_STATUS = sObject('CampaignMemberStatus', '01Y', [
  field('CampaignId', 'ref Campaign', 'c', { label: 'Campaign ID', children: 'CampaignMemberStatuses', onDelete: 'cascade' }),
  field('Label', 'string(765)', 'cu'),
  field('SortOrder', 'int(9)', 'cun'),
  field('IsDefault', 'boolean', 'cud'),
  field('HasResponded', 'boolean', 'cud', { label: 'Responded' }),
]);
