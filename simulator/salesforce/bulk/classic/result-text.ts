import type { Row } from '../../../kernel/table.js';
import type { FieldType } from '../../schema.js';
import { tag } from '../../soap/xml.js';
import type { RecordPage } from '../../soql/engine.js';
import type { BoundEntry } from '../../soql/shape.js';
import { Decimal, toJson } from '../../state/print-record.js';
import type { SalesforceOrg } from '../../state.js';
import { csvLine } from '../csv.js';
import type { ClassicJob } from '../jobs.js';
import { cellText, columnsOf } from '../query-rows.js';

/** A query's records in the form of its job. Source: [BULK] (Bulk API) "Get Batch Results for a Query". */
export function printResult(org: SalesforceOrg, form: ClassicJob['contentType'], page: RecordPage, version: string): string {
  switch (form) {
    case 'CSV':
      return printCsv(page);
    case 'JSON':
      return toJson(page.rows.map((row) => record(org, page.entries, row, version)));
    case 'XML':
      return printXml(page);
  }
}

function printCsv({ entries, rows }: RecordPage): string {
  const columns = columnsOf(entries);
  const header = csvLine(columns.map(({ name }) => name));
  const lines = rows.map((row) => csvLine(columns.map(({ type, read }) => cellText(type, read(row)))));
  return `${[header, ...lines].join('\n')}\n`;
}

function record(org: SalesforceOrg, entries: readonly BoundEntry[], row: Row, version: string): Record<string, unknown> {
  const id = row['Id'] as string;
  const type = org.schema.typeOfId(id)?.name ?? '';
  const printed: Record<string, unknown> = { attributes: { type, url: `/services/data/${version}/sobjects/${type}/${id}` } };
  for (const entry of entries) {
    if (entry.kind === 'value') printed[entry.name] = jsonValue(entry.type, entry.read(row));
    if (entry.kind !== 'parent') continue;
    const parent = entry.read(row);
    printed[entry.name] = parent === null ? null : record(org, entry.entries, parent, version);
  }
  return printed;
}

/** Datetimes are milliseconds in the JSON of this API. */
function jsonValue(type: FieldType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  return type === 'double' || type === 'currency' || type === 'percent' ? new Decimal(value as number) : value;
}

function printXml({ entries, rows, type }: RecordPage): string {
  const records = rows.map((row) => `<records xsi:type="sObject">${fields(entries, row, type.name)}</records>`);
  const namespaces = 'xmlns="http://www.force.com/2009/06/asyncapi/dataload" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  return `<?xml version="1.0" encoding="UTF-8"?><queryResult ${namespaces}>${records.join('')}</queryResult>`;
}

function fields(entries: readonly BoundEntry[], row: Row, typeName: string): string {
  const parts = entries.map((entry) => {
    if (entry.kind === 'value') {
      const value = entry.read(row);
      return tag(entry.name, value === null || value === undefined ? null : cellText(entry.type, value));
    }
    if (entry.kind !== 'parent') return '';
    const parent = entry.read(row);
    if (parent === null) return tag(entry.name, null);
    return `<${entry.name} xsi:type="sObject">${fields(entry.entries, parent, entry.typeName)}</${entry.name}>`;
  });
  return `<type>${typeName}</type>${parts.join('')}`;
}
