import { refusal } from '../errors.js';
import type { CustomField } from '../records.js';
import type { Engagement } from '../state.js';
import { unitKey } from '../tables.js';
import type { ValueKind } from '../values.js';

/**
 * Types of custom fields with the kind of value that a prospect holds.
 * Source: Account Engagement API v5, "Custom Field": the types seen in recorded responses. Assumed: which of them take several values.
 */
const TYPES: ReadonlyMap<string, ValueKind> = new Map([
  ['text', 'text'],
  ['number', 'float'],
  ['radio button', 'text'],
  ['multi-select', 'texts'],
  ['checkbox', 'texts'],
  ['dropdown', 'text'],
  ['date', 'date'],
  ['textarea', 'text'],
  ['hidden', 'text'],
  ['crm user', 'text'],
]);

/** The custom field of a unit by its API name (`Region__c`); names compare without letter case. */
export function customFieldNamed(engagement: Engagement, unit: string, apiName: string): CustomField | undefined {
  if (!apiName.toLowerCase().endsWith('__c')) return undefined;
  const found = engagement.tables.customFields.find('name', unitKey(unit, apiName.slice(0, -3)));
  return found.find(({ isDeleted }) => !isDeleted);
}

/** The live custom fields of a unit. */
export function customFieldsOf(engagement: Engagement, unit: string): CustomField[] {
  return engagement.tables.customFields.filter((field) => field.unit === unit && !field.isDeleted);
}

export function customFieldKind(field: CustomField): ValueKind {
  return field.isRecordMultipleResponses ? 'texts' : (TYPES.get(field.type) ?? 'text');
}

/** Whether lists of prospects leave the field out. Source: Account Engagement API v5, "Prospect": multi-select, checkbox and multi-response fields. */
export function isLeftOutOfQueries(field: CustomField): boolean {
  return customFieldKind(field) === 'texts';
}

/** Refuses a custom field that the vendor would not save. */
export function checkCustomField(engagement: Engagement, unit: string, own: number | null, values: Partial<CustomField>): void {
  if (values.type !== undefined && !TYPES.has(values.type)) throw refusal(154, 'type');
  if (values.fieldId === undefined) return;
  if (!/^[A-Za-z]\w{0,99}$/.test(values.fieldId)) throw refusal(154, 'fieldId');
  const same = customFieldNamed(engagement, unit, `${values.fieldId}__c`);
  if (same !== undefined && same.id !== own) throw refusal(154, 'fieldId: the name is in use');
}
