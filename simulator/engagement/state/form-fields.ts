import { refusal } from '../errors.js';
import type { Asset, Audit, Kept, Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { customFieldNamed } from './custom-fields.js';
import { PROSPECT_FIELDS } from './prospect-fields.js';

/** One field of a form or form handler: the name that is posted, and the prospect field that it fills. */
export type FormPart = Audit & {
  readonly name: string;
  readonly prospectApiFieldId: string;
  readonly isRequired: boolean;
  readonly isMaintainInitialValue: boolean;
  readonly errorMessage: string | null;
};

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
  const fields = fieldsOfForm(engagement, form);
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

/** The live fields of a form handler, or of a form, in order. */
export function fieldsOfForm(engagement: Engagement, form: Pick<Asset, 'kind' | 'id'>): FormPart[] {
  const { formFields, kept } = engagement.tables;
  if (form.kind === 'FormHandler') return formFields.find('form', String(form.id)).filter(({ isDeleted }) => !isDeleted);
  const fields = kept.FormField.find('formId', String(form.id)).filter(({ isDeleted }) => !isDeleted);
  return fields.sort((a, b) => Number(a['sortOrder']) - Number(b['sortOrder'])).map(partOf);
}

/** A field of a form as a part. Assumed: a form of the vendor's own posts its fields under the API names of prospect fields. */
export function partOf(field: Kept): FormPart {
  return { ...field, name: String(field['prospectApiFieldId']) } as unknown as FormPart;
}

/** Values that a form may write over what a prospect has. */
export function unlessKept(prospect: Prospect | undefined, { values, kept }: Posted): Record<string, unknown> {
  const held = prospect as unknown as Readonly<Record<string, unknown>> | undefined;
  return Object.fromEntries(Object.entries(values).filter(([name]) => held === undefined || !kept.has(name) || isBlank(held[name])));
}

/** Refuses a field of no prospect field, or whose name the form has already. */
export function checkFormField(engagement: Engagement, form: Pick<Asset, 'kind' | 'id'>, field: FormPart): void {
  if (apiName(engagement, field.unit, field.prospectApiFieldId) === null) throw refusal(154, 'prospectApiFieldId');
  const isTaken = fieldsOfForm(engagement, form).some(({ id, name }) => id !== field.id && name === field.name);
  if (isTaken) throw refusal(154, 'name: the form has a field of this name');
}

/** Refuses to take the email field from a form that has others. Source: Account Engagement API, error 215. */
export function guardEmailField(engagement: Engagement, form: Pick<Asset, 'kind' | 'id'>, before: FormPart, after: FormPart | null): void {
  const isEmail = (field: FormPart): boolean => apiName(engagement, field.unit, field.prospectApiFieldId) === 'email';
  if (!isEmail(before) || (after !== null && isEmail(after))) return;
  if (fieldsOfForm(engagement, form).length > 1) throw refusal(215);
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
