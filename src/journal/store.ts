import type { Decision, SyncError } from '../model/decision.js';
import type { Flow, Link, RecordRef } from '../model/record.js';
import type { Memory, Space } from './journal.js';

/** One write, as it is undone, appended to a file and read back. */
export type Entry =
  | { readonly kind: 'memory'; readonly flow: Flow; readonly memories: readonly Memory[] }
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'about'; readonly seq: number; readonly about: readonly RecordRef[] };

/** Everything remembered, as plain data. */
export type StoreData = {
  readonly spaces: readonly (readonly [flow: Flow, space: Space, entries: readonly (readonly [string, unknown])[]])[];
  readonly decisions: readonly Decision[];
};

/** What every kind of journal holds in memory: maps by flow and space, and decisions by number. */
export class JournalStore {
  #spaces = new Map<string, Map<string, unknown>>();
  #decisions: Decision[] = [];

  read(flow: Flow, space: Space, key: string): unknown {
    return this.#spaces.get(`${flow} ${space}`)?.get(key) ?? null;
  }

  entries(flow: Flow, space: Space): ReadonlyMap<string, unknown> {
    return this.#space(flow, space);
  }

  get decisions(): readonly Decision[] {
    return this.#decisions;
  }

  /** How much is remembered. */
  get size(): number {
    return [...this.#spaces.values()].reduce((sum, entries) => sum + entries.size, this.#decisions.length);
  }

  links(): readonly Link[] {
    return this.#everyFlow('link') as Link[];
  }

  syncErrors(): readonly SyncError[] {
    return (this.#everyFlow('error') as SyncError[]).sort((a, b) => a.at - b.at);
  }

  /** Applies an entry and gives what takes it back. */
  apply(entry: Entry): () => void {
    if (entry.kind === 'memory') return this.#remember(entry.flow, entry.memories);
    if (entry.kind === 'decision') {
      // What was saved whole a moment ago may be told again by a line after it.
      if (entry.decision.seq <= this.#decisions.length) return () => {};
      this.#decisions.push(entry.decision);
      return () => this.#decisions.pop();
    }
    return this.#relate(entry.seq, entry.about);
  }

  /** Applies an entry that nobody takes back. */
  replay(entry: Entry): void {
    if (entry.kind !== 'memory') this.apply(entry);
    else for (const { space, key, value } of entry.memories) put(this.#space(entry.flow, space), key, value);
  }

  save(): StoreData {
    const spaces = [...this.#spaces].map(([name, entries]) => {
      const [flow, space] = name.split(' ') as [Flow, Space];
      return [flow, space, [...entries]] as const;
    });
    return { spaces, decisions: this.#decisions };
  }

  load(data: StoreData): void {
    this.#spaces = new Map(data.spaces.map(([flow, space, entries]) => [`${flow} ${space}`, new Map(entries)]));
    this.#decisions = [...data.decisions];
  }

  #remember(flow: Flow, memories: readonly Memory[]): () => void {
    const before: [Map<string, unknown>, string, unknown][] = [];
    for (const { space, key, value } of memories) {
      const entries = this.#space(flow, space);
      before.push([entries, key, entries.get(key)]);
      put(entries, key, value);
    }
    return () => {
      for (const [entries, key, value] of before.reverse()) put(entries, key, value);
    };
  }

  #relate(seq: number, about: readonly RecordRef[]): () => void {
    const index = seq - 1;
    const decision = this.#decisions[index];
    if (decision === undefined) return () => {};
    const known = new Set(decision.about.map(refText));
    this.#decisions[index] = { ...decision, about: [...decision.about, ...about.filter((ref) => !known.has(refText(ref)))] };
    return () => {
      this.#decisions[index] = decision;
    };
  }

  #space(flow: Flow, space: Space): Map<string, unknown> {
    const name = `${flow} ${space}`;
    const known = this.#spaces.get(name);
    if (known !== undefined) return known;
    const made = new Map<string, unknown>();
    this.#spaces.set(name, made);
    return made;
  }

  #everyFlow(space: Space): unknown[] {
    return [...this.#space('engagement', space).values(), ...this.#space('intacct', space).values()];
  }
}

/** Whether data from elsewhere is what `save` gave. */
export function isStoreData(data: unknown): data is StoreData {
  if (!isObject(data) || !Array.isArray(data['spaces']) || !Array.isArray(data['decisions'])) return false;
  return data['spaces'].every(isSpace) && data['decisions'].every(isDecision);
}

/** Whether data from elsewhere is an entry. */
export function isEntry(data: unknown): data is Entry {
  if (!isObject(data)) return false;
  const { kind, memories, decision, seq, about } = data;
  if (kind === 'memory') return Array.isArray(memories) && memories.every((each) => isObject(each) && typeof each['key'] === 'string');
  return kind === 'decision' ? isDecision(decision) : kind === 'about' && typeof seq === 'number' && Array.isArray(about);
}

function isSpace(data: unknown): boolean {
  if (!Array.isArray(data) || typeof data[0] !== 'string' || typeof data[1] !== 'string' || !Array.isArray(data[2])) return false;
  return data[2].every((entry) => Array.isArray(entry) && typeof entry[0] === 'string');
}

function isDecision(data: unknown): boolean {
  return isObject(data) && typeof data['seq'] === 'number' && Array.isArray(data['about']);
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** A record as one text, to be compared and to key maps. */
export function refText({ system, object, id, unit }: RecordRef): string {
  return `${system}.${object}:${id}${unit === undefined ? '' : `@${unit}`}`;
}

function put(entries: Map<string, unknown>, key: string, value: unknown): void {
  if (value === null || value === undefined) entries.delete(key);
  else entries.set(key, value);
}
