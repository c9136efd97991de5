import type { Stored } from '../objects/definition.js';

/** Values that no row has any more are kept until they are so many more than the rows. Assumed: a bound of ours. */
const UNUSED_VALUES_MAX = 10_000;

/**
 * One field of all rows of a table, each value as a number: equal values have the same code, no value has the code 0. A filter looks at
 * each value once, whatever the number of rows, and then only compares codes.
 */
export class CodedField {
  /** The code of each slot. */
  codes: Int32Array = new Int32Array(64);
  /** The value of each code. */
  values: Stored[] = [null];
  /** Grows when codes are given anew: whatever was worked out by code is worth nothing then. */
  generation = 0;
  #codeOf = new Map<Stored, number>();
  #ranks: { readonly generation: number; readonly byCode: Int32Array } | null = null;

  write(slot: number, value: Stored): void {
    if (slot >= this.codes.length) this.#grow(slot);
    this.codes[slot] = value === null || value === '' ? 0 : (this.#codeOf.get(value) ?? this.#add(value));
  }

  codeOf(value: Stored): number | undefined {
    return this.#codeOf.get(value);
  }

  /** True when most of what it keeps is values that no row has. */
  isStale(rows: number): boolean {
    return this.values.length > rows * 2 + UNUSED_VALUES_MAX;
  }

  clear(): void {
    this.codes.fill(0);
    this.values = [null];
    this.#codeOf.clear();
    this.generation += 1;
  }

  /** The place of each code's value among all values in order; no value comes first. */
  ranks(): Int32Array {
    const known = this.#ranks;
    if (known !== null && known.generation === this.generation && known.byCode.length === this.values.length) return known.byCode;
    const { values } = this;
    const order = [...values.keys()].sort((a, b) => compareStored(values[a]!, values[b]!));
    const byCode = new Int32Array(values.length);
    for (const [rank, code] of order.entries()) byCode[code] = rank;
    this.#ranks = { generation: this.generation, byCode };
    return byCode;
  }

  #add(value: Stored): number {
    const code = this.values.length;
    this.values.push(value);
    this.#codeOf.set(value, code);
    return code;
  }

  #grow(slot: number): void {
    const larger = new Int32Array(Math.max(slot + 1, this.codes.length * 2));
    larger.set(this.codes);
    this.codes = larger;
  }
}

/** No value sorts before all values. */
export function compareStored(a: Stored, b: Stored): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
