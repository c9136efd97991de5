import { formulaDerivation } from '../formula/field-formula.js';
import { STANDARD_OBJECTS } from '../objects/index.js';
import { type Field, Schema, type SObjectDefinition } from '../schema.js';
import { type AddedObject, definitionOf } from './custom-objects.js';
import type { AddedField } from './definitions.js';
import { asDescribed, type DescribedObject } from './described.js';

/** What people added to an org, as data. */
export type SchemaParts = {
  readonly added: readonly AddedField[];
  readonly objects: readonly AddedObject[];
  /** How another org, which this one is to be like, describes its objects. */
  readonly described: readonly DescribedObject[];
};

const STANDARD_SCHEMA = new Schema(STANDARD_OBJECTS);

/** The standard types with what people added. `now` is what the formulas of fields read. */
export function schemaWith({ added, objects, described }: SchemaParts, now: () => number): Schema {
  if (added.length === 0 && objects.length === 0 && described.length === 0) return STANDARD_SCHEMA;
  const computed = ({ name }: SObjectDefinition, field: Field): Field =>
    field.computation?.kind === 'formula' && field.derive === null
      ? { ...field, derive: formulaDerivation(field, field.computation, () => ({ type: schema.type(name)!, schema, now })) }
      : field;
  const definitions = [...STANDARD_OBJECTS, ...objects.map(definitionOf)].map((definition): SObjectDefinition => {
    const fields = added.filter(({ type }) => type === definition.name).map(({ field }) => field);
    const own = fields.length === 0 ? definition : { ...definition, fields: [...definition.fields, ...fields] };
    const other = described.find(({ name }) => name === definition.name);
    const whole = other === undefined ? own : asDescribed(own, other);
    return whole === definition ? definition : { ...whole, fields: whole.fields.map((field) => computed(definition, field)) };
  });
  const schema: Schema = new Schema(definitions);
  return schema;
}
