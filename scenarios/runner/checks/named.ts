import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { isMap, plain } from '../../../simulator/yaml/written.js';
import type { RecordRef } from '../../../src/model/record.js';
import { show } from '../language/show.js';
import { scanExpected, scanMatcher } from '../lint/fields.js';
import type { Sight, Sighted } from '../lint/sight.js';
import { isSame, type Named } from '../stage/names.js';
import type { Scene } from '../stage/scene.js';
import type { Miss } from './check.js';
import { matches } from './match.js';
import { pick } from './pick.js';
import { missesIn } from './records.js';
import { shownErrors } from './sync-errors.js';

/** A check of something that an earlier step named: a record, a fault, the outcome of an import, a reply. */
export function checkNamed(name: string, raw: unknown, scene: Scene, place: Place): readonly Miss[] {
  const named = scene.names.get(name)!;
  switch (named.kind) {
    case 'record':
      return checkRecord(name, named.ref, raw, scene, place);
    case 'awaited': {
      const ref = named.find();
      if (ref !== null) return checkRecord(name, ref, raw, scene, place);
      if (raw === 'gone') return [];
      const errors = shownErrors(scene).filter(({ record }) => isSame(record, named.source));
      const actual = [`the sync made no ${named.object} for it`, ...errors.map(({ text }) => text)].join(': ');
      return [{ place, expected: `${name} to exist`, actual, about: [named.source] }];
    }
    case 'fault':
      return checkFault(name, named, raw, scene, place);
    case 'import':
      return checkValues(name, named.outcome, raw, scene, place);
    case 'reply':
      return checkValues(name, named.reply, raw, scene, place);
  }
}

/** The same check before anything is played. */
export function scanNamed(name: string, sighted: Sighted, raw: unknown, sight: Sight, place: Place): void {
  if (sighted.kind === 'record') {
    if (raw === 'gone' || raw === 'exists' || (isMap(raw) && (raw['not'] === 'gone' || raw['not'] === 'exists'))) return;
    if (isMap(raw)) scanExpected(raw, sight.record(name, place), sight, place);
    else sight.tell(place.problem(`${show(raw)} cannot be checked of a record`, 'Write gone, exists, or { Field: value }.'));
    return;
  }
  if (sighted.kind === 'fault') {
    const isCount = typeof plain(raw) === 'number' || isMap(raw);
    if (raw !== 'fired' && !isCount) sight.tell(place.problem(`${show(raw)} cannot be checked of a fault`, 'Write fired, or how often.'));
    return;
  }
  const known = PARTS[sighted.kind];
  if (!isMap(raw)) {
    sight.tell(place.problem(`${show(raw)} cannot be checked of "${name}"`, `Write { ${known.join(': …, ')}: … }.`));
    return;
  }
  for (const [path, wanted] of Object.entries(raw)) {
    const head = path.split(/[.[]/)[0] ?? '';
    if (!known.includes(head)) sight.tell(place.sub(path).keyProblem(`"${name}" has no "${head}"`, suggestion(head, known)));
    scanMatcher(wanted, sight, place.sub(path));
  }
}

const PARTS: Readonly<Record<'import' | 'reply', readonly string[]>> = {
  import: ['created', 'matched', 'updated', 'errors', 'ids', 'messages'],
  reply: ['status', 'headers', 'body'],
};

function checkRecord(name: string, ref: RecordRef, raw: unknown, scene: Scene, place: Place): readonly Miss[] {
  const state = scene.stage.people(ref.system).stateOf(ref.object, ref.id);
  const about = [ref];
  if (raw === 'gone') return state === 'live' ? [{ place, expected: `${name} to be gone`, actual: 'it is there', about }] : [];
  if (raw === 'exists') return state === 'live' ? [] : [{ place, expected: `${name} to exist`, actual: stateText(state), about }];
  if (isMap(raw) && (raw['not'] === 'gone' || raw['not'] === 'exists')) {
    return checkRecord(name, ref, raw['not'] === 'gone' ? 'exists' : 'gone', scene, place);
  }
  if (!isMap(raw)) throw place.problem(`${show(raw)} cannot be checked of a record`, `Write gone, exists, or { Field: value }.`);
  const row = scene.read(ref);
  if (row === null) return [{ place, expected: `${name} to exist`, actual: stateText(state), about }];
  return missesIn(row, raw, ref, scene.type(`${ref.system}.${ref.object}`, place), scene, place);
}

function stateText(state: 'live' | 'deleted' | 'gone'): string {
  return state === 'deleted' ? 'it is in the recycle bin' : 'it is gone';
}

function checkFault(name: string, named: Named & { kind: 'fault' }, raw: unknown, scene: Scene, place: Place): readonly Miss[] {
  const fired = scene.stage.world.faults.get(named.fault)?.fired ?? 0;
  if (raw === 'fired') return fired > 0 ? [] : [{ place, expected: `fault ${name} to have fired`, actual: 'no call met it', about: [] }];
  if (matches(raw, fired, scene.matching(place, 'number'))) return [];
  if (isMap(raw) && raw['not'] === 'fired')
    return fired === 0 ? [] : [{ place, expected: `fault ${name} not to have fired`, actual: `it fired ${fired} times`, about: [] }];
  return [{ place, expected: `fault ${name} to have fired ${show(raw)} times`, actual: String(fired), about: [] }];
}

function checkValues(name: string, of: unknown, raw: unknown, scene: Scene, place: Place): readonly Miss[] {
  if (!isMap(raw))
    throw place.problem(`${show(raw)} cannot be checked of "${name}"`, `Write { ${Object.keys(of as object).join(': …, ')}: … }.`);
  return Object.entries(raw).flatMap(([path, wanted]) => {
    const at = place.sub(path);
    const head = path.split(/[.[]/)[0] ?? '';
    if (!Object.hasOwn(of as object, head)) throw at.keyProblem(`"${name}" has no "${head}"`, suggestion(head, Object.keys(of as object)));
    const actual = pick(of, path);
    if (matches(wanted, actual, scene.matching(at))) return [];
    return [{ place: at, expected: `${path} of ${name} to be ${show(wanted)}`, actual: `${show(actual)}${reasonIn(of, path)}`, about: [] }];
  });
}

/** A status that was not expected says little without what the vendor said with it. */
function reasonIn(of: unknown, path: string): string {
  if (path !== 'status' || !isMap(of)) return '';
  const body = show(of['body'] ?? '');
  return `, with ${body.length > REASON_MAX ? `${body.slice(0, REASON_MAX)}…` : body}`;
}

const REASON_MAX = 300;
