import { parseJson } from '../../../kernel/json.js';
import type { SObjectType } from '../../schema.js';
import { childrenNamed, type Element, parseXml, XmlError } from '../../soap/xml.js';
import type { SalesforceOrg } from '../../state.js';
import { isTooDeep } from '../../wire/body.js';
import { extentOf } from '../../wire/json-extent.js';
import { type LoadRow, rowReader } from '../columns.js';
import { CLASSIC_FORM, CsvError, parseCsv } from '../csv.js';
import type { ClassicJob } from '../jobs.js';

/** The rows of a batch in the form of its job. Source: [BULK] (Bulk API) "Prepare Data Files". */
export function readRows(org: SalesforceOrg, type: SObjectType, form: ClassicJob['contentType'], text: string): readonly LoadRow[] {
  switch (form) {
    case 'CSV': {
      const { header, rows } = parseCsv(text, CLASSIC_FORM);
      return rows.map(rowReader(org, type, header));
    }
    case 'JSON':
      return readJsonRows(text);
    case 'XML':
      return readXmlRows(text);
  }
}

/** Values that a batch may have. Bound of ours: ten thousand rows with a hundred fields each. */
const VALUES_MAX = 1_000_000;
const TOO_DEEP = 'InvalidBatch : Failed to parse the batch: it is nested too deeply';

function readJsonRows(text: string): readonly LoadRow[] {
  const extent = extentOf(text, VALUES_MAX);
  if (extent === 'many') throw new CsvError('InvalidBatch : Failed to parse the batch: it has too many values');
  if (extent === 'deep') throw new CsvError(TOO_DEEP);
  let rows: unknown;
  try {
    rows = parseJson(text);
  } catch {
    throw new CsvError('InvalidBatch : Failed to parse the batch: it is not valid JSON');
  }
  if (isTooDeep(rows)) throw new CsvError(TOO_DEEP);
  if (!Array.isArray(rows)) throw new CsvError('InvalidBatch : Failed to parse the batch: an array of records was expected');
  return rows.map((row: unknown) => {
    if (typeof row !== 'object' || row === null) throw new CsvError('InvalidBatch : Failed to parse the batch: a record must be an object');
    return rowOf(Object.entries(row));
  });
}

function readXmlRows(text: string): readonly LoadRow[] {
  let root: Element;
  try {
    root = parseXml(text);
  } catch (error) {
    if (error instanceof XmlError) throw new CsvError(`InvalidBatch : Failed to parse the batch: ${error.message}`);
    throw error;
  }
  return childrenNamed(root, 'sObject').map((record) => rowOf(record.children.map((field) => [field.name, xmlValue(field)])));
}

/** A parent by external id stands as `<Owner><sObject><Username>...`. */
function xmlValue(field: Element): unknown {
  if (field.isNil) return null;
  const [inner] = childrenNamed(field, 'sObject');
  const parts = inner?.children ?? field.children;
  if (parts.length === 0) return field.text;
  const parent: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const part of parts) parent[part.name] = part.text;
  return parent;
}

function rowOf(entries: readonly (readonly [string, unknown])[]): LoadRow {
  let id = '';
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of entries) {
    if (name.toLowerCase() === 'id') id = value === null ? '' : String(value).trim();
    else values[name] = value;
  }
  return { id, values };
}
