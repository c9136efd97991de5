import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';

/** A document sequence. Source: help page "Document sequences for IDs"; the vendor advises a letter as prefix. */
export type Sequence = {
  readonly id: string;
  readonly prefix: string;
  readonly next: number;
  /** Digits of the number, filled with zeros on the left. */
  readonly length: number;
};

/** The numbering of the company. A number taken in a transaction that is undone is free again. */
export class Sequences {
  readonly table: Table<Sequence>;

  constructor(world: World) {
    this.table = world.table<Sequence>('intacct', { name: 'SEQUENCE', key: (row) => row.id, logged: false });
  }

  /**
   * Takes the next free id of a sequence; null when there is no such sequence.
   *
   * Assumed: ids that own ids already took are passed over (the vendor would report a duplicate and stay stuck there).
   */
  take(id: unknown, isTaken: (candidate: string) => boolean): string | null {
    const sequence = typeof id === 'string' ? this.table.get(id) : undefined;
    if (sequence === undefined) return null;
    let next = sequence.next;
    while (isTaken(print(sequence, next))) next += 1;
    this.table.put({ ...sequence, next: next + 1 });
    return print(sequence, next);
  }
}

function print(sequence: Sequence, number: number): string {
  return `${sequence.prefix}${String(number).padStart(sequence.length, '0')}`;
}
