import type { Change, ChangeLog } from '../../../simulator/kernel/change-log.js';
import type { RecordRef } from '../../../src/model/record.js';
import { sameId } from './names.js';

/** What the short form of a Salesforce id has in common with the long one. */
const ID_CHARS = 15;

/** The writes of each record, oldest first: an index over the change log that follows it. */
export class RecordChanges {
  readonly #byRecord = new Map<string, Change[]>();
  #last: Change | null = null;

  constructor(private readonly log: ChangeLog) {}

  of(record: RecordRef): readonly Change[] {
    this.#follow();
    return (this.#byRecord.get(keyOf(record)) ?? []).filter(({ id }) => sameId(id, record.id));
  }

  #follow(): void {
    const from = this.#last === null ? 0 : this.#last.seq;
    const [first, ...rest] = this.log.since(from);
    // A transaction was rolled back or a snapshot restored: numbers come again.
    const isOther = this.#last !== null && first !== this.#last;
    if (isOther) this.#byRecord.clear();
    const news = this.#last === null || isOther ? this.log.since() : rest;
    for (const change of news) {
      const key = keyOf(change);
      const known = this.#byRecord.get(key);
      if (known === undefined) this.#byRecord.set(key, [change]);
      else known.push(change);
    }
    this.#last = news.at(-1) ?? (isOther ? null : this.#last);
  }
}

function keyOf({ system, object, id }: { readonly system: string; readonly object: string; readonly id: string }): string {
  return `${system}|${object}|${id.slice(0, ID_CHARS)}`;
}
