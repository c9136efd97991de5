import { illegalFormat, illegalValue } from './errors.js';
import type { FieldDefinition, Stored } from './objects/definition.js';

/** `MM/DD/YYYY`. Source: "XML requests", value formats. */
const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIMESTAMP = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2}):(\d{2}))?$/;
const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+$/;
const URL_TEXT = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#]\S*)?$/i;

/**
 * A field's text as a client sent it, as the value that is stored; blank means no value.
 *
 * Source:  developer.intacct.com, "XML requests": formats; PsIntacct fixture: the refusal of e-mail addresses.
 * Refuses: BL03000018 for a bad e-mail address or URL; BL03000130 for all else.
 */
export function readValue(field: FieldDefinition, text: string, owner: string): Stored {
  if (text === '') return null;
  switch (field.type) {
    case 'boolean':
      return readBoolean(field, text);
    case 'integer':
    case 'decimal':
      return readNumber(field, text);
    case 'date':
      return readDate(text) ?? refuse(field, text);
    case 'timestamp':
      return readTimestamp(text) ?? refuse(field, text);
    case 'choice':
      return readChoice(field, text);
    case 'email':
      if (!EMAIL.test(text)) throw illegalFormat(`${owner} : ${field.label}`, text);
      return readText(field, text);
    case 'url':
      if (!URL_TEXT.test(text)) throw illegalFormat(`${owner} : ${field.label}`, text);
      return readText(field, text);
    case 'text':
      return readText(field, text);
  }
}

/** A stored value as the gateway prints it; no value is an empty element. */
export function printValue(field: FieldDefinition, value: Stored | undefined): string {
  // Source: developer.intacct.com, "Queries": a new custom checkbox reads as false, though filters find it null.
  if (value === null || value === undefined) return field.isCustom === true && field.type === 'boolean' ? 'false' : '';
  if (field.type === 'date') return printDate(String(value));
  if (field.type === 'timestamp') return printTimestamp(Number(value));
  return String(value);
}

export function printTimestamp(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `${printDate(iso.slice(0, 10))} ${iso.slice(11, 19)}`;
}

/** `2026-03-02` as `03/02/2026`. */
export function printDate(iso: string): string {
  return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}`;
}

/** `MM/DD/YYYY` as `YYYY-MM-DD`; null when it is no date. */
export function readDate(text: string): string | null {
  const found = DATE.exec(text);
  return found === null ? null : isoDate(found[3]!, found[1]!, found[2]!);
}

/** The date that year, month and day name, as `YYYY-MM-DD`; null when there is none. */
export function isoDate(year: string, month: string, day: string): string | null {
  const iso = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return ISO_DATE.test(iso) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : null;
}

/** The day so many days later, both `YYYY-MM-DD`. */
export function addDays(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** `MM/DD/YYYY HH:MM:SS`, or a date alone, in UTC; null when it is neither. */
export function readTimestamp(text: string): number | null {
  const found = TIMESTAMP.exec(text);
  if (found === null) return null;
  const iso = isoDate(found[3]!, found[1]!, found[2]!);
  const [hour, minute, second] = [Number(found[4] ?? 0), Number(found[5] ?? 0), Number(found[6] ?? 0)];
  if (iso === null || hour > 23 || minute > 59 || second > 59) return null;
  return Date.parse(`${iso}T00:00:00Z`) + ((hour * 60 + minute) * 60 + second) * 1_000;
}

function readBoolean(field: FieldDefinition, text: string): boolean {
  const lowered = text.toLowerCase();
  if (lowered === 'true' || lowered === 't') return true;
  if (lowered === 'false' || lowered === 'f') return false;
  return refuse(field, text);
}

function readNumber(field: FieldDefinition, text: string): number {
  const isGood = field.type === 'integer' ? /^[+-]?\d{1,15}$/.test(text) : /^[+-]?(?:\d{1,15}(?:\.\d*)?|\.\d+)$/.test(text);
  return isGood ? Number(text) : refuse(field, text);
}

function readChoice(field: FieldDefinition, text: string): string {
  const lowered = text.toLowerCase();
  return field.choices?.find((choice) => choice.toLowerCase() === lowered) ?? refuse(field, text);
}

function readText(field: FieldDefinition, text: string): string {
  if (field.charsMax !== undefined && text.length > field.charsMax) {
    throw illegalValue(`The value of ${field.label} (${field.name}) is too long: ${text.length} characters, at most ${field.charsMax}.`);
  }
  return text;
}

function refuse(field: FieldDefinition, text: string): never {
  throw illegalValue(`Invalid value '${text.slice(0, 100)}' for ${field.label} (${field.name}).`);
}
