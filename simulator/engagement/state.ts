import type { Table } from '../kernel/table.js';
import type { World } from '../kernel/world.js';
import { refusal } from './errors.js';
import { FOLLOW_UPS_MAX } from './limits.js';
import type { SalesforceView } from './people.js';
import type { Audit, BusinessUnit } from './records.js';
import type { ConnectorSettings } from './settings.js';
import { createTables, type Tables } from './tables.js';
import { wholeSecond } from './values.js';

/** All Account Engagement accounts under one Salesforce org. Knows no HTTP; what records do is in the files of `state/`. */
export class Engagement {
  readonly tables: Tables;
  /** Called at the end of every transaction with the prospects that it wrote: automation looks at them there. */
  onTouched: ((prospects: readonly number[]) => void) | null = null;
  /** Makes the settings page of a unit; handed in, because settings reach back into the state. */
  makeSettings: ((unit: BusinessUnit) => ConnectorSettings) | null = null;
  #pages = new Map<string, ConnectorSettings>();
  #touched = new Set<number>();
  #depth = 0;
  #inFlight = new Map<string, number>();

  constructor(
    readonly world: World,
    readonly salesforce: SalesforceView,
  ) {
    this.tables = createTables(world);
  }

  now(): number {
    return this.world.clock.now();
  }

  /** The stamp of a write that happens now. */
  second(): number {
    return wholeSecond(this.now());
  }

  /** The next id of a kind of record; ids are never used twice, also not across units. */
  nextId(kind: string): number {
    const cell = this.world.cell(`engagement:id:${kind}`, 0);
    cell.set(cell.get() + 1);
    return cell.get();
  }

  /** What a new record of a unit starts with. */
  audit(kind: string, unit: string, by: number | null): Audit {
    const at = this.second();
    return { id: this.nextId(kind), unit, createdAt: at, updatedAt: at, createdById: by, updatedById: by, isDeleted: false };
  }

  /** Units in order of making; the first is the main one. */
  units(): BusinessUnit[] {
    return [...this.tables.units.rows()];
  }

  unit(key: string): BusinessUnit | undefined {
    return this.tables.units.findOne('key', key);
  }

  /** A unit by its id, its number or its name. */
  unitNamed(name: string): BusinessUnit | undefined {
    const wanted = name.trim().toLowerCase();
    return this.unit(name) ?? this.units().find((unit) => unit.name.toLowerCase() === wanted);
  }

  settings(unit: string): ConnectorSettings {
    const known = this.#pages.get(unit);
    if (known !== undefined) return known;
    const row = this.unit(unit);
    if (row === undefined || this.makeSettings === null) throw refusal(201);
    const page = this.makeSettings(row);
    this.#pages.set(unit, page);
    return page;
  }

  /** Whether several prospects of the unit may share an email address. */
  isAmpsea(unit: string): boolean {
    return this.unit(unit)?.allowMultipleProspectsPerEmail ?? true;
  }

  /** How many calls to a unit have no reply yet. */
  inFlight(unit: string): number {
    return this.#inFlight.get(unit) ?? 0;
  }

  /** A call to a unit began (+1) or was answered (-1). */
  noteInFlight(unit: string, change: 1 | -1): void {
    this.#inFlight.set(unit, this.inFlight(unit) + change);
  }

  /** Whole or not at all, with the automation that follows from it. May be nested. */
  transact<T>(work: () => T): T {
    this.#depth += 1;
    try {
      return this.world.atomic(() => {
        const result = work();
        if (this.#depth === 1) this.#automate();
        return result;
      });
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#touched.clear();
    }
  }

  /** Says that a prospect changed, or what rules see of it did. */
  touch(prospect: number): void {
    this.#touched.add(prospect);
  }

  /** What follows may touch prospects again (a list that took somebody in, a rule that looks for it), until nobody is touched any more. */
  #automate(): void {
    for (let round = 0; this.#touched.size > 0 && this.onTouched !== null && round < FOLLOW_UPS_MAX; round += 1) {
      const touched = [...this.#touched];
      this.#touched.clear();
      this.onTouched(touched);
    }
  }
}

/** The record of a unit with an id, deleted or not. */
export function inUnit<R extends Audit>(table: Table<R>, unit: string, id: number | null): R | undefined {
  if (id === null) return undefined;
  const row = table.get(String(id));
  return row?.unit === unit ? row : undefined;
}

/** The record of a unit with an id, unless it is deleted. */
export function liveInUnit<R extends Audit>(table: Table<R>, unit: string, id: number | null): R | undefined {
  const row = inUnit(table, unit, id);
  return row?.isDeleted === false ? row : undefined;
}
