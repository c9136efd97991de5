import { refusal } from '../errors.js';
import type { Audit } from '../records.js';
import type { Engagement } from '../state.js';
import { readValue, type ValueKind } from '../values.js';
import { salesforceId } from './ids.js';

export type Raw = Readonly<Record<string, unknown>>;

/** What a write of the connector's left, and whether it made it. */
export type RowOutcome<R> = { readonly row: R; readonly isCreated: boolean };

/** A row with what the connector brought; one that it brought already stays as it was. */
export function saved<R extends Audit>(engagement: Engagement, before: R, values: Partial<R>): R {
  const after = { ...before, ...values };
  return JSON.stringify(after) === JSON.stringify(before) ? before : { ...after, updatedAt: engagement.second(), updatedById: null };
}

/** The Salesforce id that a record is found by. Refuses: code 77. */
export function readCrmId(value: unknown): string {
  const id = typeof value === 'string' ? salesforceId(value) : null;
  if (id === null) throw refusal(77, 'salesforceId');
  return id;
}

/** Values of the fields that a record may have. Refuses: code 180. */
export function readFields(raw: unknown, kinds: Readonly<Record<string, ValueKind>>): Record<string, unknown> {
  if (raw === undefined) return {};
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw refusal(154, 'fields');
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw refusal(180, name.slice(0, 80));
    values[name] = readValue(kind, name, value);
  }
  return values;
}

export function deletion(value: unknown): { isDeleted?: boolean } {
  if (value === undefined) return {};
  if (typeof value !== 'boolean') throw refusal(50, 'isDeleted');
  return { isDeleted: value };
}

/** Refuses keys that a record does not have. */
export function onlyKeys(record: Raw, keys: readonly string[]): Raw {
  const unknown = Object.keys(record).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw refusal(154, unknown.slice(0, 40));
  return record;
}
