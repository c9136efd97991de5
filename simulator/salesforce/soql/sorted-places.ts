import type { Row, Table } from '../../kernel/table.js';
import type { Field } from '../schema.js';
import type { Places } from './scan.js';

/** How one order of one column is kept: since which revision it was asked for, how often, and, once it was worth it, all places in it. */
type Order = { field: Field | null; revision: number; asked: number; places: Int32Array | null };

/** Sorting a whole column costs as much as finding the first records of it so many times. */
const WORTH_IT = 24;

/**
 * Orders of whole columns, for tables that are read again and again without a write between: from some query on, the first records are
 * those at the front of what was sorted once. A write makes it void.
 */
export class SortedPlaces {
  readonly #orders = new WeakMap<Table<Row>, Map<string, Order>>();

  /** Places of a table in an order; null as long as that is not worth its cost. */
  of(table: Table<Row>, field: Field, direction: string, compare: (a: number, b: number) => number): Places | null {
    const order = this.#order(table, `${field.name} ${direction}`);
    const { revision } = table;
    if (order.revision !== revision || order.field !== field) Object.assign(order, { field, revision, asked: 0, places: null });
    order.asked += 1;
    if (order.asked > WORTH_IT) order.places ??= Int32Array.from(table.slots.keys()).sort(compare);
    return order.places;
  }

  #order(table: Table<Row>, name: string): Order {
    const orders = this.#orders.get(table) ?? new Map<string, Order>();
    this.#orders.set(table, orders);
    const order = orders.get(name) ?? { field: null, revision: -1, asked: 0, places: null };
    orders.set(name, order);
    return order;
  }
}

/** The first `count` of some places in the order of all. */
export function firstOf(places: Places, inOrder: Places, count: number): Places {
  const isWanted = new Uint8Array(inOrder.length);
  for (let index = 0; index < places.length; index += 1) isWanted[places[index]!] = 1;
  const first = new Int32Array(Math.min(count, places.length));
  for (let index = 0, length = 0; length < first.length; index += 1) {
    if (isWanted[inOrder[index]!] === 0) continue;
    first[length] = inOrder[index]!;
    length += 1;
  }
  return first;
}
