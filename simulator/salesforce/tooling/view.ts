import { type Row, Table } from '../../kernel/table.js';
import { type Field, fieldValue, Schema, type SObjectType } from '../schema.js';
import { SoqlEngine } from '../soql/engine.js';
import type { QueriedOrg } from '../soql/run.js';
import { StoredColumns } from '../soql/stored-columns.js';
import type { SalesforceOrg } from '../state.js';
import { TOOLING_OBJECTS } from './objects.js';
import { toolingRows } from './rows.js';

/** The objects of the Tooling API. */
export const TOOLING_SCHEMA = new Schema(TOOLING_OBJECTS);

/** Runs SOQL over what the org knows of itself. Its records are made anew for each query: they are few, and seldom asked for. */
export function toolingQueries(org: SalesforceOrg): SoqlEngine {
  const tables = new Map<string, Table<Row>>();
  const table = ({ name }: SObjectType): Table<Row> => {
    const known = tables.get(name);
    if (known !== undefined) return known;
    const made = new Table<Row>({ name, key: (row) => row['Id'] as string, stamp: () => 0 }, { wrote() {} });
    made.load(toolingRows(org, name));
    tables.set(name, made);
    return made;
  };
  // Only entities are referred to, and by their name.
  const lookup = (id: unknown): Row | undefined =>
    typeof id === 'string' ? table(TOOLING_SCHEMA.type('EntityDefinition')!).get(id) : undefined;
  const view: QueriedOrg = {
    world: org.world,
    ids: org.ids,
    sharing: org.sharing,
    schema: TOOLING_SCHEMA,
    table,
    lookup,
    value: (field: Field, row: Row) => fieldValue(field, row, lookup),
    isIndexed: () => false,
    findBy: (type, field, value) => table(type).filter((row) => String(row[field.name]).toLowerCase() === value.toLowerCase()),
    canRead: () => true,
    stored: new StoredColumns(),
  };
  return new SoqlEngine(view, org.soql.locators);
}
