import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { isMap, plain } from '../../../simulator/yaml/written.js';
import type { Sight } from './sight.js';

const KEY = /^(engagement(?:@([\w-]+))?|intacct)\.(.+)$/;
/** Settings whose values are names of records: what the page says of them depends on the records. */
const NAMES_RECORDS = /(?:Id|Ids|User|Users)$/;

/** Settings by their full keys: unknown ones, and values that the vendor's page would refuse on Save. */
export function scanSettings(settings: Readonly<Record<string, unknown>>, sight: Sight, place: Place): void {
  const saved = new Map<string, Record<string, unknown>>();
  for (const [key, value] of Object.entries(settings)) {
    if (isMap(value) && (key === 'engagement' || key === 'intacct')) {
      const [first = 'autoCreateProspects'] = Object.keys(value);
      sight.tell(place.sub(key).keyProblem(`"${key}" is no setting but a page of them`, `Write each with a dot: ${key}.${first}: …`));
      continue;
    }
    const rest = scanSettingKey(key, sight, place.sub(key));
    sight.references(value, place.sub(key));
    if (rest === null) continue;
    const page = key.slice(0, -rest.length - 1);
    const values = saved.get(page) ?? {};
    values[rest] = plain(value);
    saved.set(page, values);
  }
  for (const [page, values] of saved) {
    const all = { ...sight.told.settings.get(page), ...values };
    if (!sight.isRefused)
      for (const [key, value] of Object.entries(values)) scanValue(page, key, value, all, sight, place.sub(`${page}.${key}`));
    if (!sight.isRefused) sight.told.settings.set(page, all);
  }
}

/** The key without its page; null, and told, when no page has it. */
export function scanSettingKey(key: string, sight: Sight, place: Place): string | null {
  const [, page, unit, rest] = KEY.exec(key) ?? [];
  if (page === undefined || rest === undefined) {
    sight.tell(place.keyProblem(`unknown setting "${key}"`, suggestion(key, sight.told.catalogue.settingKeys())));
    return null;
  }
  if (unit !== undefined) sight.unit(unit, place);
  const book = sight.told.catalogue.settings(page === 'intacct' ? 'intacct' : 'engagement');
  if (book.definition(rest) !== undefined) return rest;
  const known = book.definitions.map((definition) => `${page}.${definition.key}`);
  sight.tell(place.keyProblem(`unknown setting "${key}"`, suggestion(key, known)));
  return null;
}

function scanValue(page: string, key: string, value: unknown, all: Readonly<Record<string, unknown>>, sight: Sight, place: Place): void {
  const isPlain = typeof value === 'boolean' || typeof value === 'number' || (typeof value === 'string' && !value.startsWith('$'));
  if (!isPlain || NAMES_RECORDS.test(key)) return;
  const book = sight.told.catalogue.settings(page === 'intacct' ? 'intacct' : 'engagement');
  const definition = book.definition(key);
  // Other business units have pages of their own kind: there, only what no page takes is told.
  if (page.includes('@') && typeof value === typeof definition?.default) return;
  // Members of a family may be fields that the story made.
  if (definition?.key.endsWith('.*') === true && sight.told.fields.size > 0) return;
  const complaint = definition?.check(value, { ...book.at(Number.NEGATIVE_INFINITY), ...all }, key) ?? null;
  if (complaint !== null)
    sight.tell(
      place.problem(
        `the page refuses ${page}.${key}: ${complaint}`,
        'Write what the page takes; where the refusal is the point, write "fails" beside "set".',
      ),
    );
}
