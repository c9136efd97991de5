import type { RecordRef } from '../model/record.js';

/** Setting values by key, without the system: `autoCreateProspects`, `accounts.addNew`. */
export type SettingValues = Readonly<Record<string, unknown>>;

/**
 * Where the core reads settings and their history. In the simulator the stand-ins' settings pages are behind it; against real
 * systems the core's configuration file with the history kept in the journal. Keys and defaults are those of the references.
 */
export interface Settings {
  /** Ids of the business units under this Salesforce org, in order of making. */
  units(): readonly string[];
  /**
   * Values in force at an instant (ms). `event` names the write that happened then, so that a source that knows the order within
   * one instant (vendors' stamps have whole seconds) can answer for the very moment of that write.
   */
  engagement(unit: string, instant: number, event?: SettingsEvent): SettingValues;
  intacct(instant: number, event?: SettingsEvent): SettingValues;
  /** Saves of one key, oldest first; the first entry is the value at the beginning of time. */
  history(
    page: { readonly system: 'engagement'; readonly unit: string } | { readonly system: 'intacct' },
    key: string,
  ): readonly SettingSave[];
}

export type SettingsEvent = { readonly record: RecordRef; readonly what: 'created' | 'changed' };

export type SettingSave = { readonly at: number; readonly value: unknown };
