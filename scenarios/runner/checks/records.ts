import type { Row } from '../../../simulator/kernel/table.js';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { asText, isMap } from '../../../simulator/yaml/written.js';
import type { RecordRef } from '../../../src/model/record.js';
import { show } from '../language/show.js';
import { scanCount, scanExpected } from '../lint/fields.js';
import type { Sight } from '../lint/sight.js';
import { fieldOf, type Scene, type TypeRef } from '../stage/scene.js';
import { unitOfRow } from '../stage/units.js';
import type { Miss } from './check.js';
import { isMatcher, MATCHERS, matches } from './match.js';
import { pick } from './pick.js';

const KEYS = ['count', 'where', 'each'];
const SHOWN_MAX = 5;

/** `salesforce.Lead: 2`, or `{ count: 1, where: { … }, each: { … } }`: live records of a type. */
export function checkRecords(written: string, raw: unknown, scene: Scene, place: Place): readonly Miss[] {
  const type = scene.type(written, place);
  const { count, where, each } = readForm(raw, place);
  const rows = type.people.list(type.info.name);
  const found = where === null ? rows : rows.filter((row) => isLike(row, where, type, scene, place.sub('where')));
  const misses: Miss[] = [];
  const condition = where === null ? '' : ` where ${show(where)}`;
  if (!matches(count ?? { atLeast: 1 }, found.length, scene.matching(place, 'number'))) {
    // Looked up only by a report: a check that waits is missed many times before it holds.
    const about = (): readonly RecordRef[] =>
      found.length > 0 ? found.slice(0, SHOWN_MAX).map((row) => refOf(row, type)) : relatives(where ?? {}, type, scene, place.sub('where'));
    const actual = `${found.length}${where === null ? '' : ` of ${rows.length}`}${found.length === 0 ? '' : `: ${shownRows(found, type, scene)}`}`;
    misses.push({
      place,
      expected: `${show(count ?? { atLeast: 1 })} live ${written}${condition}`,
      actual,
      get about() {
        return about();
      },
    });
  }
  if (each !== null) {
    for (const row of found) misses.push(...missesIn(row, each, refOf(row, type), type, scene, place.sub('each')));
  }
  return misses;
}

/** The same check before anything is played. */
export function scanRecords(written: string, raw: unknown, sight: Sight, place: Place): void {
  const type = sight.type(written, place);
  sight.catching(() => {
    const { count, where, each } = readForm(raw, place);
    scanCount(count, sight, isMap(raw) && 'count' in raw ? place.sub('count') : place);
    if (where !== null) scanExpected(where, type, sight, place.sub('where'));
    if (each !== null) scanExpected(each, type, sight, place.sub('each'));
  });
}

/** Whether a row has all these values. */
export function isLike(row: Row, where: Readonly<Record<string, unknown>>, type: TypeRef, scene: Scene, place: Place): boolean {
  return Object.entries(where).every(([field, expected]) => {
    const at = place.sub(field);
    if (field === 'bu' && type.system === 'engagement') return unitOfRow(row, scene) === scene.unit(String(asText(expected)), at);
    return matches(expected, valueIn(row, field, type, at), scene.matching(at, fieldOf(type.info, field)?.kind));
  });
}

/** What differs between a record and the values expected of it. */
export function missesIn(
  row: Row,
  expected: Readonly<Record<string, unknown>>,
  ref: RecordRef,
  type: TypeRef,
  scene: Scene,
  place: Place,
): readonly Miss[] {
  const name = nameFor(ref, scene);
  return Object.entries(expected).flatMap(([field, wanted]) => {
    const at = place.sub(field);
    const actual = valueIn(row, field, type, at);
    if (matches(wanted, actual, scene.matching(at, fieldOf(type.info, field)?.kind))) return [];
    return [{ place: at, expected: `${field} of ${name} to be ${shownExpected(wanted, scene, at)}`, actual: show(actual), about: [ref] }];
  });
}

/** A record as reports call it: its name in the story, or its type and id. */
export function nameFor(ref: RecordRef, scene: Scene): string {
  return scene.names.nameOf(ref) ?? `${ref.system}.${ref.object} ${ref.id}`;
}

/** An expected value, and what its name or reference stands for. */
export function shownExpected(expected: unknown, scene: Scene, place: Place): string {
  const text = show(expected);
  if (typeof expected !== 'string') return text;
  const id = expected.startsWith('$') ? scene.resolved(expected, place) : scene.names.record(expected)?.id;
  return id === undefined || id === expected ? text : `${text} (${show(id)})`;
}

function readForm(
  raw: unknown,
  place: Place,
): { count: unknown; where: Record<string, unknown> | null; each: Record<string, unknown> | null } {
  if (!isMap(raw) || (isMatcher(raw) && !('count' in raw))) return { count: raw, where: null, each: null };
  for (const key of Object.keys(raw)) {
    if (KEYS.includes(key)) continue;
    const where = `Conditions on fields stand under "where", promises of each record under "each": { where: { ${key}: … } }.`;
    throw place.sub(key).keyProblem(`unknown key "${key}"`, suggestion(key, [...KEYS, ...MATCHERS], where));
  }
  const part = (key: 'where' | 'each'): Record<string, unknown> | null => {
    const value = raw[key];
    if (value === undefined || value === null) return null;
    if (isMap(value)) return value;
    throw place.sub(key).problem(`"${key}" is a map of fields`, 'Write { Email: jane@example.com }.');
  };
  return { count: raw['count'], where: part('where'), each: part('each') };
}

/** The value of a field; a field that neither the type nor the record knows is a slip of the author's. */
function valueIn(row: Row, field: string, type: TypeRef, place: Place): unknown {
  const value = pick(row, field);
  if (value !== undefined || fieldOf(type.info, field) !== undefined) return value;
  const head = field.split(/[.[]/)[0] ?? '';
  if (fieldOf(type.info, head) !== undefined || pick(row, head) !== undefined) return value;
  const known = type.info.fields.map((each) => each.name);
  throw place.keyProblem(`${type.system}.${type.info.name} has no field "${field}"`, suggestion(field, known));
}

/** Records of the other systems with a value that was looked for: what was decided about them tells why there is none here. */
function relatives(where: Readonly<Record<string, unknown>>, type: TypeRef, scene: Scene, place: Place): readonly RecordRef[] {
  const wanted = Object.entries(where)
    .map(([field, value]) => scene.resolved(asText(value), place.sub(field)))
    .filter((value) => typeof value === 'string' && value.length > 1);
  const words = new Set(wanted.map((value) => String(value).toLowerCase()));
  if (words.size === 0) return [];
  return COUNTERPARTS.filter((each) => !each.startsWith(`${type.system}.`)).flatMap((each) => {
    const other = scene.type(each, place);
    const rows = other.people
      .list(other.info.name)
      .filter((row) => Object.values(row).some((value) => words.has(String(value).toLowerCase())));
    return rows.slice(0, SHOWN_MAX).map((row) => refOf(row, other));
  });
}

/** The types that the sync makes one from the other. */
const COUNTERPARTS = [
  'salesforce.Lead',
  'salesforce.Contact',
  'salesforce.Account',
  'engagement.Prospect',
  'intacct.CUSTOMER',
  'intacct.CONTACT',
];

function refOf(row: Row, type: TypeRef): RecordRef {
  return { system: type.system, object: type.info.name, id: type.people.idOf(type.info.name, row) };
}

function shownRows(rows: readonly Row[], type: TypeRef, scene: Scene): string {
  const shown = rows.slice(0, SHOWN_MAX).map((row) => nameFor(refOf(row, type), scene));
  return `${shown.join(', ')}${rows.length > shown.length ? ', …' : ''}`;
}
