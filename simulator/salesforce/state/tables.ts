import type { IndexKey, Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { type Field, type Schema, SObjectType } from '../schema.js';
import { definitionOf } from './custom-objects.js';

/** The one index of all fields that were added while the org lived; its keys are `Field__c=value`. */
export const RUNTIME_INDEX = 'added fields';

/** Opens a table for every type, indexed by references, lookup and unique fields, emails and names, and ordered by SystemModstamp. */
export function openTables(world: World, schema: Schema, current: () => Schema): ReadonlyMap<string, Table<Row>> {
  return new Map(schema.types.map((type) => [type.name, openTable(world, type, current)]));
}

/** Opens the table of a custom object that people add. Its custom fields all share the one index of added fields. */
export function openCustomTable(world: World, name: string, current: () => Schema): Table<Row> {
  return openTable(world, new SObjectType(definitionOf({ fullName: name, keyPrefix: '' })), current);
}

function openTable(world: World, type: SObjectType, current: () => Schema): Table<Row> {
  const indexes: Record<string, IndexKey<Row>> = {};
  for (const field of type.fields) if (isIndexed(field)) indexes[field.name] = keyOf(field);
  const runtimeKeys = runtimeKeysOf(type);
  indexes[RUNTIME_INDEX] = (row) => runtimeKeys(current().type(type.name) ?? type, row);
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

/** Keys of a row in the index of added fields. Which fields those are is found once per schema. */
function runtimeKeysOf(known: SObjectType): (current: SObjectType, row: Row) => readonly string[] | null {
  const added = new WeakMap<SObjectType, readonly Field[]>();
  const addedTo = (current: SObjectType): readonly Field[] => {
    const found = current.fields.filter((field) => isIndexed(field) && indexesOf(known, field) === null);
    added.set(current, found);
    return found;
  };
  return (current, row) => {
    if (current === known) return null;
    const fields = added.get(current) ?? addedTo(current);
    return fields.length === 0 ? null : fields.flatMap((field) => runtimeKey(field, textOf(row[field.name])));
  };
}

function runtimeKey({ name, isCaseSensitive, type }: Field, value: string | null): readonly string[] {
  if (value === null) return [];
  return [`${name}=${isCaseSensitive || type === 'reference' ? value : value.toLowerCase()}`];
}
