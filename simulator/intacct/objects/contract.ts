import { defineObject, type FieldDefinition, flag, linked, reference, STATUS, text } from './definition.js';

const date = (name: string, label: string, isRequired = false): FieldDefinition => ({ name, label, type: 'date', isRequired });
const decimal = (name: string, label: string): FieldDefinition => ({ name, label, type: 'decimal' });

/** What `hold`, `resume` and `cancel` leave behind. Assumed: the names. */
const HELD: readonly FieldDefinition[] = [
  { name: 'ONHOLD', label: 'On hold', type: 'boolean', isReadOnly: true },
  ...['BILLINGONHOLD', 'REVENUEONHOLD', 'EXPENSEONHOLD'].map((name) => ({ name, label: name, type: 'boolean' as const, isReadOnly: true })),
  { name: 'CANCELDATE', label: 'Cancellation date', type: 'date', isReadOnly: true },
];

const CONTRACT_STATES = { 'In progress': 'I', Renewed: 'R', Cancelled: 'C', Draft: 'N' } as const;

/**
 * CONTRACT.
 *
 * Source:  developer.intacct.com, "Contracts". LOCATIONID is required only where the company has locations.
 * Assumed: which of the codes I, R, C, N stands for which state.
 */
export const CONTRACT = defineObject({
  name: 'CONTRACT',
  label: 'Contract',
  plural: 'Contracts',
  key: 'CONTRACTID',
  fields: [
    text('CONTRACTID', 'Contract ID', 20),
    reference('CUSTOMERID', 'Customer', 'CUSTOMER', { isRequired: true }),
    {
      name: 'CUSTOMERNAME',
      label: 'Customer name',
      type: 'text',
      isReadOnly: true,
      ...linked({ pointer: 'CUSTOMERID', object: 'CUSTOMER' }, 'NAME'),
    },
    text('NAME', 'Contract name', 100, { isRequired: true }),
    {
      name: 'STATE',
      label: 'State',
      type: 'choice',
      choices: Object.keys(CONTRACT_STATES),
      codes: CONTRACT_STATES,
      default: 'In progress',
    },
    text('CONTRACTTYPE', 'Contract type'),
    reference('BILLTOCONTACTNAME', 'Bill-to contact', 'CONTACT'),
    reference('SHIPTOCONTACTNAME', 'Ship-to contact', 'CONTACT'),
    text('DESCRIPTION', 'Description', 1000),
    date('BEGINDATE', 'Start date', true),
    date('ENDDATE', 'End date'),
    { name: 'BILLINGFREQUENCY', label: 'Billing frequency', type: 'choice', choices: ['Monthly', 'Quarterly', 'Annually'] },
    reference('TERMNAME', 'Payment term', 'ARTERM', { isRequired: true }),
    { name: 'TERMTYPE', label: 'Term type', type: 'choice', choices: ['Termed', 'Evergreen'], default: 'Termed' },
    { name: 'APPLICATION', label: 'Application', type: 'choice', choices: ['C', 'O'], default: 'C' },
    text('EVERGREENMACRO', 'Evergreen template'),
    text('PRCLIST', 'Billing price list'),
    text('MEAPRCLIST', 'MEA price list'),
    { name: 'ADVBILLBY', label: 'Bill in advance', type: 'integer' },
    { name: 'ADVBILLBYTYPE', label: 'Bill in advance time period', type: 'choice', choices: ['days', 'months'] },
    reference('LOCATIONID', 'Location', 'LOCATION'),
    reference('DEPARTMENTID', 'Department', 'DEPARTMENT'),
    reference('PROJECTID', 'Project', 'PROJECT'),
    reference('CLASSID', 'Class', 'CLASS'),
    text('CURRENCY', 'Currency', 3),
    text('EXCHRATETYPE', 'Exchange rate type'),
    text('SUPDOCID', 'Attachments ID'),
    reference('EMPLOYEEID', 'Employee', 'EMPLOYEE'),
    flag('RENEWAL', 'Renewal', null),
    text('RENEWALMACRO', 'Renewal template'),
    { name: 'RENEWTERMLENGTH', label: 'Renewal term length', type: 'integer' },
    text('RENEWTERMPERIOD', 'Renewal term period'),
    ...HELD,
  ],
  relations: [
    { name: 'CUSTOMER', object: 'CUSTOMER', field: 'CUSTOMERID' },
    { name: 'BILLTOCONTACT', object: 'CONTACT', field: 'BILLTOCONTACTNAME' },
    { name: 'SHIPTOCONTACT', object: 'CONTACT', field: 'SHIPTOCONTACTNAME' },
  ],
});

const SOURCES = ['Contract value', 'User-specified value'];

/** CONTRACTDETAIL: a line of a contract; its key is the record number. Source: developer.intacct.com, "Contract lines". */
export const CONTRACTDETAIL = defineObject({
  name: 'CONTRACTDETAIL',
  label: 'Contract detail',
  plural: 'Contract details',
  key: 'RECORDNO',
  fields: [
    reference('CONTRACTID', 'Contract', 'CONTRACT', { isRequired: true }),
    { name: 'LINENO', label: 'Line number', type: 'integer', isReadOnly: true },
    reference('ITEMID', 'Item', 'ITEM', { isRequired: true }),
    text('ITEMDESC', 'Item description', 400),
    {
      name: 'STATE',
      label: 'State',
      type: 'choice',
      choices: Object.keys(CONTRACT_STATES),
      codes: CONTRACT_STATES,
      default: 'In progress',
    },
    date('BEGINDATE', 'Start date'),
    date('ENDDATE', 'End date'),
    { name: 'BILLINGMETHOD', label: 'Billing method', type: 'choice', choices: ['Fixed price', 'Quantity based'], default: 'Fixed price' },
    {
      name: 'BILLINGOPTIONS',
      label: 'Billing options',
      type: 'choice',
      choices: ['Use billing template', 'One-time', 'Include with every invoice'],
      default: 'Use billing template',
    },
    text('BILLINGTEMPLATENAME', 'Billing template'),
    date('BILLINGSTARTDATE', 'Billing start date'),
    date('BILLINGENDDATE', 'Billing end date'),
    decimal('QUANTITY', 'Quantity'),
    decimal('PRICE', 'Price'),
    decimal('MULTIPLIER', 'Multiplier'),
    decimal('DISCOUNTPERCENT', 'Discount percent'),
    decimal('FLATAMOUNT', 'Flat amount'),
    text('REVENUETEMPLATENAME', 'Revenue template'),
    date('REVENUESTARTDATE', 'Revenue start date'),
    date('REVENUEENDDATE', 'Revenue end date'),
    text('REVENUE2TEMPLATENAME', 'Revenue template 2'),
    date('REVENUE2STARTDATE', 'Revenue 2 start date'),
    date('REVENUE2ENDDATE', 'Revenue 2 end date'),
    date('EXCH_RATE_DATE', 'Exchange rate date'),
    decimal('EXCHANGE_RATE', 'Exchange rate'),
    reference('EMPLOYEEID', 'Employee', 'EMPLOYEE'),
    reference('BILLTOCONTACTNAME', 'Bill-to contact', 'CONTACT'),
    { name: 'BILLTOSOURCE', label: 'Bill-to source', type: 'choice', choices: SOURCES, default: SOURCES[0]! },
    reference('SHIPTOCONTACTNAME', 'Ship-to contact', 'CONTACT'),
    { name: 'SHIPTOSOURCE', label: 'Ship-to source', type: 'choice', choices: SOURCES, default: SOURCES[0]! },
    reference('LOCATIONID', 'Location', 'LOCATION'),
    reference('DEPARTMENTID', 'Department', 'DEPARTMENT'),
    reference('PROJECTID', 'Project', 'PROJECT'),
    reference('CLASSID', 'Class', 'CLASS'),
    flag('RENEWAL', 'Renewal', null),
    ...HELD,
    STATUS,
  ],
  relations: [
    { name: 'CONTRACT', object: 'CONTRACT', field: 'CONTRACTID' },
    { name: 'ITEM', object: 'ITEM', field: 'ITEMID' },
  ],
});
