import { ProtocolError } from '../../../simulator/kernel/errors.js';
import type { SettingsBook } from '../../../simulator/kernel/settings.js';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { isMap, plain } from '../../../simulator/yaml/written.js';
import { CONFIGURATION_OBJECT, mirroredValues } from '../../../src/rules/intacct/configuration-mirror.js';
import type { Scene } from './scene.js';

/** A settings page refused a value on Save. */
export class SettingRefusedError extends ProtocolError {
  constructor(complaint: string) {
    super('SETTING_REFUSED', complaint);
  }
}

/** One page of settings as a scenario names it: `engagement`, `engagement@emea`, `intacct`. */
export type Page = { readonly name: string; readonly unit: string | null; readonly book: SettingsBook };

const KEY = /^(engagement(?:@([\w-]+))?|intacct)\.(.+)$/;

/** Saves settings by their full keys, page by page, as an administrator would. */
export function saveSettings(settings: Readonly<Record<string, unknown>>, scene: Scene, place: Place): void {
  const pages = new Map<string, { page: Page; values: Record<string, unknown> }>();
  for (const [key, value] of Object.entries(settings)) {
    const at = place.sub(key);
    const { page, rest } = settingAt(key, scene, at);
    const entry = pages.get(page.name) ?? { page, values: {} };
    entry.values[rest] = settingValue(rest, value, scene, at);
    pages.set(page.name, entry);
  }
  // One step is one deed: a page that refuses leaves the others as they were.
  for (const { page, values } of pages.values()) {
    const complaint = page.book.complaint(values);
    if (complaint !== null) throw new SettingRefusedError(complaint);
  }
  for (const { page, values } of pages.values()) save(page, values, scene);
}

/** The page and the key on it that a full key names. */
export function settingAt(key: string, scene: Scene, place: Place): { readonly page: Page; readonly rest: string } {
  const [, name, unitName, rest] = KEY.exec(key) ?? [];
  if (name === undefined || rest === undefined) {
    throw place.keyProblem(`unknown setting "${key}"`, suggestion(key, allKeys(scene)));
  }
  const page = pageOf(name, unitName, scene, place);
  if (page.book.definition(rest) !== undefined) return { page, rest };
  const known = page.book.definitions.map((definition) => `${name}.${definition.key}`);
  throw place.keyProblem(`unknown setting "${key}"`, suggestion(key, known));
}

function pageOf(name: string, unitName: string | undefined, scene: Scene, place: Place): Page {
  const { engagement, intacct } = scene.stage.simulator;
  if (name === 'intacct') return { name, unit: null, book: intacct.people.settings };
  const unit = unitName === undefined ? engagement.people.units()[0]! : scene.unit(unitName, place);
  return { name, unit, book: engagement.people.settings(unit) };
}

function allKeys(scene: Scene): string[] {
  const { engagement, intacct } = scene.stage.simulator;
  const main = engagement.people.settings(engagement.people.units()[0]!);
  return [
    ...main.definitions.map((definition) => `engagement.${definition.key}`),
    ...intacct.people.settings.definitions.map((definition) => `intacct.${definition.key}`),
  ];
}

/** Keys whose values are ids, so that a name stands for one. */
const ID_KEY = /(?:Id|Ids|User|Users)$/;

/** A value as the page gets it: references resolved, names of records made ids where ids are asked for. */
function settingValue(key: string, value: unknown, scene: Scene, place: Place): unknown {
  if (key === 'users.access' && Array.isArray(value)) return value.map((each, index) => userPair(each, scene, place.sub(index)));
  const resolved = resolvedDeep(value, scene, place);
  return ID_KEY.test(key) ? idsIn(resolved, scene) : resolved;
}

/** A name in the access list stands for the pair of same-named users; one that the story made is told by its id. */
function userPair(value: unknown, scene: Scene, place: Place): unknown {
  const resolved = resolvedDeep(value, scene, place);
  if (isMap(resolved) && typeof resolved['salesforceUser'] === 'string') {
    return { ...resolved, salesforceUser: scene.names.record(resolved['salesforceUser'])?.id ?? resolved['salesforceUser'] };
  }
  const ref = typeof value === 'string' ? scene.names.record(value.replace(/^\$/, '')) : null;
  return ref?.system === 'salesforce' ? { intacctUser: String(value).replace(/^\$/, ''), salesforceUser: ref.id } : resolved;
}

function resolvedDeep(value: unknown, scene: Scene, place: Place): unknown {
  if (Array.isArray(value)) return value.map((each, index) => resolvedDeep(each, scene, place.sub(index)));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolvedDeep(each, scene, place.sub(key))]));
  return plain(scene.resolved(value, place));
}

function idsIn(value: unknown, scene: Scene): unknown {
  if (Array.isArray(value)) return value.map((each) => idsIn(each, scene));
  return typeof value === 'string' ? (scene.names.record(value)?.id ?? value) : value;
}

function save(page: Page, values: Readonly<Record<string, unknown>>, scene: Scene): void {
  if (page.unit === null) {
    scene.stage.simulator.intacct.people.saveSettings(values, scene.actor('intacct'));
    saveInSalesforce(values, scene);
    return;
  }
  page.book.save(values, scene.actor('engagement'));
}

/**
 * Settings that are in force from the start are shown in Salesforce from the start, too: nothing changed, so the sync has nothing to tell.
 * Source: reference intacct IA-50.
 */
export function showInSalesforce(scene: Scene): void {
  writePage(mirroredValues(scene.stage.simulator.intacct.people.settings.at(Number.POSITIVE_INFINITY)), scene);
}

/** What is managed on the package's page in Salesforce holds there at once, for its lookup filter asks for it. */
function saveInSalesforce(values: Readonly<Record<string, unknown>>, scene: Scene): void {
  const types = values['reseller.accountTypes'];
  if (Array.isArray(types)) writePage({ ia_crm__Reseller_Account_Types__c: types.join(';') }, scene);
}

function writePage(fields: Readonly<Record<string, unknown>>, scene: Scene): void {
  const { people } = scene.stage.simulator.salesforce;
  const [page] = people.list(CONFIGURATION_OBJECT);
  const by = people.user('intacctUser');
  if (page !== undefined && by !== null) people.update(CONFIGURATION_OBJECT, String(page['Id']), fields, by);
}
