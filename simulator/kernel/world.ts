import { CallLog } from './call-log.js';
import { type Cause, ChangeLog, type Operation } from './change-log.js';
import { Clock, type ClockState } from './clock.js';
import { Faults } from './faults.js';
import type { Placed } from './moment.js';
import { Random, seedOf } from './random.js';
import { type Row, Table, type TableOptions } from './table.js';
import type { SystemName } from './wire.js';

/** The instant at which worlds start unless told otherwise: a Monday, 09:00 UTC. */
export const DEFAULT_START = Date.UTC(2026, 2, 2, 9);

export type WorldOptions = {
  readonly seed?: number;
  /** Milliseconds since the epoch. */
  readonly start?: number;
};

/** One value that snapshots and rollbacks cover: a sequence, a counter. Replace it, never change it in place. */
export interface Cell<T> {
  get(): T;
  set(value: T): void;
}

/** Who acts and why, while something acts. */
export type Acting = { readonly actor: string; readonly cause: Cause };

export type Snapshot = {
  readonly tables: ReadonlyMap<Table<Row>, unknown>;
  readonly cells: ReadonlyMap<string, unknown>;
  readonly clock: ClockState;
  readonly changes: number;
};

export function createWorld(options: WorldOptions = {}): World {
  return new World(options);
}

/** What all stand-ins share: one clock, one order of writes, chance from one seed. Nothing else is shared. */
export class World {
  readonly seed: number;
  readonly clock: Clock;
  readonly changes = new ChangeLog();
  readonly calls = new CallLog();
  readonly faults = new Faults();
  #tables = new Map<string, { system: SystemName; table: Table<Row> }>();
  #openers = new Map<SystemName, (name: string) => boolean>();
  #cells = new Map<string, unknown>();
  #initials = new Map<string, unknown>();
  #acting: Acting = { actor: 'system', cause: { kind: 'seed', text: 'seed' } };
  #undo: (() => void)[] = [];
  #depth = 0;
  #unannounced: number | null = null;

  constructor(options: WorldOptions) {
    this.seed = options.seed ?? 1;
    this.clock = new Clock(options.start ?? DEFAULT_START);
  }

  /** The stream of chance for one purpose: `salesforce:ids`, `engagement:tokens`. */
  random(stream: string): Random {
    return new Random(this.cell(`random:${stream}`, seedOf(this.seed, stream)));
  }

  /** A value under a name; two askers of one name share it. */
  cell<T>(name: string, initial: T): Cell<T> {
    if (!this.#cells.has(name)) {
      this.#cells.set(name, initial);
      this.#initials.set(name, initial);
    }
    return {
      get: () => this.#cells.get(name) as T,
      set: (value) => {
        if (this.#depth > 0) {
          const before = this.#cells.get(name);
          this.#undo.push(() => this.#cells.set(name, before));
        }
        this.#cells.set(name, value);
      },
    };
  }

  table<R extends Row>(system: SystemName, options: TableOptions<R>): Table<R> {
    const key = `${system}.${options.name}`;
    if (this.#tables.has(key)) throw new Error(`table ${key} exists already`);
    const table = new Table(options, this);
    this.#tables.set(key, { system, table: table as unknown as Table<Row> });
    return table;
  }

  /** Lets a vendor open tables that come into being while it lives, by name: a saved world may have some. */
  offerTables(system: SystemName, open: (name: string) => boolean): void {
    this.#openers.set(system, open);
  }

  /** Opens such a table; false when no vendor knows it. */
  openTable(system: SystemName, name: string): boolean {
    return this.#openers.get(system)?.(name) ?? false;
  }

  tables(): IterableIterator<{ system: SystemName; table: Table<Row> }> {
    return this.#tables.values();
  }

  get acting(): Acting {
    return this.#acting;
  }

  /** Runs `work` with another actor or cause in the change log. Covers the synchronous part of `work` only. */
  as<T>(acting: Partial<Acting>, work: () => T): T {
    const before = this.#acting;
    this.#acting = { actor: acting.actor ?? before.actor, cause: acting.cause ?? before.cause };
    try {
      return work();
    } finally {
      this.#acting = before;
    }
  }

  /** Runs `work` whole or not at all: when it throws, every write since is undone. May be nested; must be synchronous. */
  atomic<T>(work: () => T): T {
    const mark = this.#undo.length;
    const changes = this.changes.next;
    if (this.#depth === 0) this.#unannounced = changes;
    this.#depth += 1;
    let isDone = false;
    try {
      const result = work();
      isDone = true;
      return result;
    } finally {
      this.#depth -= 1;
      if (!isDone) {
        while (this.#undo.length > mark) this.#undo.pop()!();
        this.changes.truncate(changes);
      }
      if (this.#depth === 0) this.#commit();
    }
  }

  /** Undoes timers armed in a transaction that is rolled back. */
  arm(at: number, kind: string, payload: unknown = null, options: { standing?: boolean } = {}): number {
    const id = this.clock.arm(at, kind, payload, options);
    if (this.#depth > 0) this.#undo.push(() => this.clock.cancel(id));
    return id;
  }

  /** A table by its whole name, `salesforce.Account`; opened when a vendor knows it and nobody used it yet. */
  tableNamed(name: string): Table<Row> | undefined {
    const dot = name.indexOf('.');
    if (!this.#tables.has(name)) this.openTable(name.slice(0, dot) as SystemName, name.slice(dot + 1));
    return this.#tables.get(name)?.table;
  }

  /** What stands beside the tables. */
  values(): { readonly cells: Map<string, unknown>; readonly clock: ClockState } {
    return { cells: new Map(this.#cells), clock: this.clock.save() };
  }

  snapshot(): Snapshot {
    const tables = new Map([...this.#tables.values()].map(({ table }) => [table, table.mark()]));
    return { tables, ...this.values(), changes: this.changes.next };
  }

  /** Back to a snapshot: tables, values, chance, clock with its timers. Tables and values made since are as new. */
  restore(snapshot: Snapshot): void {
    for (const { table } of this.#tables.values()) {
      if (snapshot.tables.has(table)) table.restore(snapshot.tables.get(table));
      else table.load([]);
    }
    for (const [name, initial] of this.#initials) this.#cells.set(name, snapshot.cells.has(name) ? snapshot.cells.get(name) : initial);
    this.clock.load(snapshot.clock);
    this.changes.truncate(snapshot.changes);
  }

  /** Called by tables; everybody else uses `Table.put`. */
  wrote(table: Table<Row>, id: string, placed: Placed<Row> | null, after: Row | null, operation: Operation): void {
    if (this.#depth > 0) this.#undo.push(() => table.undo(id, placed));
    if (!table.logged) return;
    const { actor, cause } = this.#acting;
    const system = this.#systemOf(table);
    const before = placed?.row ?? null;
    const transaction = this.#unannounced ?? this.changes.next;
    const what = { system, object: table.name, id, operation, before, after };
    const change = this.changes.append({ at: this.clock.now(), transaction, actor, cause, ...what });
    if (this.#depth === 0) this.changes.announce(change);
  }

  #commit(): void {
    this.#undo.length = 0;
    const from = this.#unannounced;
    this.#unannounced = null;
    if (from !== null) for (const change of this.changes.since(from)) this.changes.announce(change);
  }

  #systems = new WeakMap<Table<Row>, SystemName>();

  #systemOf(table: Table<Row>): SystemName {
    const known = this.#systems.get(table);
    if (known !== undefined) return known;
    for (const entry of this.#tables.values()) this.#systems.set(entry.table, entry.system);
    return this.#systems.get(table)!;
  }
}
