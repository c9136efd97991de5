import type { SystemName } from '../../../src/model/wire.js';

/** A write inside a stand-in, as the control API tells of it. */
export type RecordedChange = {
  readonly seq: number;
  readonly transaction: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly system: SystemName;
  readonly object: string;
  readonly id: string;
  readonly operation: 'create' | 'update' | 'delete' | 'undelete' | 'remove';
  /** The vendor's id of the acting user. */
  readonly actor: string;
  readonly cause: { readonly kind: string; readonly text: string; readonly isSync?: boolean };
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
};

export function keyOf({ system, object, id }: Pick<RecordedChange, 'system' | 'object' | 'id'>): string {
  return `${system}.${object} ${id}`;
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

export function isGone({ operation }: RecordedChange): boolean {
  return operation === 'delete' || operation === 'remove';
}
