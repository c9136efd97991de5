import { refusal } from './errors.js';

/** How a field's value is written in JSON and CSV. */
export type ValueKind = 'id' | 'int' | 'float' | 'text' | 'boolean' | 'instant' | 'date' | 'texts' | 'structure';

/**
 * A value as a client, a CSV file or a person writes it, checked and made storable; blank texts become null.
 *
 * Source:  Account Engagement API v5, "Data types"; errors 50, 56, 57 and 154.
 * Assumed: numbers and booleans may also come as texts ("50", "true"), because imports and the older API versions write them so.
 */
export function readValue(kind: ValueKind, name: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'text':
      return readText(name, value);
    case 'boolean':
      return readBoolean(name, value);
    case 'id':
    case 'int':
      return readNumber(name, value, Number.isSafeInteger);
    case 'float':
      return readNumber(name, value, Number.isFinite);
    case 'instant':
      return readInstant(name, value);
    case 'date':
      return readDate(name, value);
    case 'texts':
      return (Array.isArray(value) ? value : [value]).map((each) => readText(name, each)).filter((each) => each !== null);
    case 'structure':
      return value;
  }
}

/** A stored value as the vendor's JSON shows it. */
export function printValue(kind: ValueKind, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  return kind === 'instant' ? printInstant(value as number) : value;
}

/** ISO 8601 with offset and whole seconds, in the user's time zone, which is UTC here. Source: Account Engagement API v5, "Date formats". */
export function printInstant(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}+00:00`;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/i;

/** An ISO 8601 instant with offset, or null when the text is none. */
export function parseInstant(text: string): number | null {
  if (!INSTANT.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}

/** Down to the whole second, as stamps are kept. */
export function wholeSecond(instant: number): number {
  return Math.floor(instant / 1_000) * 1_000;
}

function readText(name: string, value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw refusal(154, name);
}

function readBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === '1' || value === 'true') return true;
  if (value === 0 || value === '0' || value === 'false' || value === '') return false;
  throw refusal(50, name);
}

function readNumber(name: string, value: unknown, isGood: (number: number) => boolean): number | null {
  if (typeof value === 'string' && value.trim() === '') return null;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !isGood(number)) throw refusal(56, name);
  return number;
}

function readInstant(name: string, value: unknown): number | null {
  if (value === '') return null;
  const instant = typeof value === 'number' ? value : typeof value === 'string' ? parseInstant(value) : null;
  if (instant === null) throw refusal(57, name);
  return wholeSecond(instant);
}

function readDate(name: string, value: unknown): string | null {
  if (value === '') return null;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value))) throw refusal(57, name);
  return value;
}
