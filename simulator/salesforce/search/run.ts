import type { Row } from '../../kernel/table.js';
import { SalesforceError } from '../errors.js';
import type { Field, FieldType, SObjectType } from '../schema.js';
import type { RecordPage } from '../soql/engine.js';
import type { SalesforceOrg } from '../state.js';
import type { FieldGroup, Returning, Search } from './parse.js';
import { wordsOf } from './terms.js';

/** Records that one search gives. Source: [SOQL] "SOQL and SOSL Limits". */
const RESULTS_MAX = 2_000;

const TEXTS: readonly FieldType[] = ['string', 'email', 'phone', 'textarea', 'url', 'combobox', 'picklist'];

/**
 * Runs a search: for each type the records whose words match, as pages of a query.
 *
 * Source:  [SOQL] "SOSL Syntax".
 * Assumed: the index is up to date at once, and records come in the order of their query, not by relevance.
 */
export function runSearch(org: SalesforceOrg, { terms, group, returning, limit }: Search, userId: string): readonly RecordPage[] {
  let left = Math.min(limit ?? RESULTS_MAX, RESULTS_MAX);
  return (returning ?? everything(org)).map((asked) => {
    const type = searchable(org, asked.type);
    const fields = fieldsOf(type, group);
    const options = { userId, includesDeleted: false, batchSize: Number.POSITIVE_INFINITY };
    const page = org.soql.query(`SELECT ${asked.fields} FROM ${type.name} ${asked.tail}`, options);
    if (page.kind !== 'records') throw new SalesforceError('MALFORMED_SEARCH', 'Aggregate expressions are not supported in SOSL');
    const wanted = asked.offset + Math.min(left, asked.limit ?? RESULTS_MAX);
    const found =
      fields.length === 0 ? [] : firstOf(page.rows, wanted, (row) => terms(textOf(org, group, fields, row))).slice(asked.offset);
    left -= found.length;
    return { ...page, rows: found, next: null };
  });
}

function everything(org: SalesforceOrg): readonly Returning[] {
  const types = org.schema.types.filter(({ definition }) => definition.isSearchable && definition.isQueryable);
  return types.map(({ name }) => ({ type: name, fields: 'Id', tail: '', limit: null, offset: 0 }));
}

function searchable(org: SalesforceOrg, name: string): SObjectType {
  const type = org.schema.type(name);
  if (type === undefined) throw new SalesforceError('INVALID_TYPE', `sObject type '${name}' is not supported.`);
  if (!type.definition.isSearchable) throw new SalesforceError('INVALID_TYPE', `entity type ${type.name} does not support search`);
  return type;
}

/** Source: [SOQL] "IN SearchGroup". */
function fieldsOf(type: SObjectType, group: FieldGroup): readonly Field[] {
  switch (group) {
    case 'NAME':
      return type.fields.filter((field) => field.isNameField || field.compoundFieldName === 'Name');
    case 'EMAIL':
      return type.fields.filter((field) => field.type === 'email');
    case 'PHONE':
      return type.fields.filter((field) => field.type === 'phone');
    default:
      return type.fields.filter((field) => TEXTS.includes(field.type));
  }
}

const known = new WeakMap<Row, Map<FieldGroup, string>>();

/** The words of a record; records never change, so they are made once. */
function textOf(org: SalesforceOrg, group: FieldGroup, fields: readonly Field[], row: Row): string {
  const texts = known.get(row) ?? new Map<FieldGroup, string>();
  known.set(row, texts);
  const before = texts.get(group);
  if (before !== undefined) return before;
  const words = wordsOf(fields.flatMap((field) => org.value(field, row) ?? []).map(String));
  texts.set(group, words);
  return words;
}

function firstOf(rows: readonly Row[], count: number, test: (row: Row) => boolean): readonly Row[] {
  const found: Row[] = [];
  for (const row of rows) {
    if (found.length >= count) break;
    if (test(row)) found.push(row);
  }
  return found;
}
