import type { Simulator } from '../../../simulator/index.js';
import type { Change } from '../../../simulator/kernel/change-log.js';
import type { SettingsBook } from '../../../simulator/kernel/settings.js';
import type { Settings, SettingsEvent, SettingValues } from '../../../src/settings/settings.js';
import { RecordChanges } from './record-changes.js';

/** What was in force from a save on. */
type Version = { readonly at: number; readonly order: number; readonly values: SettingValues };

/**
 * The core's `Settings` over the vendors' settings pages. Stamps have whole seconds while several steps of a story may happen at one
 * instant; the change log knows which came first.
 */
export function settingsOver(simulator: Simulator): Settings {
  const { world, engagement, intacct } = simulator;
  const changes = new RecordChanges(world.changes);
  const versions = new WeakMap<SettingsBook, { saves: number; list: readonly Version[] }>();
  const versionsOf = (book: SettingsBook, features: SettingValues): readonly Version[] => {
    const saves = book.history().length;
    const known = versions.get(book);
    if (known?.saves === saves) return known.list;
    const list = versionsIn(book, features);
    versions.set(book, { saves, list });
    return list;
  };
  const at = (book: SettingsBook, instant: number, event?: SettingsEvent, features: SettingValues = {}): SettingValues => {
    const change = event === undefined ? null : changeOf(changes.of(event.record), event, instant);
    const moment = change === null ? { at: instant, order: Number.POSITIVE_INFINITY } : { at: change.at, order: change.seq };
    return versionsOf(book, features).findLast((version) => isBefore(version, moment))!.values;
  };
  return {
    units: () => engagement.people.units(),
    // What is a feature of the unit stands beside its page, and never changes.
    engagement: (unit, instant, event) =>
      at(engagement.people.settings(unit), instant, event, { allowMultipleProspectsPerEmail: engagement.state.isAmpsea(unit) }),
    intacct: (instant, event) => at(intacct.people.settings, instant, event),
    history: (page, key) => {
      const book = page.system === 'engagement' ? engagement.people.settings(page.unit) : intacct.people.settings;
      const saves = book.history().filter((save) => save.key === key);
      const initial = saves[0]?.before ?? book.get(key);
      return [{ at: 0, value: initial }, ...saves.map((save) => ({ at: save.at, value: save.value }))];
    },
  };
}

function versionsIn(book: SettingsBook, features: SettingValues): readonly Version[] {
  let values: SettingValues = { ...book.at(Number.NEGATIVE_INFINITY), ...features };
  const list: Version[] = [{ at: Number.NEGATIVE_INFINITY, order: Number.NEGATIVE_INFINITY, values }];
  for (const save of book.history()) {
    values = { ...values, [save.key]: save.value };
    list.push({ at: save.at, order: save.order, values });
  }
  return list;
}

function isBefore(version: Version, moment: { at: number; order: number }): boolean {
  return version.at < moment.at || (version.at === moment.at && version.order <= moment.order);
}

/** The write that an event means: the record's creation, or its last change by others up to the second that the core saw. */
function changeOf(changes: readonly Change[], event: SettingsEvent, instant: number): Change | null {
  const second = Math.floor(instant / 1000);
  const found = changes.findLast((change) => {
    if (event.what === 'created') return change.operation === 'create';
    return change.cause.isSync !== true && Math.floor(change.at / 1000) <= second;
  });
  return found ?? null;
}
