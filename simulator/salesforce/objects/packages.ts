import type { Field } from '../schema.js';
import { field } from './fields.js';
import { READ_ONLY, sObject } from './object.js';

const nameField = (label: string, flags = 'cudN', isAutoNumber = false): Field =>
  field('Name', 'string(80)', flags, { label, isAutoNumber });

const OWNER = field('OwnerId', 'ref Group,User', 'cud', { label: 'Owner ID', onDelete: 'none' });

/** What the package writes by: an external id that no two records share. Assumed, so that no delivery makes a record twice. */
const KEY = { isUnique: true, isExternalId: true, isCaseSensitive: true } as const;

const managed = (key: string, spec: string): Field => field(`ia_crm__${key}__c`, spec, spec === 'boolean' ? 'cud' : 'cun');

/**
 * The settings that are managed in Intacct, mirrored on one record. People may not edit it: only the integration user writes.
 *
 * Source:  Sage Intacct help, "Intacct Configuration", values marked "Intacct managed" (rule IA-50).
 * Assumed: the object's name, and field names after the settings: `accounts.addNew` is `ia_crm__Accounts_Add_New__c`.
 */
export const INTACCT_CONFIGURATION = sObject('ia_crm__Intacct_Configuration__c', 'a00', [
  OWNER,
  nameField('Intacct Configuration Name'),
  managed('Sync_Enabled', 'boolean'),
  managed('Subscription_Active', 'boolean'),
  managed('Subscription_Environment', 'string(40)'),
  managed('Accounts_Sync_First', 'boolean'),
  managed('Accounts_Add_New', 'boolean'),
  managed('Accounts_Sync_Only_Once', 'boolean'),
  managed('Accounts_Update_Address_Categories', 'boolean'),
  managed('Accounts_Update_Bill_To_Ship_To_Categories', 'boolean'),
  managed('Accounts_Default_Contacts_From_Salesforce', 'string(40)'),
  managed('Contacts_Require_Contacts', 'boolean'),
  managed('Contacts_Add_New', 'boolean'),
  managed('Contacts_Sync_First', 'boolean'),
  managed('Contacts_Sync_Only_Once', 'boolean'),
  managed('Opportunities_Update_Quote_Amount', 'boolean'),
  managed('Opportunities_Include_Tax_And_Addons', 'boolean'),
  managed('Opportunities_Replace_With_Order_Amount', 'boolean'),
  managed('Order_Entry_Price_List_Sync', 'boolean'),
  managed('Order_Entry_Price_Source', 'string(40)'),
  managed('Order_Entry_One_To_One', 'boolean'),
  managed('Order_Entry_Advanced_Workflow', 'boolean'),
  managed('Payments_Enabled', 'boolean'),
  managed('Contracts_Enabled', 'boolean'),
  managed('Projects_Enabled', 'boolean'),
  managed('Gl_Enabled', 'boolean'),
  managed('Reseller_Account_Types', 'string(255)'),
]);

/** Assumed: name and fields of the package's error log; the vendor documents that entries are linked to their record. */
export const INTACCT_ERROR_LOG = sObject('ia_crm__Intacct_Error_Log__c', 'a01', [
  OWNER,
  nameField('Error Log Number', 'dN', true),
  field('ia_crm__Account__c', 'ref Account', 'cun', { label: 'Account', children: 'ia_crm__Intacct_Error_Logs__r' }),
  field('ia_crm__Contact__c', 'ref Contact', 'cun', { label: 'Contact', children: 'ia_crm__Intacct_Error_Logs__r' }),
  field('ia_crm__Opportunity__c', 'ref Opportunity', 'cun', { label: 'Opportunity', children: 'ia_crm__Intacct_Error_Logs__r' }),
  field('ia_crm__Contract__c', 'ref Contract', 'cun', { label: 'Contract', children: 'ia_crm__Intacct_Error_Logs__r' }),
  field('ia_crm__Record_Id__c', 'string(18)', 'cun', { label: 'Record Id' }),
  field('ia_crm__Error__c', 'textarea(32000)', 'cun', { label: 'Error' }),
  field('ia_crm__Action__c', 'string(255)', 'cun', { label: 'Action' }),
  field('ia_crm__Log_Key__c', 'string(255)', 'cuni', { label: 'Log Key', ...KEY }),
]);

/**
 * The page *Intacct mass synchronization*, as an object that programs reach too.
 *
 * Source:  Sage Intacct help, "Intacct mass sync": an object, default filters, custom filters, a confirmation with the count.
 * Assumed: the object's name and its fields; custom filters are a JSON list of `field`, `operator` and `value`.
 */
export const INTACCT_MASS_SYNC = sObject(
  'ia_crm__Mass_Sync__c',
  'a05',
  [
    OWNER,
    nameField('Mass Sync Number', 'dN', true),
    field('ia_crm__Object__c', 'picklist(40)', 'cudr', { label: 'Object', picklist: '*Account;Contact;Contract' }),
    field('ia_crm__Has_Sync_Checked__c', 'boolean', 'cud', { label: 'Has sync with Intacct checked' }),
    field('ia_crm__Is_Synced_Successfully__c', 'boolean', 'cud', { label: 'Is synced successfully' }),
    field('ia_crm__Has_Sync_Errors__c', 'boolean', 'cud', { label: 'Has sync errors' }),
    field('ia_crm__Custom_Filters__c', 'textarea(32000)', 'cun', { label: 'Custom filters' }),
    field('ia_crm__Filter_Logic__c', 'picklist(3)', 'cudr', { label: 'Filter logic', picklist: '*AND;OR' }),
    field('ia_crm__Confirmed__c', 'boolean', 'cud', { label: 'Confirmed' }),
    field('ia_crm__Records_Found__c', 'double(18,0)', 'n', { label: 'Records found' }),
  ],
  { label: 'Mass Sync' },
);

/** What a mirrored Intacct document has in Salesforce. Assumed: the fields; the vendor names the objects only. */
function documentObject(name: string, keyPrefix: string, label: string, more: readonly Field[] = []) {
  return sObject(
    name,
    keyPrefix,
    [
      OWNER,
      nameField(`${label} Number`),
      field('ia_crm__Account__c', 'ref Account', 'cun', { label: 'Account', children: `${name.replace(/__c$/, 's__r')}` }),
      field('ia_crm__Opportunity__c', 'ref Opportunity', 'cun', { label: 'Opportunity', children: `${name.replace(/__c$/, 's__r')}` }),
      field('ia_crm__Document_ID__c', 'string(255)', 'cuni', { label: 'Document ID', ...KEY }),
      field('ia_crm__Customer_ID__c', 'string(255)', 'cun', { label: 'Customer ID' }),
      field('ia_crm__Date__c', 'date', 'cun', { label: 'Date' }),
      field('ia_crm__State__c', 'string(255)', 'cun', { label: 'State' }),
      field('ia_crm__Total__c', 'currency(18,2)', 'cun', { label: 'Total' }),
      ...more,
    ],
    { label },
  );
}

export const SALES_QUOTE = documentObject('ia_crm__Sales_Quote__c', 'a02', 'Sales Quote');
export const SALES_ORDER = documentObject('ia_crm__Sales_Order__c', 'a03', 'Sales Order');

const text = (key: string, label: string, length = 255): Field => field(`ia_crm__${key}__c`, `string(${length})`, 'cun', { label });
const number = (key: string, label: string): Field => field(`ia_crm__${key}__c`, 'double(18,10)', 'cun', { label });
const child = (key: string, target: string, label: string, children: string): Field =>
  field(`ia_crm__${key}__c`, `ref ${target}`, 'cun', { label, children: `ia_crm__${children}__r` });

export const SALES_INVOICE = documentObject('ia_crm__Sales_Invoice__c', 'a04', 'Sales Invoice');
/** Documents of every kind. Source: Sage Intacct help, "config-OE": the advanced sales document workflow has one object. */
export const SALES_DOCUMENT = documentObject('ia_crm__Sales_Document__c', 'a0A', 'Sales Document', [
  text('Definition', 'Transaction definition'),
]);

/** A line of a mirrored document: one of the four lookups names it. Assumed: the object and its fields. */
export const SALES_DOCUMENT_LINE = sObject(
  'ia_crm__Sales_Document_Line__c',
  'a06',
  [
    OWNER,
    nameField('Line Number'),
    child('Sales_Quote', 'ia_crm__Sales_Quote__c', 'Sales Quote', 'Sales_Quote_Lines'),
    child('Sales_Order', 'ia_crm__Sales_Order__c', 'Sales Order', 'Sales_Order_Lines'),
    child('Sales_Invoice', 'ia_crm__Sales_Invoice__c', 'Sales Invoice', 'Sales_Invoice_Lines'),
    child('Sales_Document', 'ia_crm__Sales_Document__c', 'Sales Document', 'Sales_Document_Lines'),
    text('Document_ID', 'Document ID'),
    field('ia_crm__Line_ID__c', 'string(255)', 'cuni', { label: 'Line ID', ...KEY }),
    text('Item_ID', 'Item ID'),
    text('Description', 'Description'),
    number('Quantity', 'Quantity'),
    number('Price', 'Price'),
    number('Discount_Percent', 'Discount percent'),
  ],
  { label: 'Sales Document Line' },
);

/** A mirrored Intacct contract. Source: Sage Intacct help, "Contracts": mirrored and read-only. Assumed: the fields. */
export const INTACCT_CONTRACT = sObject(
  'ia_crm__Intacct_Contract__c',
  'a07',
  [
    OWNER,
    nameField('Intacct Contract Name'),
    child('Account', 'Account', 'Account', 'Intacct_Contracts'),
    child('Contract', 'Contract', 'Contract', 'Intacct_Contracts'),
    field('ia_crm__Contract_ID__c', 'string(255)', 'cuni', { label: 'Contract ID', ...KEY }),
    text('Customer_ID', 'Customer ID'),
    text('State', 'State'),
    text('Term_Name', 'Payment term'),
    field('ia_crm__Begin_Date__c', 'date', 'cun', { label: 'Begin date' }),
    field('ia_crm__End_Date__c', 'date', 'cun', { label: 'End date' }),
  ],
  { label: 'Intacct Contract' },
);

/** A line of a mirrored contract. Assumed: the object and its fields. */
export const INTACCT_CONTRACT_LINE = sObject(
  'ia_crm__Intacct_Contract_Line__c',
  'a08',
  [
    OWNER,
    nameField('Line Number'),
    child('Intacct_Contract', 'ia_crm__Intacct_Contract__c', 'Intacct Contract', 'Lines'),
    text('Contract_ID', 'Contract ID'),
    field('ia_crm__Line_ID__c', 'string(255)', 'cuni', { label: 'Line ID', ...KEY }),
    text('Item_ID', 'Item ID'),
    text('Description', 'Description'),
    number('Quantity', 'Quantity'),
    number('Price', 'Price'),
    number('Flat_Amount', 'Flat amount'),
    text('State', 'State'),
  ],
  { label: 'Intacct Contract Line' },
);

/** What was invoiced of a mirrored contract. Assumed: the object and its fields; one for each contract that an invoice names. */
export const CONTRACT_INVOICE = sObject(
  'ia_crm__Contract_Invoice__c',
  'a09',
  [
    OWNER,
    nameField('Invoice Number'),
    child('Account', 'Account', 'Account', 'Contract_Invoices'),
    child('Intacct_Contract', 'ia_crm__Intacct_Contract__c', 'Intacct Contract', 'Contract_Invoices'),
    text('Contract_ID', 'Contract ID'),
    text('Document_ID', 'Document ID'),
    field('ia_crm__Line_ID__c', 'string(255)', 'cuni', { label: 'Line ID', ...KEY }),
    text('Customer_ID', 'Customer ID'),
    field('ia_crm__Date__c', 'date', 'cun', { label: 'Date' }),
    text('State', 'State'),
    field('ia_crm__Total__c', 'currency(18,2)', 'cun', { label: 'Total' }),
  ],
  { label: 'Contract Invoice' },
);

/** The presses of package buttons, in a place that the sync core can read. See docs/surfaces.md. */
export const REQUEST = sObject(
  'backlot__Request__c',
  'a0Z',
  [
    nameField('Request Number', 'dN', true),
    field('backlot__Kind__c', 'picklist(40)', 'dr', {
      label: 'Kind',
      picklist: 'sync-to-intacct;send-to-engagement;create-transaction;reset-link',
    }),
    field('backlot__Record__c', 'string(18)', 'd', { label: 'Record' }),
    field('backlot__Object__c', 'string(80)', 'd', { label: 'Object' }),
    field('backlot__Via__c', 'picklist(40)', 'dr', { label: 'Via', picklist: 'button;flow;apex;mass' }),
    field('backlot__Payload__c', 'textarea(32000)', 'n', { label: 'Payload' }),
  ],
  { ...READ_ONLY, label: 'Request' },
);
