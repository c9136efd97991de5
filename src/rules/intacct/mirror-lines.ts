import type { IntacctCommand, MirrorLines, SalesforceRow, SyncedRecord } from '../../model/intacct.js';
import { create, type IntacctConclusion, update } from './conclusions.js';
import { textOf } from './standard-mappings.js';

/** The field of a copied line that says which line it is a copy of. */
export const LINE_KEY = 'ia_crm__Line_ID__c';

/** Lines in one command. Source: REST API guide, "sObject Collections": at most 200 records. */
export const MIRROR_LINES_MAX = 200;

/** A line as it should be shown: its key among the values. */
export type WantedLine = Readonly<Record<string, unknown>>;

/**
 * The commands that make the copied lines of a document or contract say what the lines say: missing ones are made, others written where
 * they differ, and copies of lines that are gone are taken away. Empty when nothing differs.
 *
 * Source: reference A.7, *Include details*; A.10: lines are mirrored, read-only.
 */
export function alignLines(
  object: string,
  wanted: readonly WantedLine[],
  present: readonly SalesforceRow[],
  owner: SyncedRecord,
): readonly IntacctCommand[] {
  const byKey = new Map(present.map((row) => [textOf(row[LINE_KEY]), row]));
  const keys = new Set(wanted.map((line) => textOf(line[LINE_KEY])));
  const changed = wanted.filter((line) => {
    const row = byKey.get(textOf(line[LINE_KEY]));
    return row === undefined || Object.entries(line).some(([name, value]) => textOf(row[name]) !== textOf(value));
  });
  const gone = present.filter((row) => !keys.has(textOf(row[LINE_KEY]))).map(({ Id }) => ({ Id }));
  return [...lineCommands(object, 'delete', gone, owner), ...lineCommands(object, 'write', changed, owner)];
}

/** What is to be shown of the lines of a record that is shown itself, with what Salesforce has of them. */
export type ShownLines = {
  readonly object: string;
  readonly wanted: readonly WantedLine[];
  readonly present: readonly SalesforceRow[];
  /** The copy of the record that they are lines of. */
  readonly mirror: SalesforceRow;
  readonly reason: string;
  readonly text: string;
};

/** The conclusion that aligns copied lines; null when they say everything already. */
export function showLines({ object, wanted, present, mirror, reason, text }: ShownLines): IntacctConclusion | null {
  const commands = alignLines(object, wanted, present, { object: 'Account', id: textOf(mirror['ia_crm__Account__c']) });
  if (commands.length === 0) return null;
  const conclude = present.length === 0 ? create : update;
  return conclude(['IA-4', 'A.10'], reason, text, commands);
}

/** One command for every 200 rows. */
export function lineCommands(
  object: string,
  operation: MirrorLines['operation'],
  rows: readonly Readonly<Record<string, unknown>>[],
  owner: SyncedRecord,
): readonly MirrorLines[] {
  const groups = Array.from({ length: Math.ceil(rows.length / MIRROR_LINES_MAX) }, (_, index) =>
    rows.slice(index * MIRROR_LINES_MAX, (index + 1) * MIRROR_LINES_MAX),
  );
  const record = { system: 'salesforce', object, id: '' } as const;
  return groups.map((group) => ({ kind: 'mirror-lines', record, batch: object, owner, ownerIntacctId: '', operation, rows: group }));
}
