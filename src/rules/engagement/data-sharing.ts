import type { Value } from '../../model/engagement.js';

/** Which records of an object a connector may see: those whose field has one of the values. */
export type SharingRule = { readonly field: string; readonly values: readonly string[] };

/** By object; an object without a rule is shared whole. */
export type DataSharing = Readonly<Partial<Record<SharedObject, SharingRule>>>;
export type SharedObject = (typeof SHARED_OBJECTS)[number];

/** Source: reference A.9, "per-object (Lead, Contact, Opportunity, custom object)". Custom objects do not sync. */
const SHARED_OBJECTS = ['Lead', 'Contact', 'Opportunity'] as const;

/**
 * Reads *Marketing Data Sharing* from the page: `{ Lead: { field: Country, is: DK }, Contact: { field: MailingCountry, is: [DK, SE] } }`.
 *
 * Source:  reference A.9: criteria on one field for each object, one set for each business unit.
 * Assumed: the spelling, for the vendor's page has no published one. A rule that cannot be read shares nothing of its object.
 */
export function dataSharing(value: unknown): DataSharing {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {};
  const rules: Partial<Record<SharedObject, SharingRule>> = {};
  for (const object of SHARED_OBJECTS) {
    const rule = (value as Readonly<Record<string, unknown>>)[object];
    if (rule !== undefined && rule !== null) rules[object] = ruleOf(rule);
  }
  return rules;
}

/** Whether a connector may see a record. Texts compare without letter case, as criteria on Salesforce fields do. */
export function isShared(
  record: { readonly type: SharedObject; readonly fields: Readonly<Record<string, Value>> },
  sharing: DataSharing,
): boolean {
  const rule = sharing[record.type];
  if (rule === undefined) return true;
  const value = comparable(record.fields[rule.field] ?? null);
  return rule.values.some((each) => comparable(each) === value);
}

function ruleOf(rule: unknown): SharingRule {
  const { field, is } = (typeof rule === 'object' ? rule : {}) as { readonly field?: unknown; readonly is?: unknown };
  const values = Array.isArray(is) ? is : [is];
  return { field: typeof field === 'string' ? field : '', values: values.filter((each) => each !== undefined).map(String) };
}

function comparable(value: Value): string {
  return value === null ? '' : String(value).trim().toLowerCase();
}
