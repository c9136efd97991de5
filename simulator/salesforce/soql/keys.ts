import type { Field, FieldType } from '../schema.js';
import type { Column } from './columns.js';
import { type Comparable, comparabilityOf, textKey } from './literals.js';

/** A value in the form in which it compares; null when there is none. */
export type Key = Comparable | null;

type Keyed = { readonly type: FieldType; readonly field: Pick<Field, 'isCaseSensitive'> };

/** Makes a value of a column comparable. */
export function keyReader({ type, field: { isCaseSensitive } }: Keyed): (value: unknown) => Key {
  if (comparabilityOf(type) !== 'text') return (value) => (value === null || value === undefined ? null : (value as Comparable));
  return (value) => {
    if (value === null || value === undefined || value === '') return null;
    return textKey(String(value), isCaseSensitive);
  };
}

/** What a value of a picklist sorts by: its place in the list; values that are not in it come last. */
export function placeReader({ picklist }: Field): (value: unknown) => Key {
  const places = new Map(picklist.map(({ value }, place) => [value, place]));
  return (value) => (typeof value === 'string' ? (places.get(value) ?? places.size) : null);
}

/** The field whose stored values are a column's; null where they come from parents, functions or derivations. */
export function storedField({ path }: Column): Field | null {
  const isStored = path !== null && path.hops.length === 0 && path.owner !== null && path.field.derive === null;
  return isStored ? path.field : null;
}

/** The value of a field that a record has none in. */
export function absentValue({ type }: Field): false | null {
  return type === 'boolean' ? false : null;
}
