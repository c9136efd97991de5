import { z } from 'zod';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import type { RecordRef } from '../../../src/model/record.js';
import type { SystemName } from '../../../src/model/wire.js';
import { matcher, name, SYSTEMS, text } from '../language/pieces.js';
import { show } from '../language/show.js';
import { scanCount } from '../lint/fields.js';
import type { Sight, SightedType } from '../lint/sight.js';
import { isSame } from '../stage/names.js';
import { isSystem, type Scene } from '../stage/scene.js';
import { type SyncWrite, syncWrites } from '../stage/sync-writes.js';
import { check } from './check.js';
import { matches } from './match.js';
import { pick } from './pick.js';
import { nameFor } from './records.js';

const SHOWN_MAX = 6;

const form = z
  .strictObject({
    to: z.enum(['salesforce', 'engagement', 'intacct']).optional(),
    object: text.optional(),
    operation: z.enum(['create', 'update', 'delete']).optional(),
    record: name.optional(),
    field: text.optional(),
    since: text.optional(),
    count: matcher.optional(),
  })
  .meta({ write: 'Write { to: intacct, count: 0 }, or a list of such.' });

type Form = z.infer<typeof form>;

/** Records that the sync core changed in a stand-in. */
export const writes = check({
  name: 'writes',
  about: 'Records changed in a stand-in by the sync core since `given` or a mark; a lost reply counts, a refusal does not.',
  form,
  scan: (given, sight, place) => scanFilter(given, sight, place),
  evaluate: (given, scene, place) => {
    const since = given.since === undefined ? scene.begin : scene.names.needMark(given.since, place.sub('since'));
    const wanted = { ...systemAndObject(given.object, given.to, place), record: recordOf(given, scene) };
    const found = syncWrites(scene.stage, since.changes).filter((write) => isWanted(write, given, wanted));
    const count = given.count ?? { atLeast: 1 };
    if (matches(count, found.length, scene.matching(place.sub('count'), 'number'))) return [];
    const shown = found.slice(0, SHOWN_MAX).map((write) => `${write.operation} ${nameFor(write.ref, scene)}`);
    const actual = `${found.length}${shown.length === 0 ? '' : `: ${shown.join(', ')}${found.length > shown.length ? ', …' : ''}`}`;
    const about = found.slice(0, SHOWN_MAX).map((write) => write.ref);
    return [{ place: place.sub('count'), expected: `${show(count)} writes ${filterText(given)}`, actual, about }];
  },
});

type Filter = Partial<Pick<Form, 'to' | 'object' | 'record' | 'field' | 'since' | 'count'>>;

/** What narrows writes or calls: a slip there would count nothing, and hold. */
export function scanFilter({ to, object, record, field, since, count }: Filter, sight: Sight, place: Place): void {
  sight.needMark(since, place.sub('since'));
  if (record !== undefined) sight.nameOrId(record, place.sub('record'));
  scanCount(count, sight, place.sub('count'));
  sight.catching(() => {
    const { system, object: name } = systemAndObject(object, to, place);
    const types = typesOf(system, name, sight, place.sub('object'));
    if (field === undefined || types.length === 0 || types.some((type) => sight.hasField(type, field))) return;
    const known = types.flatMap((type) => type.info.fields.map((each) => each.name));
    const where = name === null ? (system ?? 'no system') : `${types[0]!.system}.${types[0]!.info.name}`;
    sight.tell(place.sub('field').problem(`${where} has no field "${field}"`, suggestion(field, known)));
  });
}

/** The types that a filter leaves; tells when it leaves none. */
function typesOf(system: SystemName | null, object: string | null, sight: Sight, place: Place): readonly SightedType[] {
  const { catalogue } = sight.told;
  if (object === null) return catalogue.types(system);
  if (system !== null) return [sight.type(`${system}.${object}`, place, false)].filter((type) => type !== null);
  const found = SYSTEMS.flatMap((each) => {
    const info = catalogue.type(each, object);
    return info === undefined ? [] : [{ system: each, info }];
  });
  if (found.length === 0)
    sight.tell(
      place.problem(`no system has a type "${object}"`, suggestion(object, new Set(catalogue.types(null).map(({ info }) => info.name)))),
    );
  return found;
}

type Wanted = { readonly system: string | null; readonly object: string | null; readonly record: RecordRef | string | null };

function isWanted(write: SyncWrite, given: Form, { system, object, record }: Wanted): boolean {
  const { ref, operation } = write;
  if (system !== null && ref.system !== system) return false;
  if (object !== null && ref.object.toLowerCase() !== object.toLowerCase()) return false;
  if (given.operation !== undefined && operation !== given.operation) return false;
  if (typeof record === 'string' && ref.id !== record) return false;
  if (record !== null && typeof record !== 'string' && !isSame(ref, record)) return false;
  return given.field === undefined || hasChanged(write, given.field);
}

function hasChanged({ before, after }: SyncWrite, field: string): boolean {
  const [was, is] = [pick(before, field) ?? null, pick(after, field) ?? null];
  return JSON.stringify(was) !== JSON.stringify(is);
}

/** `salesforce.Lead` or `Lead`, beside `to`. */
export function systemAndObject(
  object: string | undefined,
  to: SystemName | undefined,
  place: Place,
): { system: SystemName | null; object: string | null } {
  if (object === undefined) return { system: to ?? null, object: null };
  const dot = object.indexOf('.');
  if (dot < 0) return { system: to ?? null, object };
  const system = object.slice(0, dot);
  if (!isSystem(system)) throw place.sub('object').problem(`"${system}" is not a system`, 'Write salesforce.Lead, or Lead beside "to".');
  if (to !== undefined && to !== system) throw place.sub('object').problem(`"to" says ${to} and "object" ${system}`, 'Name one system.');
  return { system, object: object.slice(dot + 1) };
}

function recordOf(given: Form, scene: Scene): RecordRef | string | null {
  if (given.record === undefined) return null;
  return scene.names.record(given.record.replace(/^\$/, '')) ?? given.record;
}

function filterText({ to, object, operation, record, field, since }: Form): string {
  const parts = [
    to && `to ${to}`,
    object && `of ${object}`,
    operation && `(${operation})`,
    record && `of ${record}`,
    field && `in ${field}`,
    since && `since ${since}`,
  ];
  return `by the sync ${parts.filter(Boolean).join(' ')}`.trim();
}
