import { dataCom } from './data-com.js';
import { ACTIVITY, address, field, INDUSTRIES, LEAD_SOURCES, VIEWED } from './fields.js';
import { sObject } from './object.js';
import { INTACCT_ACCOUNT_FIELDS } from './package-fields.js';

/**
 * Source: Object Reference, "Account".
 * Assumed: `Reseller` stands in Type because the Intacct package adds it (rule IA-30).
 */
export const ACCOUNT = sObject(
  'Account',
  '001',
  [
    field('MasterRecordId', 'ref Account', 'n', { label: 'Master Record ID', onDelete: 'none' }),
    field('Name', 'string(255)', 'cuN', { label: 'Account Name' }),
    field('Type', 'picklist(255)', 'cun', {
      label: 'Account Type',
      picklist:
        'Prospect;Customer - Direct;Customer - Channel;Channel Partner / Reseller;Installation Partner;Technology Partner;Other;Reseller',
    }),
    field('RecordTypeId', 'ref RecordType', 'cun', { label: 'Record Type ID' }),
    field('ParentId', 'ref Account', 'cun', { label: 'Parent Account ID', children: 'ChildAccounts' }),
    ...address('Billing'),
    ...address('Shipping'),
    field('Phone', 'phone(40)', 'cun', { label: 'Account Phone' }),
    field('Fax', 'phone(40)', 'cun', { label: 'Account Fax' }),
    field('AccountNumber', 'string(40)', 'cun'),
    field('Website', 'url(255)', 'cun'),
    field('PhotoUrl', 'url(255)', 'n', { derive: (row) => `/services/images/photo/${row['Id']}` }),
    field('Sic', 'string(20)', 'cun', { label: 'SIC Code' }),
    field('Industry', 'picklist(255)', 'cun', { picklist: INDUSTRIES }),
    field('AnnualRevenue', 'currency(18,0)', 'cun'),
    field('NumberOfEmployees', 'int(8)', 'cun', { label: 'Employees' }),
    field('Ownership', 'picklist(255)', 'cun', { picklist: 'Public;Private;Subsidiary;Other' }),
    field('TickerSymbol', 'string(20)', 'cun'),
    field('Description', 'textarea(32000)', 'cun', { label: 'Account Description' }),
    field('Rating', 'picklist(255)', 'cun', { label: 'Account Rating', picklist: 'Hot;Warm;Cold' }),
    field('Site', 'string(80)', 'cun', { label: 'Account Site' }),
    field('OwnerId', 'ref User', 'cud', { label: 'Owner ID', onDelete: 'none' }),
    field('AccountSource', 'picklist(255)', 'cun', { picklist: LEAD_SOURCES }),
    field('IsPartner', 'boolean', 'ud', { label: 'Partner Account' }),
    field('IsCustomerPortal', 'boolean', 'ud', { label: 'Customer Portal Account' }),
    field('SicDesc', 'string(80)', 'cun', { label: 'SIC Description' }),
    field('ChannelProgramName', 'string(255)', 'n'),
    field('ChannelProgramLevelName', 'string(255)', 'n'),
    ...dataCom('JigsawCompanyId'),
    field('DunsNumber', 'string(9)', 'cun', { label: 'D-U-N-S Number' }),
    field('Tradestyle', 'string(255)', 'cun'),
    field('NaicsCode', 'string(8)', 'cun', { label: 'NAICS Code' }),
    field('NaicsDesc', 'string(120)', 'cun', { label: 'NAICS Description' }),
    field('YearStarted', 'string(4)', 'cun'),
    ...ACTIVITY,
    ...VIEWED,
    ...INTACCT_ACCOUNT_FIELDS,
  ],
  { isMergeable: true, scopes: ['mine', 'team'] },
);
