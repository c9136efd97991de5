import type { ImportOutcome } from '../../../simulator/kernel/people.js';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import type { RecordRef } from '../../../src/model/record.js';
import type { SystemName } from '../../../src/model/wire.js';

/** What a name of a scenario stands for. */
export type Named =
  | { readonly kind: 'record'; readonly ref: RecordRef }
  /** A record that the sync will make: `create-transaction … as: order`. */
  | {
      readonly kind: 'awaited';
      readonly system: SystemName;
      readonly object: string;
      /** The record that it is made for: what people see about it tells why it is not there. */
      readonly source: RecordRef;
      readonly find: () => RecordRef | null;
    }
  | { readonly kind: 'fault'; readonly fault: number; readonly isOptional: boolean }
  | { readonly kind: 'import'; readonly outcome: ImportOutcome }
  | { readonly kind: 'reply'; readonly reply: HttpReply };

/** What an `http` step got. `body` is the parsed JSON, or the text. */
export type HttpReply = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: unknown };

/** The names of one played scenario, and its marks. */
export class Names {
  #byName = new Map<string, Named>();
  #marks = new Map<string, Mark>();

  /** `columns` are those of the examples, which no record may be named after. */
  constructor(private readonly columns: ReadonlySet<string>) {}

  declare(name: string, named: Named, place: Place): void {
    if (this.columns.has(name)) throw place.problem(`"${name}" is a column of the examples`, 'Choose another name.');
    if (this.#byName.has(name)) throw place.problem(`"${name}" names something already`, 'Choose another name.');
    this.#byName.set(name, named);
  }

  get(name: string): Named | undefined {
    return this.#byName.get(name);
  }

  /** The record behind a name, or null when the name stands for none. */
  record(name: string): RecordRef | null {
    const named = this.#byName.get(name);
    if (named?.kind === 'record') return named.ref;
    return named?.kind === 'awaited' ? named.find() : null;
  }

  /** The record that a step names; `$jane` means the same as `jane` here. */
  need(written: string, place: Place): RecordRef {
    const name = written.startsWith('$') ? written.slice(1) : written;
    const named = this.#byName.get(name);
    if (named === undefined) throw place.problem(`nothing is named "${name}"`, suggestion(name, this.#byName.keys()));
    const ref = this.record(name);
    if (ref !== null) return ref;
    if (named.kind === 'awaited') throw place.problem(`"${name}" does not exist yet`, `The sync has made no ${named.object} for it.`);
    throw place.problem(
      `"${name}" is no record but ${named.kind === 'reply' ? 'a reply' : `the outcome of ${named.kind === 'fault' ? 'a fault' : 'an import'}`}`,
      '',
    );
  }

  /** The name that a report shows for a record, or null. */
  nameOf(ref: RecordRef): string | null {
    for (const [name, named] of this.#byName) if (named.kind === 'record' && isSame(named.ref, ref)) return name;
    return null;
  }

  all(): IterableIterator<[string, Named]> {
    return this.#byName.entries();
  }

  mark(name: string, mark: Mark): void {
    this.#marks.set(name, mark);
  }

  needMark(name: string, place: Place): Mark {
    const mark = this.#marks.get(name);
    if (mark === undefined)
      throw place.problem(`there is no mark "${name}"`, suggestion(name, this.#marks.keys()) || `Write "- mark: ${name}" before.`);
    return mark;
  }
}

/** A place in the logs: what came at or after it counts as since. */
export type Mark = { readonly changes: number; readonly calls: number; readonly at: number };

/** Whether two references mean one record; a unit that one of them leaves out does not tell them apart. */
export function isSame(a: RecordRef, b: RecordRef): boolean {
  return (
    a.system === b.system &&
    a.object.toLowerCase() === b.object.toLowerCase() &&
    sameId(a.id, b.id) &&
    (a.unit === undefined || b.unit === undefined || a.unit === b.unit)
  );
}

/** Salesforce shows one id with 15 and with 18 characters. */
export function sameId(a: string, b: string): boolean {
  return (
    a === b ||
    (a.length !== b.length && a.length >= 15 && b.length >= 15 && a.length <= 18 && b.length <= 18 && a.slice(0, 15) === b.slice(0, 15))
  );
}
