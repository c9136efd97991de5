import type { CustomField } from './records.js';
import { PROSPECT_FIELDS } from './state/prospect-fields.js';

/** Which side a field follows. */
export type FieldBehavior = 'engagement' | 'salesforce' | 'mostRecent';

const BEHAVIORS: readonly string[] = ['engagement', 'salesforce', 'mostRecent'];

/**
 * The fields of the default mapping with the side that they follow.
 * Source: help, "Default Prospect Field Mapping": Salesforce's value unless noted; opted out follows Account Engagement in business
 * units made since July 2023.
 */
export const FIELD_BEHAVIOR_DEFAULTS: ReadonlyMap<string, FieldBehavior> = new Map<string, FieldBehavior>([
  ...['email', 'firstName', 'lastName', 'salutation', 'company', 'jobTitle', 'department', 'phone', 'fax', 'website'].map(bySalesforce),
  ...['addressOne', 'addressTwo', 'city', 'state', 'zip', 'country', 'source', 'industry', 'annualRevenue', 'employees'].map(bySalesforce),
  ...['isDoNotCall', 'assignedToId'].map(bySalesforce),
  ...['comments', 'notes', 'score', 'grade', 'campaignId', 'createdAt', 'lastActivityAt', 'optedOut'].map(byEngagement),
]);

/**
 * Fields that go one way and have no box to choose with. Source: help, "Default Prospect Field Mapping"; beyond the default mapping
 * those that only feed fields of the AppExchange package.
 */
const FIXED: ReadonlyMap<string, FieldBehavior> = new Map<string, FieldBehavior>([
  ...['score', 'grade', 'comments', 'notes', 'campaignId', 'createdAt', 'firstActivityAt', 'lastActivityAt'].map(byEngagement),
  ...['convertedAt', 'convertedFromObjectName', 'convertedFromObjectType', 'isEmailHardBounced'].map(byEngagement),
  ...['firstReferrerQuery', 'firstReferrerType', 'firstReferrerUrl'].map(byEngagement),
  ...['campaignParameter', 'contentParameter', 'mediumParameter', 'sourceParameter', 'termParameter'].map(byEngagement),
  bySalesforce('assignedToId'),
]);

/** Names of custom fields. Assumed: the field may be made after its behaviour is chosen, as stages of scenarios do. */
const CUSTOM_NAME = /^[A-Za-z]\w{0,99}__c$/i;

/**
 * What is wrong with a choice, or null.
 * Refuses: names that no prospect field has; fields that are not mapped to Salesforce; another side for a field that goes one way.
 */
export function checkFieldBehavior(field: string, value: unknown, isAmpsea: boolean): string | null {
  if (!BEHAVIORS.includes(value as string)) return `must be one of ${BEHAVIORS.join(', ')}`;
  const fixed = field === 'email' && !isAmpsea ? 'engagement' : FIXED.get(field);
  if (fixed !== undefined) return fixed === value ? null : `the vendor keeps this field on ${fixed}`;
  if (FIELD_BEHAVIOR_DEFAULTS.has(field) || CUSTOM_NAME.test(field)) return null;
  return PROSPECT_FIELDS.has(field) ? 'is not mapped to Salesforce: there is nothing to choose' : 'is no field of prospects';
}

/**
 * What is wrong with choosing a side for a custom field that is there.
 * Source: help, "Map Salesforce and AE Custom Fields": a field is made, then mapped; only mapped ones have a behaviour.
 */
export function checkCustomBehavior(field: CustomField | undefined): string | null {
  return field !== undefined && field.salesforceId === null ? 'is not mapped to a Salesforce field: there is nothing to choose' : null;
}

function bySalesforce(field: string): [string, FieldBehavior] {
  return [field, 'salesforce'];
}

function byEngagement(field: string): [string, FieldBehavior] {
  return [field, 'engagement'];
}
