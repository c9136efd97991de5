import type { IndexKey, Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import type { Field, Schema, SObjectType } from '../schema.js';

/** The one index of all fields that were added while the org lived; its keys are `Field__c=value`. */
export const RUNTIME_INDEX = 'added fields';

/** Opens a table for every type, indexed by references, lookup and unique fields, emails and names, and ordered by SystemModstamp. */
export function openTables(world: World, schema: Schema, current: () => Schema): ReadonlyMap<string, Table<Row>> {
  return new Map(schema.types.map((type) => [type.name, openTable(world, type, current)]));
}

function openTable(world: World, type: SObjectType, current: () => Schema): Table<Row> {
  const indexes: Record<string, IndexKey<Row>> = {};
  for (const field of type.fields) if (isIndexed(field)) indexes[field.name] = keyOf(field);
  indexes[RUNTIME_INDEX] = (row) => runtimeKeys(type, current().type(type.name)!, row);
  return world.table<Row>('salesforce', {
    name: type.name,
    key: (row) => row['Id'] as string,
    indexes,
    stamp: (row) => row['SystemModstamp'] as number,
  });
}

/** The name of the index that serves a field; null when none does. */
export function indexesOf(type: SObjectType, field: Field): string | null {
  if (!isIndexed(field)) return null;
  return type.field(field.name) === undefined ? null : field.name;
}

function isIndexed(field: Field): boolean {
  if (field.derive !== null || field.type === 'id') return false;
  return (
    field.type === 'reference' || field.isIdLookup || field.isExternalId || field.isUnique || field.isNameField || field.type === 'email'
  );
}

function keyOf(field: Field): IndexKey<Row> {
  const { name } = field;
  if (field.type === 'reference' || field.isCaseSensitive) return (row) => textOf(row[name]);
  return (row) => textOf(row[name])?.toLowerCase();
}

function textOf(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}

function runtimeKeys(known: SObjectType, current: SObjectType, row: Row): readonly string[] | null {
  if (known.fields.length === current.fields.length) return null;
  const keys: string[] = [];
  for (const field of current.fields.slice(known.fields.length)) {
    if (!isIndexed(field)) continue;
    const value = textOf(row[field.name]);
    if (value !== null) keys.push(`${field.name}=${field.isCaseSensitive || field.type === 'reference' ? value : value.toLowerCase()}`);
  }
  return keys;
}
