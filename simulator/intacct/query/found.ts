import type { Row } from '../../kernel/table.js';
import type { CodedField } from './coded-field.js';

/** What a search found, in order. Pages are cut from it, so that only rows that somebody looks at are touched. */
export interface Found {
  readonly length: number;
  slice(from?: number, to?: number): readonly Row[];
  /** The business keys of all. */
  keys(): readonly string[];
}

export class FoundRows implements Found {
  constructor(
    private readonly rows: readonly Row[],
    private readonly key: string,
  ) {}

  get length(): number {
    return this.rows.length;
  }

  slice(from?: number, to?: number): readonly Row[] {
    return this.rows.slice(from, to);
  }

  keys(): readonly string[] {
    return this.rows.map((row) => String(row[this.key]));
  }
}

/** Found by their slots. Good until a record changes. */
export class FoundSlots implements Found {
  constructor(
    private readonly slots: Int32Array,
    private readonly rows: readonly (Row | undefined)[],
    private readonly key: CodedField,
  ) {}

  get length(): number {
    return this.slots.length;
  }

  slice(from?: number, to?: number): readonly Row[] {
    const page: Row[] = [];
    for (const slot of this.slots.subarray(from, to)) page.push(this.rows[slot]!);
    return page;
  }

  keys(): readonly string[] {
    const { codes, values } = this.key;
    const keys: string[] = [];
    for (let index = 0; index < this.slots.length; index += 1) keys.push(String(values[codes[this.slots[index]!]!]));
    return keys;
  }
}
