/** The last `max` items with their running numbers. Memory is bounded; what fell out is gone. */
export class Ring<T> {
  #items: T[] = [];
  #first = 0;

  constructor(private readonly max: number) {}

  get next(): number {
    return this.#first + this.#items.length;
  }

  push(item: T): void {
    this.#items.push(item);
    // Dropping half at a time keeps the cost of a push constant.
    if (this.#items.length > this.max * 2) {
      this.#items = this.#items.slice(-this.max);
      this.#first += this.max + 1;
    }
  }

  get(seq: number): T | undefined {
    return this.#items[seq - this.#first];
  }

  since(seq: number): readonly T[] {
    return this.#items.slice(Math.max(0, seq - this.#first));
  }

  truncate(seq: number): void {
    this.#items.length = Math.max(0, Math.min(this.#items.length, seq - this.#first));
  }
}
