import type { Row } from '../../kernel/table.js';
import { SalesforceError } from '../errors.js';
import type { FieldType } from '../schema.js';
import type { RecordPage } from '../soql/engine.js';
import { parseSoql } from '../soql/parse.js';
import type { CompiledQuery } from '../soql/query.js';
import type { BoundEntry, ShapeEntry } from '../soql/shape.js';
import type { SalesforceOrg } from '../state.js';

/** A query as a bulk job runs it: every record on one page. */
export type BulkQuery = { readonly object: string; run(): RecordPage };

/**
 * Prepares a query for a bulk job; finds every error of it.
 *
 * Source:  [BULK] "SOQL Considerations": no groups, subqueries, OFFSET, TYPEOF, compound or binary fields.
 * Assumed: the code; the texts are those that clients quote.
 */
export function bulkQuery(org: SalesforceOrg, text: string, userId: string, includesDeleted: boolean): BulkQuery {
  const { compiled } = org.soql.prepare(text);
  if (compiled.kind !== 'records') throw notInBulk('Aggregate Relationships not supported in Bulk Query');
  if (parseSoql(text).offset !== null) throw notInBulk('OFFSET not supported in Bulk Query');
  checkShape(compiled.shape);
  return {
    object: compiled.type.name,
    run: () => org.soql.query(text, { userId, includesDeleted, batchSize: Number.POSITIVE_INFINITY }) as RecordPage,
  };
}

type Shape = (CompiledQuery & { kind: 'records' })['shape'];

function checkShape(shape: Shape): void {
  for (const entry of shape) checkEntry(entry);
}

function checkEntry(entry: ShapeEntry): void {
  if (entry.kind === 'parent') checkShape(entry.entries);
  else if (entry.kind === 'typeof') throw notInBulk('TYPEOF not supported in Bulk Query');
  else if (entry.kind === 'children') throw notInBulk('Nested queries not supported in Bulk Query');
  else if (entry.type === 'address' || entry.type === 'location') throw notInBulk('Selecting compound data not supported in Bulk Query');
  else if (entry.type === 'base64') throw notInBulk('Selecting binary data not supported in Bulk Query');
}

const notInBulk = (text: string) => new SalesforceError('FUNCTIONALITY_NOT_ENABLED', text);

/** One column of a result: `Account.Owner.Name`. */
export type BulkColumn = { readonly name: string; readonly type: FieldType; readonly read: (row: Row) => unknown };

/** The columns of a result, parents' fields by their paths. */
export function columnsOf(
  entries: readonly BoundEntry[],
  prefix = '',
  climb: (row: Row) => Row | null = (row) => row,
): readonly BulkColumn[] {
  return entries.flatMap((entry): readonly BulkColumn[] => {
    if (entry.kind === 'value') {
      const read = (row: Row): unknown => {
        const at = climb(row);
        return at === null ? null : entry.read(at);
      };
      return [{ name: `${prefix}${entry.name}`, type: entry.type, read }];
    }
    if (entry.kind !== 'parent') return [];
    const upward = (row: Row): Row | null => {
      const at = climb(row);
      return at === null ? null : entry.read(at);
    };
    return columnsOf(entry.entries, `${prefix}${entry.name}.`, upward);
  });
}

/** A value as CSV has it. Source: [BULK] "Date and time formats": datetimes end in `Z`. */
export function cellText(type: FieldType, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (type === 'datetime') return new Date(value as number).toISOString();
  const text = String(value);
  return (type === 'double' || type === 'currency' || type === 'percent') && /^-?\d+$/.test(text) ? `${text}.0` : text;
}
