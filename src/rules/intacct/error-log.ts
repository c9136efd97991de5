import type { SalesforceRow } from '../../model/intacct.js';
import { type IntacctConclusion, unlink } from './conclusions.js';
import { lineCommands } from './mirror-lines.js';
import { ERROR_LOG } from './write-back.js';

const DAY_MS = 24 * 3_600_000;

/** Entries that are older than this instant are kept no longer. */
export function keptFrom(now: number, days: number): number {
  return now - days * DAY_MS;
}

/**
 * Decides what becomes of entries of the error log that are kept no longer; null when there are none.
 *
 * Source: reference A.8: error log retention is a setting in Intacct Configuration, Main settings.
 */
export function expiredEntries(entries: readonly SalesforceRow[], days: number): IntacctConclusion | null {
  if (entries.length === 0) return null;
  const ids = entries.map(({ Id }) => ({ Id }));
  const owner = { object: 'Account', id: '' } as const;
  const text = `${entries.length} entries of the error log are older than ${days} days`;
  return unlink(['A.8'], 'log-expired', text, lineCommands(ERROR_LOG, 'delete', ids, owner));
}
