import {
  badPicklistValue,
  invalidEmail,
  malformedId,
  numberOutsideRange,
  type SalesforceError,
  stringTooLong,
  wrongIdType,
  wrongType,
} from '../errors.js';
import { NULL_ID, parseId } from '../ids.js';
import type { Field, Schema } from '../schema.js';
import { parseDate, parseDatetime, parseTime } from './dates.js';

/** A value as it is stored, or the refusal. */
export type Coerced = { readonly value: unknown } | { readonly error: SalesforceError };

const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@.<>(),;:"[\]\\]+(?:\.[^\s@.<>(),;:"[\]\\]+)+$/;

/**
 * Turns a value of a write into the stored one. Texts are taken for every type, because SOAP and CSV have nothing else; what JSON
 * additionally demands is checked where JSON is read.
 *
 * Source: SOAP API guide, "Field Types"; REST API guide, "Valid Date and DateTime Formats".
 */
export function coerce(schema: Schema, field: Field, given: unknown): Coerced {
  const blank = given === null || given === undefined || (typeof given === 'string' && given.trim() === '');
  if (blank) return { value: null };
  switch (field.type) {
    case 'boolean':
      return booleanOf(field, given);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return numberOf(field, given);
    case 'date':
      return parsed(field, given, parseDate);
    case 'datetime':
      return parsed(field, given, parseDatetime);
    case 'time':
      return parsed(field, given, parseTime);
    case 'base64':
      return base64Of(field, given);
    case 'id':
    case 'reference':
      return referenceOf(schema, field, given);
    default:
      return textOf(field, given);
  }
}

function textOf(field: Field, given: unknown): Coerced {
  if (typeof given === 'object') return refused(field, given);
  const text = String(given).trim();
  if (field.length > 0 && text.length > field.length) return { error: stringTooLong(field.label, text, field.length, field.name) };
  if (field.type === 'email' && !EMAIL.test(text)) return { error: invalidEmail(field.label, text, field.name) };
  if (field.type === 'multipicklist') return multipicklistOf(field, text);
  if (field.isRestrictedPicklist && field.picklist.length > 0 && !field.picklist.some(({ value }) => value === text)) {
    return { error: badPicklistValue(field.label, text, field.name) };
  }
  return { value: text };
}

/** Line breaks in the text are taken, as encoders make them. */
function base64Of(field: Field, given: unknown): Coerced {
  const text = typeof given === 'string' ? given.replace(/\s+/g, '') : '';
  const isWhole = text !== '' && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return isWhole ? { value: text } : refused(field, String(given).slice(0, 255));
}

function multipicklistOf(field: Field, text: string): Coerced {
  const chosen = new Set(
    text
      .split(';')
      .map((each) => each.trim())
      .filter(Boolean),
  );
  const known = field.picklist.map(({ value }) => value).filter((value) => chosen.delete(value));
  const [unknown] = chosen;
  if (unknown !== undefined && field.isRestrictedPicklist) return { error: badPicklistValue(field.label, unknown, field.name) };
  return { value: [...known, ...chosen].join(';') };
}

function booleanOf(field: Field, given: unknown): Coerced {
  if (typeof given === 'boolean') return { value: given };
  const text = String(given).trim().toLowerCase();
  if (text === 'true' || text === '1') return { value: true };
  if (text === 'false' || text === '0') return { value: false };
  return refused(field, given);
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

function numberOf(field: Field, given: unknown): Coerced {
  const text = typeof given === 'number' ? String(given) : typeof given === 'string' ? given.trim() : '';
  if (!NUMBER.test(text)) return refused(field, given);
  const exact = Number(text);
  if (field.type === 'int' && !Number.isInteger(exact)) return refused(field, given);
  const wholeDigits = field.type === 'int' ? field.digits : field.precision - field.scale;
  const value = field.type === 'int' ? exact : rounded(exact, field.scale);
  if (Math.abs(value) >= 10 ** wholeDigits || Math.abs(value) > degreesMax(field))
    return { error: numberOutsideRange(field.label, text, field.name) };
  return { value };
}

/** Degrees that a coordinate may have. Source: Object Reference, "Address Compound Fields"; the wording of its refusal is assumed. */
function degreesMax({ name, compoundFieldName }: Field): number {
  if (compoundFieldName === null) return Number.POSITIVE_INFINITY;
  return name.endsWith('Latitude') ? 90 : name.endsWith('Longitude') ? 180 : Number.POSITIVE_INFINITY;
}

/** Half up, away from zero, at decimal places; the exponent form avoids the error that multiplying would add. */
function rounded(value: number, scale: number): number {
  const shifted = Math.round(Number(`${Math.abs(value)}e${scale}`));
  const result = Number(`${shifted}e-${scale}`);
  if (Number.isNaN(result)) return value;
  return value < 0 && result !== 0 ? -result : result;
}

function parsed(field: Field, given: unknown, parse: (text: string) => unknown): Coerced {
  const value = typeof given === 'string' ? parse(given.trim()) : null;
  return value === null ? refused(field, given) : { value };
}

function referenceOf(schema: Schema, field: Field, given: unknown): Coerced {
  const text = typeof given === 'string' ? given.trim() : typeof given === 'object' ? '' : String(given);
  const id = parseId(text);
  if (id === null) return { error: malformedId(field.label, text, field.name) };
  if (id === NULL_ID) return { value: null };
  const type = schema.typeOfId(id);
  if (field.type === 'reference' && (type === undefined || !field.referenceTo.includes(type.name))) {
    return { error: wrongIdType(field.label, text, field.name) };
  }
  return { value: id };
}

function refused(field: Field, given: unknown): Coerced {
  return { error: wrongType(field.label, typeof given === 'object' ? JSON.stringify(given).slice(0, 255) : String(given), field.name) };
}
