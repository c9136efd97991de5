import type { Person, PersonFields, Value } from '../../model/engagement.js';
import type { SalesforceRow } from './client.js';

/** The columns of a Lead or Contact that the model has words for; mapped fields come on top. Source: object reference, Lead and Contact. */
export const PERSON_COLUMNS = {
  Lead: ['Id', 'Email', 'OwnerId', 'IsDeleted', 'MasterRecordId', 'IsConverted', 'ConvertedContactId', ...stamps()],
  Contact: ['Id', 'Email', 'OwnerId', 'AccountId', 'IsDeleted', 'MasterRecordId', ...stamps()],
} as const;

/** A person with what only the poll needs. */
export type PolledPerson = Person & {
  readonly stamp: number;
  readonly modifiedById: string | null;
  /** Mapped fields that are formulas. */
  readonly formulas: ReadonlySet<string>;
};

/** A row of Lead or Contact in the model's words; `fields` picks the mapped ones, parents by path. */
export function readPerson(
  type: 'Lead' | 'Contact',
  row: SalesforceRow,
  fields: readonly string[],
  formulas: ReadonlySet<string> = NONE,
): PolledPerson {
  return {
    type,
    id: String(row['Id']),
    email: textOf(row['Email']),
    createdAt: instantOf(row['CreatedDate']) ?? 0,
    modifiedAt: instantOf(row['LastModifiedDate']) ?? 0,
    lastActivityAt: instantOf(row['LastActivityDate']),
    ownerId: textOf(row['OwnerId']),
    accountId: textOf(row['AccountId']),
    isDeleted: row['IsDeleted'] === true,
    masterId: textOf(row['MasterRecordId']),
    isConverted: row['IsConverted'] === true,
    convertedContactId: textOf(row['ConvertedContactId']),
    fields: Object.fromEntries(fields.map((field) => [field, valueAt(row, field)])) satisfies PersonFields,
    stamp: instantOf(row['SystemModstamp']) ?? 0,
    modifiedById: textOf(row['LastModifiedById']),
    formulas,
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Text in a SOQL literal. Source: SOQL and SOSL reference, "Quoted String Escape Sequences". */
export function soqlText(text: string): string {
  const escaped = text
    .replace(/[\\']/g, (character) => `\\${character}`)
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
  return `'${escaped}'`;
}

/** An instant in a SOQL condition. */
export function soqlInstant(at: number): string {
  return new Date(at).toISOString();
}

/** Lists for `IN (…)`, each short enough for a URL. Source: REST API guide, "Limits": 16,384 bytes for a URI. */
export function inLists(values: Iterable<string>): string[] {
  const lists: string[] = [];
  let list: string[] = [];
  let length = 0;
  for (const value of values) {
    const text = soqlText(value);
    const cost = encodeURIComponent(text).length + 3;
    if (list.length > 0 && length + cost > IN_LIST_CHARS_MAX) {
      lists.push(`(${list.join(',')})`);
      list = [];
      length = 0;
    }
    list.push(text);
    length += cost;
  }
  if (list.length > 0) lists.push(`(${list.join(',')})`);
  return lists;
}

/** What is left of a URI for one list beside the columns. */
const IN_LIST_CHARS_MAX = 9_000;

function stamps() {
  return ['CreatedDate', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp', 'LastActivityDate'] as const;
}

function valueAt(row: SalesforceRow, path: string): Value {
  let value: unknown = row;
  for (const part of path.split('.')) value = (value as SalesforceRow | null | undefined)?.[part];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** `2026-03-02T09:00:00.000+0000` or a date, in milliseconds. */
export function instantOf(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const at = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? null : at;
}
