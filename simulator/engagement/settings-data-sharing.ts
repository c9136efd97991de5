/** Objects that Marketing Data Sharing narrows. Source: help, "Marketing Data Sharing": leads, contacts, opportunities, custom objects. */
const OBJECT_NAME = /^(?:Lead|Contact|Opportunity|[A-Za-z]\w{0,79}__c)$/;
const FIELD_NAME = /^[A-Za-z]\w{0,79}$/;

/**
 * What is wrong with the criteria of Marketing Data Sharing, or null: `{ Lead: { field: Country, is: DK } }`, one field for each object,
 * with a value or a list of them.
 * Assumed: that the field is there is Salesforce's to know; a field that no record has shares nothing.
 */
export function checkDataSharing(value: unknown): string | null {
  if (value === null) return null;
  if (!isMap(value)) return 'is a map of objects to criteria, or null';
  for (const [object, rule] of Object.entries(value)) {
    if (!OBJECT_NAME.test(object)) return `${object.slice(0, 80)} is not one of Lead, Contact, Opportunity or a custom object`;
    if (rule === null) continue;
    const wrong = isMap(rule) ? wrongRule(rule) : 'is a field and its values: { field: Country, is: DK }';
    if (wrong !== null) return `${object} ${wrong}`;
  }
  return null;
}

function wrongRule(rule: Readonly<Record<string, unknown>>): string | null {
  const { field, is, ...rest } = rule;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) return `has no "${unknown.slice(0, 80)}"; write field and is`;
  if (typeof field !== 'string' || !FIELD_NAME.test(field)) return 'needs the API name of a field';
  const values = Array.isArray(is) ? is : [is];
  return values.length > 0 && values.every(isValue) ? null : 'needs a value to be, or a list of values';
}

function isValue(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
