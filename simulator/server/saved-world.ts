import { BacklotError } from '../kernel/errors.js';
import type { Row, Table } from '../kernel/table.js';
import type { SystemName } from '../kernel/wire.js';
import type { World } from '../kernel/world.js';
import { isClock, isObject } from './saved-values.js';
import { isData } from './world-delta.js';

/** A world as JSON: every table, every value, the clock with its timers. `core` is what the sync core remembers. */
export type SavedWorld = {
  readonly backlot: 1;
  readonly seed: number;
  readonly clock: { readonly now: number; readonly nextId: number; readonly timers: readonly SavedTimer[] };
  readonly cells: Readonly<Record<string, unknown>>;
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly core: unknown;
  /** Which lines beside the file come after it, and that they are its own. */
  readonly generation?: number;
  readonly lineage?: string;
};

type SavedTimer = {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly payload: unknown;
  readonly standing: boolean;
};

/** A file that should hold a world does not. */
export class BrokenWorldError extends BacklotError {
  readonly code = 'BROKEN_WORLD';
  constructor(
    readonly file: string,
    why: string,
    options?: { cause?: unknown },
  ) {
    super(
      `${file} holds no saved world: ${why}`,
      'Name a file that `backlot serve --state` wrote, or move this one away to start anew.',
      options,
    );
  }
}

/** The world as plain data. */
export function saveWorld(world: World, core: unknown): SavedWorld {
  const { cells, clock } = world.values();
  const tables = Object.fromEntries([...world.tables()].map(({ system, table }) => [`${system}.${table.name}`, [...table.rows()]]));
  const timers = clock.timers.filter(isData);
  return { backlot: 1, seed: world.seed, clock: { ...clock, timers }, cells: Object.fromEntries(cells), tables, core };
}

/** Fills a new world with a saved one. Errors: `BrokenWorldError`, before anything is changed. */
export function loadWorld(world: World, data: unknown, file: string): SavedWorld {
  const saved = checked(data, file);
  const known = new Set([...world.tables()].map(({ system, table }) => `${system}.${table.name}`));
  const unknown = Object.keys(saved.tables).find((name) => !known.has(name) && saved.tables[name]!.length > 0 && !opened(world, name));
  if (unknown !== undefined) throw new BrokenWorldError(file, `it has records of ${unknown}, which this version does not know`);
  const keyless = [...world.tables()].find(({ system, table }) =>
    saved.tables[`${system}.${table.name}`]?.some((row) => !hasKey(table, row)),
  );
  if (keyless !== undefined) throw new BrokenWorldError(file, `a record of ${keyless.system}.${keyless.table.name} has no key`);
  // Values first: what a record is found by may depend on fields that people added.
  for (const [name, value] of Object.entries(saved.cells)) world.cell(name, value).set(value);
  for (const { system, table } of world.tables()) table.load(saved.tables[`${system}.${table.name}`] ?? []);
  world.clock.load(saved.clock);
  return saved;
}

function hasKey({ options }: Table<Row>, row: Row): boolean {
  return typeof options.key(row) === 'string';
}

/** Tables of objects that people added come into being with the first record. */
function opened(world: World, name: string): boolean {
  const dot = name.indexOf('.');
  return world.openTable(name.slice(0, dot) as SystemName, name.slice(dot + 1));
}

function checked(data: unknown, file: string): SavedWorld {
  if (!isObject(data)) throw new BrokenWorldError(file, 'it is no JSON object');
  if (data['backlot'] !== 1) throw new BrokenWorldError(file, 'its key "backlot" is not 1, the version of the format');
  const { clock, cells, tables } = data;
  if (!isClock(clock)) throw new BrokenWorldError(file, 'its clock is missing or broken');
  if (!isObject(cells)) throw new BrokenWorldError(file, 'its key "cells" is missing or no object');
  if (!isObject(tables) || !Object.values(tables).every((rows) => Array.isArray(rows) && rows.every(isObject))) {
    throw new BrokenWorldError(file, 'its key "tables" is missing, or a table in it is no list of records');
  }
  const { generation = 0, lineage = '' } = data;
  if (!Number.isSafeInteger(generation) || typeof lineage !== 'string') {
    throw new BrokenWorldError(file, 'its keys "generation" and "lineage" are broken');
  }
  return data as unknown as SavedWorld;
}
