import type { Simulator } from '../../simulator/index.js';

/**
 * Tables of what stands for no record of its own: logs, notes of deletions and of what was executed, versions, sessions, places in lists that
 * clients read page by page, presses of buttons.
 */
const KEPT =
  /backlot__Request__c|Deletion|Trigger|SyncError|VERSION|CompletedFunction|session|token|Locator|usage|log|activit|History|control/i;

/** Every record of a simulator that is not in a recycle bin, by system, table and id. */
export function livingRecords({ world }: Simulator): ReadonlySet<string> {
  const records = new Set<string>();
  for (const { system, table } of world.tables()) {
    if (KEPT.test(table.name)) continue;
    for (const row of table.scan())
      if (row['IsDeleted'] !== true && row['isDeleted'] !== true)
        records.add(`${system} ${table.name} ${String(row['id'] ?? row['Id'] ?? row['RECORDNO'])}`);
  }
  return records;
}
