import { refusal } from '../errors.js';
import { ORDER_COLUMNS_MAX } from '../limits.js';
import type { Engagement } from '../state.js';
import type { ObjectDefinition, ObjectField, Stored } from './object.js';

export type OrderColumn = { readonly field: ObjectField; readonly isDescending: boolean };

/** What a record stands at in an order: the values of the columns, then the id, which tells equals apart. */
export type Place = readonly (string | number | null)[];

/**
 * Reads `orderBy`. Source: Account Engagement API v5, "Query": up to two fields with ASC or DESC; by id otherwise. Refuses: 19.
 */
export function readOrder(object: ObjectDefinition, text: string | null): readonly OrderColumn[] {
  if (text === null || text.trim() === '') return [];
  const columns = text.split(',').map((part) => readColumn(object, part));
  if (columns.length > ORDER_COLUMNS_MAX) throw refusal(19, text.slice(0, 80));
  return columns;
}

function readColumn(object: ObjectDefinition, text: string): OrderColumn {
  const [name = '', direction = 'ASC', ...rest] = text.trim().split(/\s+/);
  const field = object.orders.has(name) ? object.fields.get(name) : undefined;
  const isKnown = /^(asc|desc)$/i.test(direction) && rest.length === 0;
  if (field === undefined || !isKnown) throw refusal(19, text.trim().slice(0, 80));
  return { field, isDescending: direction.toUpperCase() === 'DESC' };
}

/** Whether the order is that of ids, in which tables keep their rows. */
export function isById(order: readonly OrderColumn[]): boolean {
  return order.length === 0 || (order[0]!.field.name === 'id' && !order[0]!.isDescending);
}

export function placeOf(engagement: Engagement, order: readonly OrderColumn[], row: Stored): Place {
  return [...order.map(({ field }) => columnValue(engagement, field, row)), row.id];
}

/** Compares two places: nulls first, texts without letter case. */
export function comparePlaces(order: readonly OrderColumn[], a: Place, b: Place): number {
  for (const [index, { isDescending }] of order.entries()) {
    const compared = compareValues(a[index] ?? null, b[index] ?? null);
    if (compared !== 0) return isDescending ? -compared : compared;
  }
  return (a.at(-1) as number) - (b.at(-1) as number);
}

/** The first `count` items by their places, in order: one pass that keeps no more than it needs. */
export function firstInOrder<T extends { readonly place: Place }>(items: Iterable<T>, order: readonly OrderColumn[], count: number): T[] {
  const kept: T[] = [];
  for (const item of items) {
    if (kept.length === count && comparePlaces(order, item.place, kept[count - 1]!.place) >= 0) continue;
    kept.splice(insertionPoint(kept, item, order), 0, item);
    if (kept.length > count) kept.pop();
  }
  return kept;
}

function insertionPoint<T extends { readonly place: Place }>(kept: readonly T[], item: T, order: readonly OrderColumn[]): number {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePlaces(order, kept[middle]!.place, item.place) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function columnValue(engagement: Engagement, field: ObjectField, row: Stored): string | number | null {
  const value = field.show === undefined ? row[field.name] : field.show(row, engagement);
  if (typeof value === 'string') return value.toLowerCase();
  return typeof value === 'number' ? value : null;
}

function compareValues(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}
