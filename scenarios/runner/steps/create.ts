import { z } from 'zod';
import type { Place } from '../../../simulator/yaml/place.js';
import { asText, isMap } from '../../../simulator/yaml/written.js';
import { fields, newName, text, typeName } from '../language/pieces.js';
import { verb } from '../language/verb.js';
import { scanFields } from '../lint/fields.js';
import { type Sight, typeKey } from '../lint/sight.js';
import { fieldsFor } from '../stage/fields.js';
import type { Scene, TypeRef } from '../stage/scene.js';

const FORM = 'Write { salesforce.Lead: { as: jane, LastName: Jensen } } or a list of such.';
const record = z
  .record(
    typeName,
    z.union([fields, z.array(fields).min(1)]).meta({ write: 'Write the fields below the type, indented: { as: jane, LastName: Jensen }.' }),
  )
  .meta({ write: FORM });

/** A person creates records in one system; what is left out gets the vendor's default or a plausible value. */
export const create = verb({
  name: 'create',
  about: 'A person creates the record in that system.',
  form: z.union([record, z.array(record).min(1)]).meta({ write: FORM }),
  text: (form) =>
    `creates ${entries(form)
      .map(({ type, raw }) => describe(type, raw))
      .join(', ')}`,
  scan: (form, sight) => {
    for (const { type, raw, path } of entries(form)) scanOne(type, raw, sight, sight.place.sub(...path));
  },
  act: (form, scene) => {
    for (const { type, raw, path } of entries(form)) createOne(type, raw, scene, scene.place.sub(...path));
  },
});

type Form = z.infer<typeof record> | z.infer<typeof record>[];
type Entry = { readonly type: string; readonly raw: Record<string, unknown>; readonly path: readonly (string | number)[] };

/** Every record of the form, in the order of the file. */
function entries(form: Form): Entry[] {
  const maps = Array.isArray(form) ? form.map((map, index) => ({ map, path: [index] as (string | number)[] })) : [{ map: form, path: [] }];
  return maps.flatMap(({ map, path }) =>
    Object.entries(map).flatMap(([type, value]) =>
      Array.isArray(value)
        ? value.map((raw, index) => ({ type, raw, path: [...path, type, index] }))
        : [{ type, raw: value, path: [...path, type] }],
    ),
  );
}

function scanOne(written: string, raw: Record<string, unknown>, sight: Sight, place: Place): void {
  const type = sight.type(written, place);
  const { as, bu, ...fields } = raw;
  if (type !== null) {
    if (!type.info.isCreatable)
      sight.tell(place.keyProblem(`nobody creates ${written} by hand`, 'Records of this type come from the sync or the vendor.'));
    if (bu !== undefined && type.system === 'engagement') sight.unit(bu, place.sub('bu'));
    scanFields(bu === undefined || type.system === 'engagement' ? fields : { ...fields, bu }, type, sight, place);
    tellOn(written.toLowerCase(), raw, sight);
  }
  sight.catching(() => {
    const name = nameFrom(as, place.sub('as'));
    const { system = null, info } = type ?? {};
    if (name !== null) sight.declare(name, { kind: 'record', system, object: info?.name ?? null }, place.sub('as'));
  });
}

/** What later steps may use because of this record: the field that it defines, the user by any of the words that call it. */
function tellOn(type: string, raw: Readonly<Record<string, unknown>>, sight: Sight): void {
  const { fields, units, users } = sight.told;
  if (type === 'engagement.businessunit') units.add(String(asText(raw['name'] ?? '')).toLowerCase());
  if (type.endsWith('.customfield')) {
    const system = type.slice(0, type.indexOf('.'));
    const names = ['fullName', 'fieldId', 'name'].flatMap((name) => (raw[name] == null ? [] : [String(asText(raw[name])).toLowerCase()]));
    const object = raw['object'] ?? names[0]?.split('.')[0] ?? '';
    const key = system === 'engagement' ? 'engagement.prospect' : typeKey(system, String(asText(object)));
    const known = fields.get(key) ?? new Set();
    // The API shows a custom field with or without the suffix, and the metadata API with its object before it.
    for (const name of names)
      known
        .add(name)
        .add(`${name}__c`)
        .add(name.slice(name.indexOf('.') + 1));
    fields.set(key, known);
  }
  if (/\.(?:user|userinfo)$/.test(type)) {
    for (const value of Object.values(raw)) {
      const word = isMap(value) ? '' : String(asText(value)).toLowerCase();
      users.add(word).add(word.split('@')[0] ?? word);
    }
  }
}

function createOne(written: string, raw: Record<string, unknown>, scene: Scene, place: Place): void {
  const type = scene.type(written, place);
  if (!type.info.isCreatable)
    throw place.keyProblem(`nobody creates ${written} by hand`, 'Records of this type come from the sync or the vendor.');
  const { as, ...rest } = raw;
  const name = nameFrom(as, place.sub('as'));
  const unit = type.system === 'engagement' ? unitOf(raw['bu'], type, scene, place) : undefined;
  const values = fieldsFor(rest, type, scene, place);
  const given = unit === undefined || raw['bu'] === undefined ? { ...usernameOf(name, type), ...values } : { ...values, bu: unit };
  const id = scene.act(() => type.people.create(type.info.name, given, scene.actor(type.system)));
  if (name === null) return;
  const ref = { system: type.system, object: type.info.name, id, ...(unit === undefined ? {} : { unit }) };
  scene.names.declare(name, { kind: 'record', ref }, place.sub('as'));
}

/** A user signs in under the name that the story gives, so that an access list may name one who is made later. */
function usernameOf(name: string | null, { system, info, people }: TypeRef): Readonly<Record<string, string>> {
  const username = `${name}@backlot.test`;
  return system === 'salesforce' && info.name === 'User' && name !== null && people.user(username) === null ? { Username: username } : {};
}

/** The unit of a new Account Engagement record; undefined for types that belong to none. */
function unitOf(bu: unknown, type: TypeRef, scene: Scene, place: Place): string | undefined {
  if (type.info.name === 'BusinessUnit') return undefined;
  if (bu !== undefined) return scene.unit(String(asText(bu)), place.sub('bu'));
  return scene.stage.simulator.engagement.people.units()[0];
}

export function nameFrom(as: unknown, place: Place): string | null {
  if (as === undefined || as === null) return null;
  const read = newName.safeParse(as);
  if (read.success) return read.data;
  throw place.problem(
    `${JSON.stringify(asText(as))} ${read.error.issues[0]?.message ?? 'is not a name'}`,
    newName.meta()?.['write'] as string,
  );
}

function describe(type: string, raw: Record<string, unknown>): string {
  const as = text.safeParse(raw['as']);
  return as.success ? `${type} ${as.data}` : type;
}
