import type { Field } from '../schema.js';
import { dataCom } from './data-com.js';
import { ACTIVITY, address, field, INDUSTRIES, LEAD_SOURCES, personName, VIEWED } from './fields.js';
import { sObject } from './object.js';
import { ENGAGEMENT_FIELDS, INTACCT_CONTACT_FIELDS } from './package-fields.js';

/** A lead's cannot be written when it is made. */
const bounce = (flags: 'cun' | 'un'): readonly Field[] => [
  field('EmailBouncedReason', 'string(255)', flags),
  field('EmailBouncedDate', 'datetime', flags),
  field('IsEmailBounced', 'boolean', 'd', { derive: (row) => (row['EmailBouncedDate'] ?? null) !== null }),
];

/** Source: Object Reference, "Contact"; `Email` is a lookup by value as recorded describes have it. */
export const CONTACT = sObject(
  'Contact',
  '003',
  [
    field('MasterRecordId', 'ref Contact', 'n', { label: 'Master Record ID', onDelete: 'none' }),
    field('AccountId', 'ref Account', 'cun', { label: 'Account ID', children: 'Contacts', onDelete: 'cascade' }),
    ...personName(),
    field('RecordTypeId', 'ref RecordType', 'cun', { label: 'Record Type ID' }),
    ...address('Other'),
    ...address('Mailing'),
    field('Phone', 'phone(40)', 'cun', { label: 'Business Phone' }),
    field('Fax', 'phone(40)', 'cun', { label: 'Business Fax' }),
    field('MobilePhone', 'phone(40)', 'cun'),
    field('HomePhone', 'phone(40)', 'cun'),
    field('OtherPhone', 'phone(40)', 'cun'),
    field('AssistantPhone', 'phone(40)', 'cun'),
    field('ReportsToId', 'ref Contact', 'cun', { label: 'Reports To ID' }),
    field('Email', 'email(80)', 'cuni'),
    field('Title', 'string(128)', 'cun'),
    field('Department', 'string(80)', 'cun'),
    field('AssistantName', 'string(40)', 'cun'),
    field('LeadSource', 'picklist(255)', 'cun', { picklist: LEAD_SOURCES }),
    field('Birthdate', 'date', 'cun'),
    field('Description', 'textarea(32000)', 'cun', { label: 'Contact Description' }),
    field('OwnerId', 'ref User', 'cud', { label: 'Owner ID', onDelete: 'none' }),
    field('HasOptedOutOfEmail', 'boolean', 'cud', { label: 'Email Opt Out' }),
    field('HasOptedOutOfFax', 'boolean', 'cud', { label: 'Fax Opt Out' }),
    field('DoNotCall', 'boolean', 'cud'),
    field('LastCURequestDate', 'datetime', 'n'),
    field('LastCUUpdateDate', 'datetime', 'n'),
    ...bounce('cun'),
    ...dataCom('JigsawContactId'),
    field('PhotoUrl', 'url(255)', 'n', { derive: (row) => `/services/images/photo/${row['Id']}` }),
    ...ACTIVITY,
    ...VIEWED,
    ...ENGAGEMENT_FIELDS,
    ...INTACCT_CONTACT_FIELDS,
  ],
  { isMergeable: true },
);

/** Source: Object Reference, "Lead". */
export const LEAD = sObject(
  'Lead',
  '00Q',
  [
    field('MasterRecordId', 'ref Lead', 'n', { label: 'Master Record ID', onDelete: 'none' }),
    ...personName(),
    field('RecordTypeId', 'ref RecordType', 'cun', { label: 'Record Type ID' }),
    field('Title', 'string(128)', 'cun'),
    field('Company', 'string(255)', 'cu'),
    ...address(''),
    field('Phone', 'phone(40)', 'cun'),
    field('MobilePhone', 'phone(40)', 'cun'),
    field('Fax', 'phone(40)', 'cun'),
    field('Email', 'email(80)', 'cuni'),
    field('Website', 'url(255)', 'cun'),
    field('PhotoUrl', 'url(255)', 'n', { derive: (row) => `/services/images/photo/${row['Id']}` }),
    field('Description', 'textarea(32000)', 'cun'),
    field('LeadSource', 'picklist(255)', 'cun', { picklist: LEAD_SOURCES }),
    field('Status', 'picklist(255)', 'cud', {
      picklist: '*Open - Not Contacted;Working - Contacted;Closed - Converted;Closed - Not Converted',
    }),
    field('Industry', 'picklist(255)', 'cun', { picklist: INDUSTRIES }),
    field('Rating', 'picklist(255)', 'cun', { picklist: 'Hot;Warm;Cold' }),
    field('AnnualRevenue', 'currency(18,0)', 'cun'),
    field('NumberOfEmployees', 'int(8)', 'cun', { label: 'Employees' }),
    field('OwnerId', 'ref Group,User', 'cud', { label: 'Owner ID', onDelete: 'none' }),
    field('HasOptedOutOfEmail', 'boolean', 'cud', { label: 'Email Opt Out' }),
    field('HasOptedOutOfFax', 'boolean', 'cud', { label: 'Fax Opt Out' }),
    field('DoNotCall', 'boolean', 'cud'),
    field('IsConverted', 'boolean', 'cd', { label: 'Converted' }),
    field('ConvertedDate', 'date', 'n'),
    field('ConvertedAccountId', 'ref Account', 'n', { label: 'Converted Account ID' }),
    field('ConvertedContactId', 'ref Contact', 'n', { label: 'Converted Contact ID' }),
    field('ConvertedOpportunityId', 'ref Opportunity', 'n', { label: 'Converted Opportunity ID' }),
    field('IsUnreadByOwner', 'boolean', 'cud', { label: 'Unread By Owner', defaultValue: true }),
    field('LastTransferDate', 'date', 'n'),
    ...bounce('un'),
    ...dataCom('JigsawContactId'),
    field('CompanyDunsNumber', 'string(9)', 'cun', { label: 'Company D-U-N-S Number' }),
    field('PartnerAccountId', 'ref Account', 'n', { label: 'Partner Account ID' }),
    ...ACTIVITY,
    ...VIEWED,
    ...ENGAGEMENT_FIELDS,
  ],
  { isMergeable: true, scopes: ['mine', 'queue_owned', 'team', 'user_owned'] },
);
