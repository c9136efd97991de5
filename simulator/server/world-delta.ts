import type { Timer } from '../kernel/clock.js';
import type { Row } from '../kernel/table.js';
import type { World } from '../kernel/world.js';

/** What changed in a world since the last look, as plain JSON data. */
export type WorldDelta = {
  /** By table: each key with the row that stands under it now, or null. */
  readonly rows: Readonly<Record<string, readonly (readonly [key: string, row: Row | null])[]>>;
  readonly cells: Readonly<Record<string, unknown>>;
  readonly clock: { readonly now: number; readonly nextId: number; readonly armed: readonly Timer[]; readonly gone: readonly number[] };
};

/** Looks at a world again and again, and tells what changed in between. */
export class WorldWatch {
  #cells = new Map<string, unknown>();
  #timers = new Map<number, Timer>();

  constructor(private readonly world: World) {
    this.take();
  }

  /** Null when nothing changed but the time. */
  take(): WorldDelta | null {
    const { cells, clock } = this.world.values();
    const rows = this.#rows();
    const changed = Object.fromEntries([...cells].filter(([name, value]) => this.#cells.get(name) !== value));
    this.#cells = cells;
    const timers = new Map(clock.timers.filter(isData).map((timer) => [timer.id, timer]));
    const armed = [...timers.values()].filter((timer) => this.#timers.get(timer.id) !== timer);
    const gone = [...this.#timers.keys()].filter((id) => !timers.has(id));
    this.#timers = timers;
    if (rows.length + Object.keys(changed).length + armed.length + gone.length === 0) return null;
    return { rows: Object.fromEntries(rows), cells: changed, clock: { now: clock.now, nextId: clock.nextId, armed, gone } };
  }

  #rows(): [string, (readonly [string, Row | null])[]][] {
    const all: [string, (readonly [string, Row | null])[]][] = [];
    for (const { system, table } of this.world.tables()) {
      const keys = table.takeTouched();
      if (keys.length > 0) all.push([`${system}.${table.name}`, keys.map((key) => [key, table.get(key) ?? null])]);
    }
    return all;
  }
}

/** Waits of single replies are left out: whoever waited is gone by the time it is read. */
export function isData(timer: Timer): boolean {
  return typeof timer.payload !== 'function';
}

/** Makes the same changes in another world that was alike. Names of tables that the world does not know are given to `unknown`. */
export function applyDelta(world: World, { rows, cells, clock }: WorldDelta, unknown: (name: string) => never): void {
  for (const [name, value] of Object.entries(cells)) world.cell(name, value).set(value);
  for (const [name, written] of Object.entries(rows)) {
    const table = world.tableNamed(name) ?? unknown(name);
    for (const [key, row] of written) table.adopt(key, row);
  }
  const { timers } = world.clock.save();
  const gone = new Set([...clock.gone, ...clock.armed.map(({ id }) => id)]);
  world.clock.load({ now: clock.now, nextId: clock.nextId, timers: [...timers.filter(({ id }) => !gone.has(id)), ...clock.armed] });
}
