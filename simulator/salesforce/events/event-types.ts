import { field } from '../objects/fields.js';
import { NOTHING } from '../objects/object.js';
import { type Field, type Schema, SObjectType } from '../schema.js';
import { canBeCaptured, capturedFields } from './capture.js';
import { changeEventName } from './stream-event.js';

const known = new WeakMap<Schema, ReadonlyMap<string, SObjectType>>();

/** The types that exist for describes only, by lower-case name: `AccountChangeEvent` and its like. */
function changeEventTypes(schema: Schema): ReadonlyMap<string, SObjectType> {
  const kept = known.get(schema);
  if (kept !== undefined) return kept;
  const made = schema.types.filter(canBeCaptured).map(changeEventType);
  const types = new Map(made.map((type) => [type.name.toLowerCase(), type]));
  known.set(schema, types);
  return types;
}

/** Everything that describes list, by name. Source: Change Data Capture guide: change events are described as objects are. */
export function describedTypes(schema: Schema): readonly SObjectType[] {
  return [...schema.types, ...changeEventTypes(schema).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a describe can be asked for by name. */
export function describedType(schema: Schema, name: string): SObjectType | undefined {
  return schema.type(name) ?? changeEventTypes(schema).get(name.toLowerCase());
}

/**
 * The change events of an object as an object of their own.
 *
 * Source:  Change Data Capture guide, "Change Event Fields": `ReplayId`, `ChangeEventHeader` and the fields of the object.
 * Assumed: labels, and that nothing in it can be searched, sorted or required.
 */
function changeEventType(type: SObjectType): SObjectType {
  const { label, isCustom } = type.definition;
  return new SObjectType({
    name: changeEventName(type.name),
    label: `${label} Change Event`,
    labelPlural: `${label} Change Events`,
    keyPrefix: null,
    isCustom,
    associate: { kind: 'ChangeEvent', parent: type.name },
    ...NOTHING,
    isTriggerable: true,
    fields: [
      field('Id', 'id', 'd', { label: `${label} Change Event ID` }),
      readOnly(field('ReplayId', 'string(1000)', 'n')),
      readOnly(field('ChangeEventHeader', 'complexvalue', 'n')),
      ...type.fields
        .filter(({ name }) => name !== 'Id' && name !== 'IsDeleted')
        .filter(isTold(type))
        .map(readOnly),
    ],
    scopes: [],
  });
}

/** Captured fields, and the compounds that events have them in. */
function isTold(type: SObjectType): (field: Field) => boolean {
  const captured = new Set<Field>(capturedFields(type));
  const compounds = new Set([...captured].map(({ compoundFieldName }) => compoundFieldName));
  return (each) => captured.has(each) || compounds.has(each.name);
}

function readOnly(each: Field): Field {
  return {
    ...each,
    isNillable: true,
    isCreateable: false,
    isUpdateable: false,
    isDefaultedOnCreate: false,
    isIdLookup: false,
    isExternalId: false,
    isUnique: false,
    isNameField: false,
    childRelationshipName: null,
    isFilterable: false,
    isSortable: false,
    isGroupable: false,
    isAggregatable: false,
    described: null,
  };
}
