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

/** Fields that go one way and have no box to choose with. Source: help, "Default Prospect Field Mapping". */
const FIXED: ReadonlyMap<string, FieldBehavior> = new Map<string, FieldBehavior>([
  ...['score', 'grade', 'comments', 'notes', 'campaignId', 'createdAt', 'lastActivityAt'].map(byEngagement),
  bySalesforce('assignedToId'),
]);

/** What is wrong with a choice, or null. `*` stands for a field that is not in the default mapping: a custom one. */
export function checkFieldBehavior(field: string, value: unknown, isAmpsea: boolean): string | null {
  if (!BEHAVIORS.includes(value as string)) return `must be one of ${BEHAVIORS.join(', ')}`;
  const fixed = field === 'email' && !isAmpsea ? 'engagement' : FIXED.get(field);
  return fixed === undefined || fixed === value ? null : `the vendor keeps this field on ${fixed}`;
}

function bySalesforce(field: string): [string, FieldBehavior] {
  return [field, 'salesforce'];
}

function byEngagement(field: string): [string, FieldBehavior] {
  return [field, 'engagement'];
}
