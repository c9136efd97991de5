import type { SalesforceRow } from '../../../clients/salesforce/client.js';
import { instantOf, textOf } from '../../../clients/salesforce/wire.js';
import type { Value } from '../../../model/engagement.js';
import type { SalesAccount, SalesOpportunity } from '../../../model/engagement-sales.js';
import type { DataSharing } from '../../../rules/engagement/data-sharing.js';
import { ACCOUNT_ROWS, ACCOUNT_STREETS, OPPORTUNITY_ROWS } from '../../../rules/engagement/sales-fields.js';
import { textHash } from '../../hash.js';

const ACCOUNT_FIELDS = [...ACCOUNT_ROWS.map(({ theirs }) => theirs), ...Object.values(ACCOUNT_STREETS)];
const OPPORTUNITY_FIELDS = [...OPPORTUNITY_ROWS.map(({ theirs }) => theirs), 'IsClosed', 'IsWon'];

/** The columns that the sync reads of an account. */
export const ACCOUNT_COLUMNS: readonly string[] = ['Id', 'OwnerId', 'IsDeleted', 'MasterRecordId', 'SystemModstamp', ...ACCOUNT_FIELDS];

/** The columns that the sync reads of an opportunity, with those that decide which unit may see it. */
export function opportunityColumns(sharing: readonly DataSharing[]): readonly string[] {
  const shared = sharing.flatMap(({ Opportunity: rule }) => (rule === undefined ? [] : [rule.field]));
  return [...new Set(['Id', 'CampaignId', 'IsDeleted', 'SystemModstamp', ...OPPORTUNITY_FIELDS, ...shared.filter(isFieldName)])];
}

export function readAccount(row: SalesforceRow): SalesAccount {
  return {
    id: String(row['Id']),
    ownerId: textOf(row['OwnerId']),
    isDeleted: row['IsDeleted'] === true,
    masterId: textOf(row['MasterRecordId']),
    fields: fieldsOf(row, ACCOUNT_FIELDS),
  };
}

export function readOpportunity(row: SalesforceRow, columns: readonly string[], contactIds: readonly string[] = []): SalesOpportunity {
  const fields = fieldsOf(row, columns);
  return { id: String(row['Id']), isDeleted: row['IsDeleted'] === true, campaignId: textOf(row['CampaignId']), contactIds, fields };
}

/** What a row looks like to the sync: everything but its stamp. */
export function looksOf({ SystemModstamp: _stamp, attributes: _attributes, ...row }: SalesforceRow): string {
  return textHash(JSON.stringify(row));
}

export function stampOf(row: SalesforceRow): number {
  return instantOf(row['SystemModstamp']) ?? 0;
}

function fieldsOf(row: SalesforceRow, names: readonly string[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(names.map((name) => [name, plainOf(row[name])]));
}

function plainOf(value: unknown): Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** A name that cannot be one would fail every poll; it shares nothing. */
function isFieldName(name: string): boolean {
  return /^[A-Za-z]\w*$/.test(name);
}
