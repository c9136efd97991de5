import type { People } from '../kernel/people.js';
import type { SettingsBook } from '../kernel/settings.js';

/**
 * What people do in Intacct. Types: CUSTOMER, CONTACT, LOCATIONENTITY, SEQUENCE and so on; a field `ENTITY` (a LOCATIONID, blank for the
 * top level) on create says where the person was signed in.
 */
export interface IntacctPeople extends People {
  /** The subscription page of Advanced CRM Integration. Keys without `intacct.`: `accounts.addNew`. */
  readonly settings: SettingsBook;
  /** Saves settings as the page does: D-15 resets come with the save. Refuses as the page would. */
  saveSettings(values: Readonly<Record<string, unknown>>, by: string): void;
  /** What the page warned of after saves, oldest first. */
  warnings(): readonly SettingsWarning[];
}

export type SettingsWarning = { readonly at: number; readonly text: string };
