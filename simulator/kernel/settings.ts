import type { Table } from './table.js';
import type { SystemName } from './wire.js';
import type { World } from './world.js';

/** One setting of a vendor's settings page. */
export type SettingDefinition = {
  /** Without the system: `autoCreateProspects`, `accounts.addNew`. A key that ends in `.*` is a family: `fieldBehavior.*`. */
  readonly key: string;
  readonly default: unknown;
  /** The vendor's label, for reports. */
  readonly label: string;
  /** Where the key, its default and its effect come from. */
  readonly source: string;
  /** Says what is wrong with a value, or null. `all` has every other setting as it would be after the save; `key` tells the members of a family. */
  readonly check: (value: unknown, all: Readonly<Record<string, unknown>>, key: string) => string | null;
};

/** One saved value. `before` is what was in force. */
export type SettingChange = {
  readonly id: string;
  readonly scope: string;
  readonly key: string;
  readonly value: unknown;
  readonly before: unknown;
  readonly at: number;
  readonly by: string;
  /** The number the next change in the world's change log had: tells what came first within one instant. */
  readonly order: number;
};

/** The settings of one page with their whole history: what was in force at an instant is a look-up. */
export class SettingsBook {
  readonly #byKey: ReadonlyMap<string, SettingDefinition>;
  #saved: Table<SettingChange>;

  /** `scope` tells pages of one system apart (a business unit); `table` is shared by the pages of a system. */
  constructor(
    private readonly world: World,
    readonly scope: string,
    readonly definitions: readonly SettingDefinition[],
    table: Table<SettingChange>,
  ) {
    this.#byKey = new Map(definitions.map((definition) => [definition.key, definition]));
    this.#saved = table;
  }

  /** The one table that all settings pages of a system share. */
  static table(world: World, system: SystemName): Table<SettingChange> {
    return world.table<SettingChange>(system, { name: 'Settings', key: (row) => row.id, indexes: { scope: (row) => row.scope } });
  }

  /** The definition of a key, exact or by its family. */
  definition(key: string): SettingDefinition | undefined {
    return this.#byKey.get(key) ?? this.#byKey.get(key.replace(/\.[^.]+$/, '.*'));
  }

  get(key: string): unknown {
    const last = this.history().findLast((change) => change.key === key);
    return last === undefined ? (this.definition(key)?.default ?? null) : last.value;
  }

  /** All settings in force at an instant; within the instant, at the place `order` of the change log. */
  at(instant: number, order = Number.POSITIVE_INFINITY): Readonly<Record<string, unknown>> {
    const values: Record<string, unknown> = {};
    for (const { key, default: value } of this.definitions) if (!key.endsWith('.*')) values[key] = value;
    for (const change of this.history()) {
      if (change.at < instant || (change.at === instant && change.order <= order)) values[change.key] = change.value;
    }
    return values;
  }

  /** Every save in order, oldest first. */
  history(): readonly SettingChange[] {
    return this.#saved.find('scope', this.scope);
  }

  /** Checks a save as the page would: the first complaint as text, or null. Unknown keys are a complaint. */
  complaint(values: Readonly<Record<string, unknown>>): string | null {
    const all = { ...this.at(Number.POSITIVE_INFINITY), ...values };
    for (const [key, value] of Object.entries(values)) {
      const definition = this.definition(key);
      if (definition === undefined) return `unknown setting ${key}`;
      const complaint = definition.check(value, all, key);
      if (complaint !== null) return `${key}: ${complaint}`;
    }
    return null;
  }

  /** Stores values at the present instant; the caller has checked them. Values already in force leave no trace. */
  save(values: Readonly<Record<string, unknown>>, by: string): void {
    const at = this.world.clock.now();
    for (const [key, value] of Object.entries(values)) {
      const before = this.get(key);
      if (JSON.stringify(before) === JSON.stringify(value)) continue;
      const id = `${this.scope}:${this.#saved.size + 1}`;
      this.#saved.put({ id, scope: this.scope, key, value, before, at, by, order: this.world.changes.next });
    }
  }
}
