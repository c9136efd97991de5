import type { FieldBehavior } from './settings.js';

/** One row of the connector's field mapping. `null` on a Salesforce side: not mapped for that object. */
export type MappingRow = {
  /** The prospect field, v5 name. */
  readonly prospect: string;
  readonly lead: string | null;
  readonly contact: string | null;
  readonly kind: 'text' | 'number' | 'boolean' | 'instant';
  /** The decimal places that Salesforce keeps of a number; it rounds what has more. Absent: it keeps all, or refuses. */
  readonly scale?: number;
  readonly behavior: FieldBehavior;
  /** `both`, or one way only: `up` to Salesforce, `down` to Account Engagement. */
  readonly direction: 'both' | 'up' | 'down';
  /** The other direction for contacts: fields of the contact's account are only read. */
  readonly contactDirection?: 'down';
  /** A field of the AppExchange package, left out under *Stop syncing package fields*. */
  readonly isPackageField?: true;
};

/**
 * The default mapping of prospects to leads and contacts. Street lines, email and owner have rules of their own.
 *
 * Source:  help "Default Prospect Field Mapping"; reference A.7. Package fields: reference A.9.
 * Assumed: `source` follows its behaviour like any field; the note that it is "usually not overwritten" is unverified.
 */
export const DEFAULT_MAPPING: readonly MappingRow[] = [
  both('firstName', 'FirstName'),
  both('lastName', 'LastName'),
  both('salutation', 'Salutation'),
  { ...both('company', 'Company', 'Account.Name'), contactDirection: 'down' },
  both('jobTitle', 'Title'),
  both('department', null, 'Department'),
  both('phone', 'Phone'),
  both('fax', 'Fax'),
  { ...both('website', 'Website', 'Account.Website'), contactDirection: 'down' },
  both('city', 'City', 'MailingCity'),
  both('state', 'State', 'MailingState'),
  both('zip', 'PostalCode', 'MailingPostalCode'),
  both('country', 'Country', 'MailingCountry'),
  both('source', 'LeadSource'),
  { ...both('industry', 'Industry', 'Account.Industry'), contactDirection: 'down' },
  { ...both('annualRevenue', 'AnnualRevenue', 'Account.AnnualRevenue', 'number'), scale: 0, contactDirection: 'down' },
  { ...both('employees', 'NumberOfEmployees', 'Account.NumberOfEmployees', 'number'), contactDirection: 'down' },
  both('isDoNotCall', 'DoNotCall', 'DoNotCall', 'boolean'),
  { ...both('optedOut', 'HasOptedOutOfEmail', 'HasOptedOutOfEmail', 'boolean'), behavior: 'engagement' },
  packageField('comments', 'pi__comments__c'),
  packageField('notes', 'pi__notes__c'),
  { ...packageField('score', 'pi__score__c', 'number'), scale: 0 },
  packageField('grade', 'pi__grade__c'),
  packageField('campaign', 'pi__campaign__c'),
  packageField('url', 'pi__url__c'),
  packageField('createdAt', 'pi__created_date__c', 'instant'),
  packageField('firstActivityAt', 'pi__first_activity__c', 'instant'),
  packageField('lastActivityAt', 'pi__last_activity__c', 'instant'),
  packageField('convertedAt', 'pi__conversion_date__c', 'instant'),
  packageField('convertedFromObjectName', 'pi__conversion_object_name__c'),
  packageField('convertedFromObjectType', 'pi__conversion_object_type__c'),
  packageField('firstReferrerQuery', 'pi__first_search_term__c'),
  packageField('firstReferrerType', 'pi__first_search_type__c'),
  packageField('firstReferrerUrl', 'pi__first_touch_url__c'),
  packageField('utmCampaign', 'pi__utm_campaign__c'),
  packageField('utmContent', 'pi__utm_content__c'),
  packageField('utmMedium', 'pi__utm_medium__c'),
  packageField('utmSource', 'pi__utm_source__c'),
  packageField('utmTerm', 'pi__utm_term__c'),
  packageField('isEmailHardBounced', 'pi__pardot_hard_bounced__c', 'boolean'),
];

/** Street on the Salesforce side; lines 1 and 2 are `addressOne` and `addressTwo`. */
export const STREET = { lead: 'Street', contact: 'MailingStreet' } as const;

/** The Salesforce field of a row for an object, or null. */
export function salesforceField(row: MappingRow, object: 'Lead' | 'Contact'): string | null {
  return object === 'Lead' ? row.lead : row.contact;
}

function both(prospect: string, lead: string | null, contact: string | null = lead, kind: MappingRow['kind'] = 'text'): MappingRow {
  return { prospect, lead, contact, kind, behavior: 'salesforce', direction: 'both' };
}

function packageField(prospect: string, field: string, kind: MappingRow['kind'] = 'text'): MappingRow {
  return { prospect, lead: field, contact: field, kind, behavior: 'engagement', direction: 'up', isPackageField: true };
}
