import type { Row } from '../../kernel/table.js';
import type { Field, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { datetimeText } from './dates.js';

const DECIMAL_TYPES = new Set(['double', 'currency', 'percent']);

/** A number that JSON shows with a decimal point even when it is whole: `1000000.0`. */
export class Decimal {
  constructor(readonly value: number) {}
}

const WHOLE = /^-?\d+$/;

/** A decimal as JSON shows it: with its point, unless it is so large that it has an exponent. Source: [REST] "Field Types". */
export function decimalText(value: number): string {
  const text = String(value);
  return WHOLE.test(text) ? `${text}.0` : text;
}

/** A field's value as REST JSON shows it; decimals are `Decimal`, so that `toJson` can give them their point. */
export function printValue(org: SalesforceOrg, field: Field, row: Row, version: string): unknown {
  const value = org.value(field, row);
  if (value === null) return null;
  if (field.type === 'base64') return blobUrl(org.schema.typeOfId(row['Id'] as string)!.name, field.name, row, version);
  if (field.type === 'datetime') return datetimeText(value as number);
  if (DECIMAL_TYPES.has(field.type)) return new Decimal(value as number);
  return value;
}

/** Where the content of a binary field is read. Source: REST API guide, "sObject Blob Get". */
function blobUrl(type: string, field: string, row: Row, version: string): string {
  return `/services/data/${version}/sobjects/${type}/${String(row['Id'])}/${field}`;
}

/** A record as REST shows it: `attributes`, then the fields. */
export function printRecord(
  org: SalesforceOrg,
  type: SObjectType,
  row: Row,
  version: string,
  fields: readonly Field[] = type.fields,
): Record<string, unknown> {
  const record: Record<string, unknown> = {
    attributes: { type: type.name, url: `/services/data/${version}/sobjects/${type.name}/${row['Id']}` },
  };
  for (const field of fields) record[field.name] = printValue(org, field, row, version);
  return record;
}

/** JSON text of a printed value. */
export function toJson(value: unknown): string {
  if (value instanceof Decimal) return decimalText(value.value);
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts: string[] = [];
  for (const [key, each] of Object.entries(value)) if (each !== undefined) parts.push(`${JSON.stringify(key)}:${toJson(each)}`);
  return `{${parts.join(',')}}`;
}
