import type { FieldType } from '../schema.js';
import type { CompiledQuery } from './query.js';
import type { ShapeEntry } from './shape.js';

/** One column as `?columns=true` describes it. */
type ColumnMetadata = Readonly<Record<string, unknown>>;

const NUMBERS: readonly FieldType[] = ['int', 'double', 'currency', 'percent'];
const TEXTS: readonly FieldType[] = ['string', 'textarea', 'phone', 'url', 'email', 'picklist', 'multipicklist', 'combobox'];

const APEX_TYPES: Partial<Record<FieldType, string>> = {
  id: 'Id',
  reference: 'Id',
  boolean: 'Boolean',
  int: 'Integer',
  double: 'Double',
  currency: 'Double',
  percent: 'Double',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
  address: 'Address',
  base64: 'Blob',
};

/**
 * What a query's result would have for columns; the Salesforce CLI asks before it prints a table.
 *
 * Source: fixture `queryFields.exemplars.ts` of salesforcecli/plugin-data; the parameter itself is undocumented.
 */
export function columnMetadata(query: CompiledQuery): Readonly<Record<string, unknown>> {
  const { type } = query;
  const shared = { entityName: type.name, keyPrefix: type.keyPrefix };
  if (query.kind === 'records') {
    const idSelected = query.shape.some((entry) => entry.kind === 'value' && entry.column.text === 'Id');
    return { columnMetadata: query.shape.map(columnOf), ...shared, groupBy: false, idSelected };
  }
  const columns = query.kind === 'count' ? [] : query.entries.map((entry) => groupColumn(entry.name, entry.label, entry.column.type));
  return { columnMetadata: columns, ...shared, groupBy: query.kind === 'groups' && query.isGroupedBy, idSelected: false };
}

function columnOf(entry: ShapeEntry): ColumnMetadata {
  switch (entry.kind) {
    case 'value': {
      const { field } = entry.column;
      const typed = { ...typeOf(entry.type), custom: field.isCustom, insertable: field.isCreateable, updatable: field.isUpdateable };
      return { ...EMPTY, ...typed, columnName: entry.name, displayName: entry.name };
    }
    case 'parent': {
      const { name, isCustom } = entry.hop.reference;
      const shown = { columnName: entry.name, displayName: entry.name, foreignKeyName: name, custom: isCustom };
      return { ...EMPTY, ...shown, joinColumns: entry.entries.map(columnOf) };
    }
    case 'typeof':
      return { ...EMPTY, columnName: entry.name, displayName: entry.name, foreignKeyName: entry.hop.reference.name };
    case 'children':
      return { ...EMPTY, aggregate: true, columnName: entry.name, displayName: entry.name, joinColumns: entry.query.shape.map(columnOf) };
  }
}

function groupColumn(name: string, label: string, type: FieldType): ColumnMetadata {
  return { ...EMPTY, ...typeOf(type), aggregate: true, columnName: name, displayName: label };
}

const EMPTY = {
  aggregate: false,
  apexType: null,
  booleanType: false,
  columnName: '',
  custom: false,
  displayName: '',
  foreignKeyName: null,
  insertable: false,
  joinColumns: [],
  numberType: false,
  textType: false,
  updatable: false,
};

function typeOf(type: FieldType): ColumnMetadata {
  const apexType = APEX_TYPES[type] ?? 'String';
  return { apexType, booleanType: type === 'boolean', numberType: NUMBERS.includes(type), textType: TEXTS.includes(type) };
}
