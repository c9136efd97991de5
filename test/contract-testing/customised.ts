import { createSimulator, type Simulator } from '../../simulator/index.js';

const OBJECTS = [
  { fullName: 'Region__c', label: 'Region', pluralLabel: 'Regions', nameField: { type: 'Text', label: 'Region Name' } },
  {
    fullName: 'Invoice__c',
    label: 'Invoice',
    pluralLabel: 'Invoices',
    description: 'What customers owe',
    nameField: { type: 'AutoNumber', label: 'Invoice Number', displayFormat: 'INV-{0000}' },
  },
  { fullName: 'Line__c', label: 'Line', pluralLabel: 'Lines', sharingModel: 'ControlledByParent' },
  { fullName: 'Shipped__e', label: 'Shipped' },
];

const FIELDS = [
  { object: 'Invoice__c', fullName: 'Total__c', type: 'Currency', precision: 16, scale: 2, required: true },
  { object: 'Invoice__c', fullName: 'Account__c', type: 'Lookup', referenceTo: 'Account', relationshipName: 'Invoices' },
  { object: 'Invoice__c', fullName: 'Key__c', type: 'Text', length: 40, unique: true, externalId: true, caseSensitive: true },
  { object: 'Line__c', fullName: 'Invoice__c', type: 'MasterDetail', referenceTo: 'Invoice__c', relationshipName: 'Lines' },
  { object: 'Line__c', fullName: 'Amount__c', type: 'Number', precision: 10, scale: 3 },
  { object: 'Line__c', fullName: 'Kind__c', type: 'Picklist', picklist: ['*Goods', 'Service'], restricted: true },
  {
    object: 'Invoice__c',
    fullName: 'Goods__c',
    type: 'Summary',
    summaryForeignKey: 'Line__c.Invoice__c',
    summaryOperation: 'sum',
    summarizedField: 'Line__c.Amount__c',
    summaryFilterItems: [{ field: 'Kind__c', operation: 'equals', value: 'Goods' }],
  },
  { object: 'Account', fullName: 'Twice__c', type: 'Number', precision: 18, scale: 1, formula: 'NumberOfEmployees * 2' },
  { object: 'Account', fullName: 'Code__c', type: 'AutoNumber', displayFormat: 'A-{000}' },
  { object: 'Account', fullName: 'Flags__c', type: 'MultiselectPicklist', picklist: ['x', 'y'] },
  { object: 'Account', fullName: 'Notes__c', type: 'LongTextArea', length: 5_000, label: 'Notes & more' },
  { object: 'Lead', fullName: 'Score__c', type: 'int', precision: 4 },
  { object: 'Lead', fullName: 'Wanted__c', type: 'Checkbox', defaultValue: true },
  { object: 'Contact', fullName: 'Level__c', type: 'Text', defaultValue: 'basic', label: 'Level' },
  { object: 'Shipped__e', fullName: 'Order__c', type: 'Text', length: 18 },
];

/** A simulator with an org, a company and a business unit that somebody set up. */
export function customisedSimulator(): Simulator {
  const simulator = createSimulator();
  const { people } = simulator.salesforce;
  const admin = people.user('admin')!;
  for (const object of OBJECTS) people.create('CustomObject', object, admin);
  for (const field of FIELDS) people.create('CustomField', field, admin);
  people.create('RecordType', { Name: 'Partner deal', DeveloperName: 'Partner_deal', SobjectType: 'Opportunity' }, admin);
  people.create('RecordType', { Name: 'Person', DeveloperName: 'Person', SobjectType: 'Lead' }, admin);
  const rule = { errorConditionFormula: 'Total__c < 0', errorMessage: 'Not below zero', errorDisplayField: 'Total__c' };
  people.create('ValidationRule', { object: 'Invoice__c', fullName: 'Positive', ...rule }, admin);
  people.create(
    'DuplicateRule',
    { object: 'Account', match: ['Name', 'BillingCity'], name: 'Same name', alertText: 'There is one' },
    admin,
  );
  const company = simulator.intacct.people;
  const controller = company.user('admin')!;
  company.create('PLATFORMOBJECT', { id: 'CHANNEL', label: 'Channel', isDimension: true }, controller);
  company.create(
    'CUSTOMFIELD',
    { object: 'CUSTOMER', name: 'TIER', label: 'Tier', type: 'picklist', picklist: ['gold', 'tin'] },
    controller,
  );
  company.create('CUSTOMFIELD', { object: 'CHANNEL', name: 'REACH', label: 'Reach', type: 'number' }, controller);
  const unit = simulator.engagement.people;
  unit.create('CustomField', { name: 'Region', fieldId: 'Region', type: 'dropdown', isUseValues: true }, unit.user('admin')!);
  return simulator;
}
