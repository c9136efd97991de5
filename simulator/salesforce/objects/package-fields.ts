import { field } from './fields.js';

/**
 * Which deed of the connector made a record: sent twice, it makes none twice.
 * Assumed: the field itself, a surface of backlot's own (docs/surfaces.md); the vendor's connector says nothing of how it repeats a call.
 */
export const CONNECTOR_KEY = field('backlot__Key__c', 'string(80)', 'cun', {
  label: 'Key',
  isUnique: true,
  isExternalId: true,
  isCaseSensitive: true,
});

/**
 * What the Account Engagement package adds to Lead and Contact.
 *
 * Source:  org schemas that several projects published (reference engagement A.9).
 * Assumed: lengths, which those schemas leave out.
 */
export const ENGAGEMENT_FIELDS = [
  CONNECTOR_KEY,
  field('pi__score__c', 'double(18,0)', 'cun', { label: 'Score' }),
  field('pi__grade__c', 'string(10)', 'cun', { label: 'Grade' }),
  field('pi__url__c', 'url(255)', 'cun', { label: 'URL' }),
  field('pi__campaign__c', 'string(255)', 'cun', { label: 'Campaign' }),
  field('pi__comments__c', 'textarea(32000)', 'cun', { label: 'Comments' }),
  field('pi__notes__c', 'textarea(32000)', 'cun', { label: 'Notes' }),
  field('pi__created_date__c', 'datetime', 'cun', { label: 'Created Date' }),
  field('pi__first_activity__c', 'datetime', 'cun', { label: 'First Activity' }),
  field('pi__last_activity__c', 'datetime', 'cun', { label: 'Last Activity' }),
  field('pi__conversion_date__c', 'datetime', 'cun', { label: 'Conversion Date' }),
  field('pi__conversion_object_name__c', 'string(255)', 'cun', { label: 'Conversion Object Name' }),
  field('pi__conversion_object_type__c', 'string(255)', 'cun', { label: 'Conversion Object Type' }),
  field('pi__first_search_term__c', 'string(255)', 'cun', { label: 'First Touch Search Term' }),
  field('pi__first_search_type__c', 'string(255)', 'cun', { label: 'First Touch Search Type' }),
  field('pi__first_touch_url__c', 'textarea(32000)', 'cun', { label: 'First Touch URL' }),
  field('pi__utm_campaign__c', 'string(255)', 'cun', { label: 'UTM Campaign' }),
  field('pi__utm_content__c', 'string(255)', 'cun', { label: 'UTM Content' }),
  field('pi__utm_medium__c', 'string(255)', 'cun', { label: 'UTM Medium' }),
  field('pi__utm_source__c', 'string(255)', 'cun', { label: 'UTM Source' }),
  field('pi__utm_term__c', 'string(255)', 'cun', { label: 'UTM Term' }),
  field('pi__Needs_Score_Synced__c', 'boolean', 'cud', { label: 'Needs Score Synced' }),
  field('pi__Pardot_Last_Scored_At__c', 'datetime', 'cun', { label: 'Last Scored At' }),
  field('pi__pardot_hard_bounced__c', 'boolean', 'cud', { label: 'Hard Bounced' }),
];

/**
 * The state of a record's sync with Intacct, on everything that syncs.
 *
 * Source:  field names seen in published code (reference intacct A.8).
 * Assumed: types and lengths. The Intacct ID is no external id: several accounts may carry the same one after a merge.
 */
const SYNC_STATE = [
  field('ia_crm__IntacctID__c', 'string(255)', 'cun', { label: 'Intacct ID' }),
  field('ia_crm__Sync_with_Intacct__c', 'boolean', 'cud', { label: 'Sync With Intacct' }),
  field('ia_crm__Synced_with_Intacct_Date__c', 'datetime', 'cun', { label: 'Synced with Intacct Date' }),
  field('ia_crm__Intacct_Sync_Status__c', 'string(255)', 'cun', { label: 'Intacct Sync Status' }),
  field('ia_crm__Intacct_Sync_Status_Image__c', 'string(1300)', 'n', {
    label: 'Intacct Sync Status Image',
    isCalculated: true,
    derive: (row) => imageOf(row['ia_crm__Intacct_Sync_Status__c']),
  }),
  field('ia_crm__Intacct_Sync_Errors__c', 'textarea(32000)', 'cun', { label: 'Intacct Sync Errors' }),
];

function imageOf(status: unknown): string | null {
  if (typeof status !== 'string') return null;
  const colour = status === 'Success' ? 'green' : status === 'Error' ? 'red' : 'yellow';
  return `<img src="/img/samples/light_${colour}.gif" alt="${status}" border="0"/>`;
}

function contactLookups(children: string) {
  return [
    field('ia_crm__Bill_to__c', 'ref Contact', 'cun', { label: 'Bill to', children: `ia_crm__${children}_Bill_to__r` }),
    field('ia_crm__Ship_to__c', 'ref Contact', 'cun', { label: 'Ship to', children: `ia_crm__${children}_Ship_to__r` }),
  ];
}

/** Assumed: the entity is kept as its LOCATIONID, AR term and customer type by name; the package's managed lists are not modelled. */
const ENTITY = field('ia_crm__Intacct_Entity__c', 'string(255)', 'cun', { label: 'Intacct Entity' });

export const INTACCT_ACCOUNT_FIELDS = [
  ...SYNC_STATE,
  // A text, not an email: what Intacct refuses as an address is refused there, not on Save (reference intacct E, E19).
  field('ia_crm__Email_ID__c', 'string(255)', 'cun', { label: 'Email ID' }),
  field('ia_crm__AR_Term__c', 'string(255)', 'cun', { label: 'AR Term' }),
  field('ia_crm__Customer_Type__c', 'string(255)', 'cun', { label: 'Customer Type' }),
  ENTITY,
  ...contactLookups('Accounts'),
];

export const INTACCT_CONTACT_FIELDS = [...SYNC_STATE, ENTITY];

export const INTACCT_OPPORTUNITY_FIELDS = [
  ...SYNC_STATE,
  field('ia_crm__Intacct_Transaction__c', 'string(255)', 'cun', { label: 'Intacct Transaction' }),
  field('ia_crm__Bill_to_Account__c', 'ref Account', 'cun', { label: 'Bill to Account', children: 'ia_crm__Billed_Opportunities__r' }),
  ENTITY,
  ...contactLookups('Opportunities'),
];

export const INTACCT_CONTRACT_FIELDS = [
  ...SYNC_STATE,
  field('ia_crm__Sync_as_Draft__c', 'boolean', 'cud', { label: 'Sync as Draft' }),
  ENTITY,
  ...contactLookups('Contracts'),
];

export const INTACCT_PRODUCT_FIELDS = SYNC_STATE;
