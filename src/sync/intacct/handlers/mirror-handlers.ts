import { COLLECTION_RECORDS_MAX, type SaveResult } from '../../../clients/salesforce/client.js';
import type { MirrorDocument, MirrorLines, MirrorSettings } from '../../../model/intacct.js';
import { CONTRACT_MIRROR } from '../../../rules/intacct/contract-to-salesforce.js';
import { LINE_KEY } from '../../../rules/intacct/mirror-lines.js';
import type { CommandHandler, CommandOutcome } from '../../flow.js';
import type { IntacctParts } from '../parts.js';

/** The field by which each object's copies are known. */
const KEYS: Readonly<Record<string, string>> = { [CONTRACT_MIRROR]: 'ia_crm__Contract_ID__c' };
const DOCUMENT_KEY = 'ia_crm__Document_ID__c';

/** Writes copies of Intacct documents and contracts to Salesforce, by what they are copies of: repeating it is harmless. */
export function mirrorDocumentHandler({ salesforce }: IntacctParts): CommandHandler<MirrorDocument> {
  return {
    kind: 'mirror-document',
    batchMax: COLLECTION_RECORDS_MAX,
    async apply(intents) {
      const { object } = intents[0]!.command.record;
      const key = KEYS[object] ?? DOCUMENT_KEY;
      const records = intents.map(({ command }) => ({ ...command.fields, [key]: command.documentId }));
      return (await salesforce.upsert(object, key, records)).map(outcomeOf);
    },
    after: ({ command: { record } }, ended) =>
      ended.kind === 'done' && record.id === '' ? { about: [{ ...record, id: String(ended.result) }] } : {},
  };
}

/** Writes copies of lines, by their line ids; takes away those whose lines are gone. Repeating it is harmless. */
export function mirrorLinesHandler({ salesforce }: IntacctParts): CommandHandler<MirrorLines> {
  return {
    kind: 'mirror-lines',
    batchMax: 1,
    async apply([intent]) {
      const { operation, rows, record } = intent!.command;
      if (operation === 'write') return [outcomeOfAll(await salesforce.upsert(record.object, LINE_KEY, rows))];
      const results = await salesforce.delete(rows.map((row) => String(row['Id'])));
      return [outcomeOfAll(results.filter((result) => result.success || !GONE.has(result.failure.code)))];
    },
  };
}

/** What Salesforce says of a record that was deleted before. */
const GONE: ReadonlySet<string> = new Set(['ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY', 'NOT_FOUND']);

function outcomeOfAll(results: readonly SaveResult[]): CommandOutcome {
  const failed = results.find((result) => !result.success);
  return failed === undefined ? { kind: 'done', result: null, writes: results.length } : outcomeOf(failed);
}

/** Writes the mirror of the subscription page. Repeating it is harmless. */
export function mirrorSettingsHandler({ salesforce }: IntacctParts): CommandHandler<MirrorSettings> {
  return {
    kind: 'mirror-settings',
    batchMax: COLLECTION_RECORDS_MAX,
    async apply(intents) {
      const records = intents.map(({ command }) => ({ Id: command.record.id, ...command.fields }));
      return (await salesforce.update(intents[0]!.command.record.object, records)).map(outcomeOf);
    },
  };
}

function outcomeOf(result: SaveResult): CommandOutcome {
  return result.success ? { kind: 'done', result: result.id } : { kind: 'failed', failure: result.failure };
}
