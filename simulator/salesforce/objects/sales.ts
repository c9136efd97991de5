import type { Row } from '../../kernel/table.js';
import type { RecordLookup } from '../schema.js';
import { ACTIVITY, address, field, LEAD_SOURCES, VIEWED } from './fields.js';
import { sObject } from './object.js';
import { INTACCT_CONTRACT_FIELDS, INTACCT_OPPORTUNITY_FIELDS, INTACCT_PRODUCT_FIELDS } from './package-fields.js';

/** What a stage says of an opportunity. Source: Object Reference, "OpportunityStage"; the stages of a new org. */
export type Stage = {
  readonly name: string;
  readonly probability: number;
  readonly category: string;
  readonly isClosed: boolean;
  readonly isWon: boolean;
};

const open = (name: string, probability: number, category: string): Stage => ({
  name,
  probability,
  category,
  isClosed: false,
  isWon: false,
});

export const STAGES: readonly Stage[] = [
  open('Prospecting', 10, 'Pipeline'),
  open('Qualification', 10, 'Pipeline'),
  open('Needs Analysis', 20, 'Pipeline'),
  open('Value Proposition', 50, 'Pipeline'),
  open('Id. Decision Makers', 60, 'Pipeline'),
  open('Perception Analysis', 70, 'Pipeline'),
  open('Proposal/Price Quote', 75, 'Pipeline'),
  open('Negotiation/Review', 90, 'Pipeline'),
  { name: 'Closed Won', probability: 100, category: 'Closed', isClosed: true, isWon: true },
  { name: 'Closed Lost', probability: 0, category: 'Omitted', isClosed: true, isWon: false },
];

/** Source: Object Reference, "Opportunity". */
export const OPPORTUNITY = sObject('Opportunity', '006', [
  field('AccountId', 'ref Account', 'cun', { label: 'Account ID', children: 'Opportunities', onDelete: 'cascade' }),
  field('RecordTypeId', 'ref RecordType', 'cun', { label: 'Record Type ID' }),
  field('IsPrivate', 'boolean', 'cud', { label: 'Private' }),
  field('Name', 'string(120)', 'cuiN', { label: 'Opportunity Name' }),
  field('Description', 'textarea(32000)', 'cun'),
  field('StageName', 'picklist(255)', 'cu', { label: 'Stage', picklist: STAGES.map(({ name }) => name).join(';') }),
  field('Amount', 'currency(18,2)', 'cun'),
  field('Probability', 'percent(3,0)', 'cund', { label: 'Probability (%)' }),
  field('ExpectedRevenue', 'currency(18,2)', 'n', { label: 'Expected Amount', derive: expectedRevenue }),
  field('TotalOpportunityQuantity', 'double(18,2)', 'cun', { label: 'Quantity' }),
  field('CloseDate', 'date', 'cu'),
  field('Type', 'picklist(255)', 'cun', {
    label: 'Opportunity Type',
    picklist: 'Existing Customer - Upgrade;Existing Customer - Replacement;Existing Customer - Downgrade;New Customer',
  }),
  field('NextStep', 'string(255)', 'cun'),
  field('LeadSource', 'picklist(255)', 'cun', { picklist: LEAD_SOURCES }),
  field('IsClosed', 'boolean', 'd', { label: 'Closed' }),
  field('IsWon', 'boolean', 'd', { label: 'Won' }),
  field('ForecastCategory', 'picklist(40)', 'dr', { picklist: 'Omitted;Pipeline;BestCase;MostLikely;Forecast;Closed' }),
  field('ForecastCategoryName', 'picklist(255)', 'cundr', {
    label: 'Forecast Category',
    picklist: 'Omitted;Pipeline;Best Case;Commit;Closed',
  }),
  field('CampaignId', 'ref Campaign', 'cun', { label: 'Campaign ID', children: 'Opportunities' }),
  field('HasOpportunityLineItem', 'boolean', 'd', { label: 'Has Line Item' }),
  field('Pricebook2Id', 'ref Pricebook2', 'cund', { label: 'Price Book ID', children: 'Opportunities', onDelete: 'restrict' }),
  field('ContactId', 'ref Contact', 'cn', { label: 'Contact ID' }),
  field('OwnerId', 'ref User', 'cud', { label: 'Owner ID', onDelete: 'none' }),
  field('ContractId', 'ref Contract', 'cun', { label: 'Contract ID', children: 'Opportunities' }),
  field('PushCount', 'int(9)', 'n'),
  field('LastStageChangeDate', 'datetime', 'n'),
  field('FiscalQuarter', 'int(9)', 'n', { derive: (row) => quarterOf(row) }),
  field('FiscalYear', 'int(9)', 'n', { derive: (row) => Number(String(row['CloseDate']).slice(0, 4)) }),
  field('Fiscal', 'string(6)', 'n', {
    label: 'Fiscal Period',
    derive: (row) => `${String(row['CloseDate']).slice(0, 4)} ${quarterOf(row)}`,
  }),
  field('HasOpenActivity', 'boolean', 'd'),
  field('HasOverdueTask', 'boolean', 'd'),
  ...ACTIVITY,
  ...VIEWED,
  ...INTACCT_OPPORTUNITY_FIELDS,
]);

function expectedRevenue(row: Row): number | null {
  const { Amount: amount, Probability: probability } = row;
  return typeof amount === 'number' && typeof probability === 'number' ? Math.round(amount * probability) / 100 : null;
}

function quarterOf(row: Row): number {
  return Math.ceil(Number(String(row['CloseDate']).slice(5, 7)) / 3);
}

function through(reference: string, name: string) {
  return (row: Row, lookup: RecordLookup): unknown => lookup(row[reference])?.[name] ?? null;
}

/** Source: Object Reference, "OpportunityLineItem". */
export const OPPORTUNITY_LINE_ITEM = sObject('OpportunityLineItem', '00k', [
  field('OpportunityId', 'ref Opportunity', 'c', { label: 'Opportunity ID', children: 'OpportunityLineItems', onDelete: 'cascade' }),
  field('SortOrder', 'int(9)', 'cun'),
  field('PricebookEntryId', 'ref PricebookEntry', 'cn', {
    label: 'Price Book Entry ID',
    children: 'OpportunityLineItems',
    onDelete: 'restrict',
  }),
  field('Product2Id', 'ref Product2', 'cn', { label: 'Product ID', children: 'OpportunityLineItems', onDelete: 'restrict' }),
  field('ProductCode', 'string(255)', 'n', { derive: through('Product2Id', 'ProductCode') }),
  field('Name', 'string(376)', 'nN', {
    label: 'Opportunity Product Name',
    derive: (row, lookup) => `${lookup(row['OpportunityId'])?.['Name'] ?? ''} ${lookup(row['Product2Id'])?.['Name'] ?? ''}`.trim(),
  }),
  field('Quantity', 'double(12,2)', 'cu'),
  field('TotalPrice', 'currency(16,2)', 'cun'),
  field('UnitPrice', 'currency(16,2)', 'cun', { label: 'Sales Price' }),
  field('ListPrice', 'currency(16,2)', 'n', { derive: through('PricebookEntryId', 'UnitPrice') }),
  field('Discount', 'percent(5,2)', 'cun'),
  field('ServiceDate', 'date', 'cun', { label: 'Date' }),
  field('Description', 'string(255)', 'cun', { label: 'Line Description' }),
  ...VIEWED,
]);

const CONTACT_ROLES =
  'Business User;Decision Maker;Economic Buyer;Economic Decision Maker;Evaluator;Executive Sponsor;Influencer;Technical Buyer;Other';

export const OPPORTUNITY_CONTACT_ROLE = sObject('OpportunityContactRole', '00K', [
  field('OpportunityId', 'ref Opportunity', 'c', { label: 'Opportunity ID', children: 'OpportunityContactRoles', onDelete: 'cascade' }),
  field('ContactId', 'ref Contact', 'cu', { label: 'Contact ID', children: 'OpportunityContactRoles', onDelete: 'cascade' }),
  field('Role', 'picklist(255)', 'cun', { picklist: CONTACT_ROLES }),
  field('IsPrimary', 'boolean', 'cud', { label: 'Primary' }),
]);

export const ACCOUNT_CONTACT_ROLE = sObject('AccountContactRole', '02Z', [
  field('AccountId', 'ref Account', 'c', { label: 'Account ID', children: 'AccountContactRoles', onDelete: 'cascade' }),
  field('ContactId', 'ref Contact', 'cu', { label: 'Contact ID', children: 'AccountContactRoles', onDelete: 'cascade' }),
  field('Role', 'picklist(255)', 'cun', { picklist: CONTACT_ROLES }),
  field('IsPrimary', 'boolean', 'cud', { label: 'Primary' }),
]);

/** Source: Object Reference, "Product2". */
export const PRODUCT = sObject(
  'Product2',
  '01t',
  [
    field('Name', 'string(255)', 'cuN', { label: 'Product Name' }),
    field('ProductCode', 'string(255)', 'cun'),
    field('Description', 'textarea(4000)', 'cun', { label: 'Product Description' }),
    field('IsActive', 'boolean', 'cud', { label: 'Active' }),
    field('Family', 'picklist(255)', 'cun', { label: 'Product Family', picklist: 'None' }),
    field('ExternalId', 'string(255)', 'cun'),
    field('DisplayUrl', 'url(1000)', 'cun', { label: 'Display URL' }),
    field('QuantityUnitOfMeasure', 'picklist(255)', 'cun', { picklist: 'Each' }),
    field('IsArchived', 'boolean', 'd', { label: 'Archived' }),
    field('StockKeepingUnit', 'string(180)', 'cun', { label: 'Product SKU' }),
    ...VIEWED,
    ...INTACCT_PRODUCT_FIELDS,
  ],
  { label: 'Product' },
);

export const PRICEBOOK = sObject(
  'Pricebook2',
  '01s',
  [
    field('Name', 'string(80)', 'cuN', { label: 'Price Book Name' }),
    field('IsActive', 'boolean', 'cud', { label: 'Active' }),
    field('IsArchived', 'boolean', 'd', { label: 'Archived' }),
    field('Description', 'string(255)', 'cun'),
    field('IsStandard', 'boolean', 'd', { label: 'Is Standard Price Book' }),
    ...VIEWED,
  ],
  { label: 'Price Book' },
);

export const PRICEBOOK_ENTRY = sObject(
  'PricebookEntry',
  '01u',
  [
    field('Name', 'string(255)', 'nN', { label: 'Product Name', derive: through('Product2Id', 'Name') }),
    field('Pricebook2Id', 'ref Pricebook2', 'c', { label: 'Price Book ID', children: 'PricebookEntries', onDelete: 'cascade' }),
    field('Product2Id', 'ref Product2', 'c', { label: 'Product ID', children: 'PricebookEntries', onDelete: 'cascade' }),
    field('UnitPrice', 'currency(16,2)', 'cu', { label: 'List Price' }),
    field('IsActive', 'boolean', 'cud', { label: 'Active' }),
    field('UseStandardPrice', 'boolean', 'cud'),
    field('ProductCode', 'string(255)', 'n', { derive: through('Product2Id', 'ProductCode') }),
    field('IsArchived', 'boolean', 'd', { label: 'Archived' }),
  ],
  { label: 'Price Book Entry' },
);

/** Source: Object Reference, "Contract". */
export const CONTRACT = sObject('Contract', '800', [
  field('AccountId', 'ref Account', 'cu', { label: 'Account ID', children: 'Contracts', onDelete: 'cascade' }),
  field('Name', 'string(80)', 'cun', { label: 'Contract Name' }),
  field('Pricebook2Id', 'ref Pricebook2', 'cun', { label: 'Price Book ID', children: 'Contracts' }),
  field('OwnerExpirationNotice', 'picklist(40)', 'cun', { picklist: '15;30;45;60;90;120' }),
  field('StartDate', 'date', 'cun', { label: 'Contract Start Date' }),
  field('EndDate', 'date', 'n', { label: 'Contract End Date', derive: contractEnd }),
  ...address('Billing'),
  field('ContractTerm', 'int(9)', 'cun'),
  field('OwnerId', 'ref User', 'cud', { label: 'Owner ID', onDelete: 'none' }),
  field('Status', 'picklist(40)', 'cud', { picklist: '*Draft;In Approval Process;Activated' }),
  field('CompanySignedId', 'ref User', 'cun', { label: 'Company Signed By ID', onDelete: 'none' }),
  field('CompanySignedDate', 'date', 'cun'),
  field('CustomerSignedId', 'ref Contact', 'cun', { label: 'Customer Signed By ID', children: 'ContractsSigned' }),
  field('CustomerSignedTitle', 'string(40)', 'cun'),
  field('CustomerSignedDate', 'date', 'cun'),
  field('SpecialTerms', 'textarea(4000)', 'cun'),
  field('ActivatedById', 'ref User', 'n', { label: 'Activated By ID', onDelete: 'none' }),
  field('ActivatedDate', 'datetime', 'n'),
  field('StatusCode', 'picklist(40)', 'dr', { label: 'Status Category', picklist: '*Draft;InApproval;Activated' }),
  field('Description', 'textarea(32000)', 'cun'),
  field('ContractNumber', 'string(30)', 'diN', { isAutoNumber: true }),
  field('LastApprovedDate', 'datetime', 'n'),
  ...ACTIVITY,
  ...VIEWED,
  ...INTACCT_CONTRACT_FIELDS,
]);

/** The last day of a contract: its term in months after the start, less a day. */
function contractEnd(row: Row): string | null {
  const { StartDate: start, ContractTerm: months } = row;
  if (typeof start !== 'string' || typeof months !== 'number') return null;
  const [year, month, day] = start.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1 + months, day - 1)).toISOString().slice(0, 10);
}
