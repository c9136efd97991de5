import { inLists } from '../../clients/salesforce/wire.js';
import type { SalesforceRow } from '../../model/intacct.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import type { IntacctParts } from './parts.js';

/**
 * The contacts that somebody moved to another account. Those that a merge took along are not among them: nobody edited them.
 *
 * Source:  IA-25: an edit of a linked contact reaches Intacct, its company among the fields.
 * Assumed: D-35, a merge is told by what became of the former account.
 */
export async function movedByHand(
  rows: readonly SalesforceRow[],
  formerAccount: (id: string) => string | undefined,
  { salesforce }: IntacctParts,
): Promise<ReadonlySet<string>> {
  const moved = rows.flatMap((row) => {
    const former = formerAccount(row.Id);
    return former === undefined || former === textOf(row['AccountId']) ? [] : [{ id: row.Id, former }];
  });
  const merged = new Set<string>();
  for (const list of inLists(new Set(moved.flatMap(({ former }) => (former === '' ? [] : [former]))))) {
    const soql = `SELECT Id FROM Account WHERE MasterRecordId != null AND Id IN ${list}`;
    for (const row of await salesforce.query(soql, { purpose: 'poll', all: true })) merged.add(textOf(row['Id']));
  }
  return new Set(moved.flatMap(({ id, former }) => (merged.has(former) ? [] : [id])));
}
