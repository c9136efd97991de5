import { inLists } from '../../clients/salesforce/wire.js';
import type { SalesforceRow } from '../../model/intacct.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { accountColumns } from './columns.js';
import type { IntacctParts } from './parts.js';

/** Accounts by id, as they are now; those in the recycle bin are left out. */
export async function readAccounts(
  ids: readonly string[],
  settings: IntacctSettings,
  { salesforce, fields }: IntacctParts,
): Promise<Map<string, SalesforceRow>> {
  await fields.ensure('Account', settings.accounts.mappings);
  const columns = [...new Set([...accountColumns(settings.accounts.mappings, fields.types('Account')), 'Parent.Name'])].join(', ');
  const rows = new Map<string, SalesforceRow>();
  for (const list of inLists(new Set(ids))) {
    const found = await salesforce.query(`SELECT ${columns} FROM Account WHERE Id IN ${list}`);
    for (const row of found) rows.set(String(row['Id']), row as SalesforceRow);
  }
  return rows;
}
