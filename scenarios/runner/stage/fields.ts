import type { FieldInfo, Fields, People } from '../../../simulator/kernel/people.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { asText, isMap, plain } from '../../../simulator/yaml/written.js';
import { fieldOf, type Scene, type TypeRef } from './scene.js';

/** Field values of a scenario as the vendor's people get them: names become ids, unquoted scalars of text fields stay as written. */
export function fieldsFor(raw: Readonly<Record<string, unknown>>, type: TypeRef, scene: Scene, place: Place): Fields {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) fields[name] = fieldValue(value, fieldOf(type.info, name), type, scene, place.sub(name));
  return fields;
}

/** One value for one field; a field that the vendor does not list gets it as the file has it. */
export function fieldValue(raw: unknown, field: FieldInfo | undefined, type: TypeRef, scene: Scene, place: Place): unknown {
  const value = scene.resolved(raw, place);
  if (value === null || value === undefined) return null;
  // What a reference gave is the vendor's own value already.
  if (value !== raw && typeof raw === 'string' && !raw.startsWith('$$')) return value;
  // The user of an Account Engagement user in Salesforce is chosen there.
  const people = field?.name === 'crmUsername' ? scene.stage.people('salesforce') : type.people;
  switch (field?.kind) {
    case 'text':
      return asText(value);
    case 'reference':
      return Array.isArray(value) ? value.map((each) => idFor(each, people, scene)) : idFor(value, people, scene);
    case 'list':
    case 'structure':
      return named(value, type, scene, place);
    default:
      return literal(value, scene, place);
  }
}

/** A name of a record or of a user as its id; a literal id stays. */
function idFor(value: unknown, people: People, scene: Scene): unknown {
  const text = asText(value);
  if (typeof text !== 'string') return plain(value);
  return scene.names.record(text)?.id ?? people.user(text) ?? text;
}

/** Nested data in which any text may be the name of a record or of a user. */
function named(value: unknown, type: TypeRef, scene: Scene, place: Place): unknown {
  if (Array.isArray(value)) return value.map((each, index) => named(each, type, scene, place.sub(index)));
  if (isMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, named(each, type, scene, place.sub(key))]));
  }
  const resolved = scene.resolved(value, place);
  return typeof resolved === 'string' ? idFor(resolved, type.people, scene) : plain(resolved);
}

function literal(value: unknown, scene: Scene, place: Place): unknown {
  if (Array.isArray(value)) return value.map((each, index) => literal(each, scene, place.sub(index)));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, literal(each, scene, place.sub(key))]));
  return plain(scene.resolved(value, place));
}
