import { refusal } from '../errors.js';
import type { Asset, FormHandlerField, Prospect } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { customFieldNamed } from './custom-fields.js';
import { PROSPECT_FIELDS } from './prospect-fields.js';

/** What a form posted, by the API names of prospect fields. */
export type Posted = {
  readonly values: Readonly<Record<string, unknown>>;
  /** Fields that keep the value that a prospect has. */
  readonly kept: ReadonlySet<string>;
  /** What is wrong with the form, in words for its sender. */
  readonly errors: readonly string[];
};

/**
 * Reads what a form posted.
 *
 * Source:  help, "Considerations for Using Form Handlers": names are the handler's external names; unknown ones are ignored.
 * Assumed: a handler without fields takes the API names of prospect fields, those of version 5 and those of versions 3 and 4.
 */
export function readPosted(engagement: Engagement, form: Asset, posted: Readonly<Record<string, unknown>>): Posted {
  const fields = fieldsOfForm(engagement, form.id);
  if (fields.length === 0) return { values: byApiName(engagement, form.unit, posted), kept: new Set(), errors: [] };
  const values: Record<string, unknown> = {};
  const kept = new Set<string>();
  const errors: string[] = [];
  for (const field of fields) {
    const value = Object.hasOwn(posted, field.name) ? posted[field.name] : undefined;
    const name = apiName(engagement, form.unit, field.prospectApiFieldId);
    if (field.isRequired && isBlank(value)) errors.push(field.errorMessage ?? `${field.name} is required`);
    if (field.isMaintainInitialValue && name !== null) kept.add(name);
    if (name !== null && value !== undefined) values[name] = value;
  }
  return { values, kept, errors };
}

/** The live fields of a form handler. */
export function fieldsOfForm(engagement: Engagement, form: number): FormHandlerField[] {
  return engagement.tables.formFields.find('form', String(form)).filter(({ isDeleted }) => !isDeleted);
}

/** Values that a form may write over what a prospect has. */
export function unlessKept(prospect: Prospect | undefined, { values, kept }: Posted): Record<string, unknown> {
  const held = prospect as unknown as Readonly<Record<string, unknown>> | undefined;
  return Object.fromEntries(Object.entries(values).filter(([name]) => held === undefined || !kept.has(name) || isBlank(held[name])));
}

/** Refuses a field of a form that is not there, of no prospect field, or whose name the form has already. */
export function checkFormField(engagement: Engagement, field: FormHandlerField): void {
  const form = liveInUnit(engagement.tables.assets.FormHandler, field.unit, field.formHandlerId);
  if (form === undefined) throw refusal(109, `form handler ${field.formHandlerId}`);
  if (apiName(engagement, field.unit, field.prospectApiFieldId) === null) throw refusal(154, 'prospectApiFieldId');
  const isTaken = fieldsOfForm(engagement, form.id).some(({ id, name }) => id !== field.id && name === field.name);
  if (isTaken) throw refusal(154, 'name: the form has a field of this name');
}

/** Refuses to take the email field from a form that has others. Source: Account Engagement API, error 215. */
export function guardEmailField(engagement: Engagement, before: FormHandlerField, after: FormHandlerField | null): void {
  const isEmail = (field: FormHandlerField): boolean => apiName(engagement, field.unit, field.prospectApiFieldId) === 'email';
  if (!isEmail(before) || (after !== null && isEmail(after))) return;
  if (fieldsOfForm(engagement, before.formHandlerId).length > 1) throw refusal(215);
}

/** An address of the web, whole and normal; null for anything else. */
export function webAddress(text: string): string | null {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The version 5 name of a prospect field that people may fill, from that name or the older versions' (`first_name`). */
function apiName(engagement: Engagement, unit: string, name: string): string | null {
  const custom = customFieldNamed(engagement, unit, name) ?? customFieldNamed(engagement, unit, `${name}__c`);
  if (custom !== undefined) return `${custom.fieldId}__c`;
  const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return PROSPECT_FIELDS.get(camel)?.access === 'write' ? camel : null;
}

function byApiName(engagement: Engagement, unit: string, posted: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(posted)) {
    const known = apiName(engagement, unit, name);
    if (known !== null) values[known] = value;
  }
  return values;
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || String(value).trim() === '';
}
