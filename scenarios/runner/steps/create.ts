import { z } from 'zod';
import { fields, newName, text, typeName } from '../language/pieces.js';
import type { Place } from '../language/place.js';
import { verb } from '../language/verb.js';
import { asText } from '../language/written.js';
import { fieldsFor } from '../stage/fields.js';
import type { Scene, TypeRef } from '../stage/scene.js';

const record = z.record(typeName, z.union([fields, z.array(fields).min(1)]));

/** A person creates records in one system; what is left out gets the vendor's default or a plausible value. */
export const create = verb({
  name: 'create',
  about: 'A person creates the record in that system.',
  form: z
    .union([record, z.array(record).min(1)])
    .meta({ write: 'Write { salesforce.Lead: { as: jane, LastName: Jensen } } or a list of such.' }),
  text: (form) =>
    `creates ${entries(form)
      .map(({ type, raw }) => describe(type, raw))
      .join(', ')}`,
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

function createOne(written: string, raw: Record<string, unknown>, scene: Scene, place: Place): void {
  const type = scene.type(written, place);
  if (!type.info.isCreatable)
    throw place.keyProblem(`nobody creates a ${written} by hand`, 'Records of this type come from the sync or the vendor.');
  const { as, ...rest } = raw;
  const name = nameFrom(as, place.sub('as'));
  const unit = type.system === 'engagement' ? unitOf(raw['bu'], type, scene, place) : undefined;
  const values = fieldsFor(rest, type, scene, place);
  const given = unit === undefined || raw['bu'] === undefined ? values : { ...values, bu: unit };
  const id = scene.act(() => type.people.create(type.info.name, given, scene.actor(type.system)));
  if (name === null) return;
  const ref = { system: type.system, object: type.info.name, id, ...(unit === undefined ? {} : { unit }) };
  scene.names.declare(name, { kind: 'record', ref }, place.sub('as'));
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
