/** The last `max` items with their running numbers. Memory is bounded; what fell out is gone. */
export class Ring<T> {
  #items: (T | undefined)[] = [];
  #head = 0;
  #count = 0;
  #first = 0;

  constructor(private readonly max: number) {}

  get next(): number {
    return this.#first + this.#count;
  }

  push(item: T): void {
    this.#items[(this.#head + this.#count) % this.max] = item;
    if (this.#count < this.max) {
      this.#count += 1;
      return;
    }
    this.#head = (this.#head + 1) % this.max;
    this.#first += 1;
  }

  /** Lets go of the oldest item, and gives it. */
  shift(): T | undefined {
    if (this.#count === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.max;
    this.#first += 1;
    this.#count -= 1;
    return item;
  }

  get(seq: number): T | undefined {
    const index = seq - this.#first;
    return index < 0 || index >= this.#count ? undefined : this.#items[(this.#head + index) % this.max];
  }

  /** The number of the oldest item that is still there from a number on. */
  oldest(seq: number): number {
    return Math.max(seq, this.#first);
  }

  since(seq: number): readonly T[] {
    const found: T[] = [];
    for (let each = this.oldest(seq); each < this.next; each += 1) found.push(this.get(each)!);
    return found;
  }

  truncate(seq: number): void {
    while (this.#count > 0 && this.next > seq) {
      this.#count -= 1;
      this.#items[(this.#head + this.#count) % this.max] = undefined;
    }
  }
}
