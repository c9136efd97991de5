import type { Row } from '../../kernel/table.js';
import type { Field, FieldType, Schema } from '../schema.js';
import type { QueriedOrg } from './run.js';

/**
 * What may be read of a parent that can be of several types (`Owner` of a lead, `Who`, `What`).
 *
 * Source: Object Reference, "Name": the object behind polymorphic relationships.
 */
const NAME_FIELDS: readonly (readonly [string, FieldType])[] = [
  ['Id', 'id'],
  ['Name', 'string'],
  ['Type', 'picklist'],
  ['FirstName', 'string'],
  ['LastName', 'string'],
  ['Email', 'email'],
  ['Phone', 'phone'],
  ['Title', 'string'],
  ['Username', 'string'],
  ['Alias', 'string'],
  ['IsActive', 'boolean'],
  ['ProfileId', 'reference'],
  ['UserRoleId', 'reference'],
];

const BY_NAME = new Map(NAME_FIELDS.map(([name, type]) => [name.toLowerCase(), nameField(name, type)]));

/** A field of the Name object, found without letter case. */
export function polymorphicField(name: string): Field | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** What lies above it: a user's profile and role, which other types do not have. */
const NAME_PARENTS = ['profile', 'userrole'];

/** The reference behind a parent of the Name object. */
export function polymorphicParent(schema: Schema, name: string): Field | undefined {
  return NAME_PARENTS.includes(name.toLowerCase()) ? schema.type('User')?.parent(name) : undefined;
}

/** Its value in a record of whatever type. */
export function polymorphicValue(org: QueriedOrg, field: Field, row: Row): unknown {
  const type = org.schema.typeOfId(row['Id'] as string);
  if (field.name === 'Type') return type?.name ?? null;
  const actual = type?.field(field.name);
  return actual === undefined ? null : org.value(actual, row);
}

function nameField(name: string, type: FieldType): Field {
  return {
    name,
    label: name,
    type,
    length: 255,
    precision: 0,
    scale: 0,
    digits: 0,
    isNillable: true,
    isCreateable: false,
    isUpdateable: false,
    isDefaultedOnCreate: false,
    defaultValue: null,
    isIdLookup: false,
    isExternalId: false,
    isUnique: false,
    isCaseSensitive: false,
    isNameField: name === 'Name',
    isCalculated: false,
    isCustom: false,
    isAutoNumber: false,
    isRestrictedPicklist: false,
    picklist: [],
    referenceTo: [],
    relationshipName: null,
    childRelationshipName: null,
    onDelete: 'none',
    compoundFieldName: null,
    isFilterable: true,
    isSortable: true,
    isGroupable: true,
    isAggregatable: true,
    computation: null,
    derive: null,
    described: null,
  };
}
