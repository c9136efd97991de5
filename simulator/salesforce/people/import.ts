import { ProtocolError } from '../../kernel/errors.js';
import type { ImportOutcome, ImportRequest } from '../../kernel/people.js';
import { noSuchColumn } from '../errors.js';
import type { Field, SObjectType } from '../schema.js';
import type { Save } from '../state/save.js';
import { externalIdField, findMatches } from '../state/upsert.js';
import type { SalesforceOrg } from '../state.js';

type ImportRow = Readonly<Record<string, string>>;
type Column = { readonly header: string; readonly field: Field };
type RowOutcome = { readonly id: string; readonly isMatched: boolean };

const INTACCT_ID = 'ia_crm__IntacctID__c';

/**
 * A person's import: row by row, a rejected row does not stop the others. Headers are API names or labels; blank cells leave their
 * field alone.
 *
 * Source:  Salesforce Help, "Data Import Wizard", "Data Loader" (null values are not inserted by default).
 * Assumed: accounts and contacts that are updated lose their Intacct ID when the file does not give it (rules IA-37, IA-38).
 */
export function importRows(org: SalesforceOrg, type: SObjectType, request: ImportRequest, save: Save): ImportOutcome {
  const columns = request.columns.map((header) => ({ header, field: fieldOf(type, header) }));
  const match = request.match === null ? null : externalIdField(type, fieldOf(type, request.match).name);
  const counts = { created: 0, matched: 0, updated: 0, errors: 0 };
  const ids: (string | null)[] = [];
  const messages: string[] = [];
  for (const [index, row] of request.rows.entries()) {
    try {
      const { id, isMatched } = importRow(org, type, { row, columns, match }, save);
      ids.push(id);
      counts.matched += Number(isMatched);
      counts.updated += Number(isMatched);
      counts.created += Number(!isMatched);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      counts.errors += 1;
      ids.push(null);
      messages.push(`row ${index + 1}: ${error.code}: ${error.message}`);
    }
  }
  return { ...counts, ids, messages };
}

function fieldOf(type: SObjectType, header: string): Field {
  const wanted = header.trim().toLowerCase();
  const field = type.field(wanted) ?? type.fields.find(({ label }) => label.toLowerCase() === wanted);
  if (field === undefined) throw noSuchColumn(header, type.name);
  return field;
}

type Parts = { readonly row: ImportRow; readonly columns: readonly Column[]; readonly match: Field | null };

function importRow(org: SalesforceOrg, type: SObjectType, { row, columns, match }: Parts, save: Save): RowOutcome {
  const values: Record<string, unknown> = {};
  let key = '';
  for (const { header, field } of columns) {
    const cell = row[header]?.trim() ?? '';
    if (match !== null && field.name === match.name) key = cell;
    else if (cell !== '' && field.type !== 'id') values[field.name] = cell;
  }
  if (match === null || key === '') return { id: org.create(type, values, save), isMatched: false };
  const isMatched = findMatches(org, type, match, key, save.by).length > 0;
  const written = isMatched ? { ...forgottenId(type), ...values } : values;
  const { id } = org.upsert(type, { field: match, value: key, values: written }, save);
  return { id, isMatched };
}

/** What the file says of the Intacct ID counts, also when it says nothing. */
function forgottenId(type: SObjectType): Readonly<Record<string, unknown>> {
  return type.name === 'Account' || type.name === 'Contact' ? { [INTACCT_ID]: null } : {};
}
