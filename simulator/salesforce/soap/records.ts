import type { Row } from '../../kernel/table.js';
import type { FieldType } from '../schema.js';
import type { QueryPage, RecordPage } from '../soql/engine.js';
import type { BoundEntry } from '../soql/shape.js';
import { escapeXml, tag } from './xml.js';

/** A page of a query as a `<result>`. Source: [SOAP] "QueryResult". */
export function queryResult(page: QueryPage): string {
  if (page.kind === 'count') return resultOf('', page.totalSize, null);
  if (page.kind === 'groups') return resultOf(page.rows.map((row) => groupRecord(page, row)).join(''), page.totalSize, null);
  return resultOf(
    page.rows.map((row) => record(page, page.entries, page.type.name, row, 'records', [])).join(''),
    page.totalSize,
    page.next,
  );
}

/** One record as an element of any name. */
export function recordElement(page: RecordPage, row: Row, element: string): string {
  return record(page, page.entries, page.type.name, row, element, []);
}

function resultOf(records: string, size: number, next: string | null): string {
  return `<result xsi:type="QueryResult"><done>${next === null}</done>${tag('queryLocator', next)}${records}<size>${size}</size></result>`;
}

function groupRecord(page: QueryPage & { kind: 'groups' }, row: Row): string {
  const values = page.entries.map(({ name, column }) => valueTag(name, column.type, row[column.text], true));
  return `<records xsi:type="sf:sObject"><sf:type>AggregateResult</sf:type><sf:Id xsi:nil="true"/>${values.join('')}</records>`;
}

/** A record has its type and id first; the id stands again among the fields when it was selected. */
function record(
  page: RecordPage,
  entries: readonly BoundEntry[],
  typeName: string,
  row: Row,
  element: string,
  path: readonly number[],
): string {
  const isIdSelected = entries.some((entry) => entry.kind === 'value' && entry.type === 'id' && entry.name === 'Id');
  const start = `<${element} xsi:type="sf:sObject"><sf:type>${typeName}</sf:type>${tag('sf:Id', isIdSelected ? String(row['Id']) : null)}`;
  return `${start}${entries.map((entry) => entryTag(page, entry, row, path)).join('')}</${element}>`;
}

function entryTag(page: RecordPage, entry: BoundEntry, row: Row, path: readonly number[]): string {
  switch (entry.kind) {
    case 'value':
      return valueTag(entry.name, entry.type, entry.read(row));
    case 'parent': {
      const parent = entry.read(row);
      if (parent === null) return tag(`sf:${entry.name}`, null);
      return record(page, entry.entries, entry.typeName, parent, `sf:${entry.name}`, path);
    }
    case 'typeof': {
      const parent = entry.read(row);
      if (parent === null) return tag(`sf:${entry.name}`, null);
      const type = entry.typeOf(parent);
      return record(page, entry.entriesOf(type), type, parent, `sf:${entry.name}`, path);
    }
    case 'children':
      return childrenTag(page, entry, row, [...path, entry.index]);
  }
}

function childrenTag(page: RecordPage, entry: BoundEntry & { kind: 'children' }, row: Row, path: readonly number[]): string {
  const rows = entry.read(row);
  if (rows.length === 0) return tag(`sf:${entry.name}`, null);
  const { rows: shown, next } = page.children(path, rows);
  const records = shown.map((each) => record(page, entry.entries, entry.type.name, each, 'records', path)).join('');
  const size = `<done>${next === null}</done>${tag('queryLocator', next)}${records}<size>${rows.length}</size>`;
  return `<sf:${entry.name} xsi:type="QueryResult">${size}</sf:${entry.name}>`;
}

const XSD_TYPES: Partial<Record<FieldType, string>> = {
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  boolean: 'xsd:boolean',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
};

/** `<sf:Name>value</sf:Name>`; the values of aggregates carry their XML type. */
export function valueTag(name: string, type: FieldType, value: unknown, isTyped = false): string {
  if (value === null || value === undefined) return tag(`sf:${name}`, null);
  if (typeof value === 'object') return compoundTag(name, type, value as Record<string, unknown>);
  const attribute = isTyped ? ` xsi:type="${XSD_TYPES[type] ?? 'xsd:string'}"` : '';
  return `<sf:${name}${attribute}>${escapeXml(valueText(type, value))}</sf:${name}>`;
}

/** Addresses and places. */
function compoundTag(name: string, type: FieldType, value: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(value).map(([key, part]) => tag(key, part === null ? null : String(part)));
  return `<sf:${name} xsi:type="${type}">${parts.join('')}</sf:${name}>`;
}

/** Source: [SOAP] "Primitive Data Types": datetimes end in `Z`. */
function valueText(type: FieldType, value: unknown): string {
  if (type === 'datetime') return new Date(value as number).toISOString();
  if (type === 'double' || type === 'currency' || type === 'percent') {
    const text = String(value);
    return /^-?\d+$/.test(text) ? `${text}.0` : text;
  }
  return String(value);
}
