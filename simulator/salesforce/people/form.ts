import type { FieldKind, Fields, TypeInfo } from '../../kernel/people.js';
import { invalidField, requiredFieldsMissing } from '../errors.js';

/** The fields of a setup page: a kind each; `!` after the kind marks what must be filled in. */
export type Form = Readonly<Record<string, FieldKind | `${FieldKind}!`>>;

export function typeInfo(name: string, form: Form): TypeInfo {
  const fields = Object.entries(form).map(([field, kind]) => ({ name: field, kind: kind.replace('!', '') as FieldKind }));
  return { name, fields, isCreatable: true };
}

/** Reads a form under its canonical names. Refuses unknown fields, wrong kinds and, on create, empty required ones. */
export function readForm(name: string, form: Form, given: Fields, mode: 'create' | 'update'): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const field = Object.keys(form).find((each) => each.toLowerCase() === key.toLowerCase());
    if (field === undefined) throw invalidField(`No such column '${key}' on sobject of type ${name}`);
    if (value !== null && value !== undefined) values[field] = converted(field, form[field]!.replace('!', '') as FieldKind, value);
  }
  const missing = Object.keys(form).filter((field) => form[field]!.endsWith('!') && !(field in values));
  if (mode === 'create' && missing.length > 0) throw requiredFieldsMissing(missing);
  return values;
}

function converted(field: string, kind: FieldKind, value: unknown): unknown {
  switch (kind) {
    case 'boolean':
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      break;
    case 'number':
      if (value !== '' && !Number.isNaN(Number(value))) return Number(value);
      break;
    case 'list':
      return Array.isArray(value) ? value : [value];
    case 'structure':
      return value;
    default:
      if (typeof value !== 'object') return String(value);
  }
  throw invalidField(`${field}: value not of required type: ${JSON.stringify(value)}`, [field]);
}
