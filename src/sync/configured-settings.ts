import type { Journal } from '../journal/journal.js';
import { ENGAGEMENT_SETTING_DEFAULTS } from '../settings/engagement-defaults.js';
import type { SettingSave, Settings, SettingValues } from '../settings/settings.js';
import type { CoreClock } from './core.js';

/** Settings as a configuration file has them. */
export type Configured = {
  /** By business unit id, in the order in which the units were made. */
  readonly engagement: Readonly<Record<string, SettingValues>>;
  readonly intacct: SettingValues;
};

type Save = { readonly key: string; readonly value: unknown; readonly at: number };

/**
 * Settings from a configuration, with their history in the journal: a value that differs from the one last seen counts as saved
 * when the core first reads it. What was in force before the first start is what the first configuration says.
 */
export function createConfiguredSettings(configured: Configured, journal: Journal, clock: Pick<CoreClock, 'now'>): Settings {
  return new ConfiguredSettings(configured, journal, clock);
}

class ConfiguredSettings implements Settings {
  readonly #learnt = new Map<string, readonly Save[]>();

  constructor(
    private readonly configured: Configured,
    private readonly journal: Journal,
    private readonly clock: Pick<CoreClock, 'now'>,
  ) {}

  units(): readonly string[] {
    return Object.keys(this.configured.engagement);
  }

  engagement(unit: string, instant: number): SettingValues {
    return { ...ENGAGEMENT_SETTING_DEFAULTS, ...inForce(this.#saves('engagement', unit), instant) };
  }

  intacct(instant: number): SettingValues {
    return inForce(this.#saves('intacct', ''), instant);
  }

  history(
    page: { readonly system: 'engagement'; readonly unit: string } | { readonly system: 'intacct' },
    key: string,
  ): readonly SettingSave[] {
    const saves = page.system === 'engagement' ? this.#saves('engagement', page.unit) : this.#saves('intacct', '');
    const ofKey = saves.filter((save) => save.key === key).map(({ at, value }) => ({ at, value }));
    if (ofKey[0]?.at === BEGINNING) return ofKey;
    const initial = page.system === 'engagement' ? ENGAGEMENT_SETTING_DEFAULTS[key] : null;
    return [{ at: BEGINNING, value: initial ?? null }, ...ofKey];
  }

  /** The history of a page; what the configuration changed since the last start is saved now. */
  #saves(system: 'engagement' | 'intacct', unit: string): readonly Save[] {
    const page = `settings:${unit}`;
    const learnt = this.#learnt.get(`${system} ${page}`);
    if (learnt !== undefined) return learnt;
    const values = (system === 'engagement' ? this.configured.engagement[unit] : this.configured.intacct) ?? {};
    const known = this.journal.read(system, 'fact', page) as readonly Save[] | null;
    const before = inForce(known ?? [], Number.POSITIVE_INFINITY);
    const at = known === null ? BEGINNING : this.clock.now();
    const keys = new Set([...Object.keys(values), ...Object.keys(before)]);
    const saved = [...keys].flatMap((key) => {
      const value = values[key] ?? (system === 'engagement' ? ENGAGEMENT_SETTING_DEFAULTS[key] : null) ?? null;
      return JSON.stringify(value) === JSON.stringify(before[key]) ? [] : [{ key, value, at }];
    });
    const all = [...(known ?? []), ...saved];
    if (saved.length > 0 || known === null) this.journal.write(system, [{ space: 'fact', key: page, value: all }]);
    this.#learnt.set(`${system} ${page}`, all);
    return all;
  }
}

/** The beginning of time, as far as JSON can hold it. */
const BEGINNING = 0;

function inForce(saves: readonly Save[], instant: number): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { key, value, at } of saves) if (at <= instant) values[key] = value;
  return values;
}
