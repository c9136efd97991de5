import { COLLECTION_RECORDS_MAX, type SaveResult } from '../../../clients/salesforce/client.js';
import { inLists } from '../../../clients/salesforce/wire.js';
import type { MirrorDocument, MirrorLines, MirrorSettings } from '../../../model/intacct.js';
import { CONTRACT_MIRROR } from '../../../rules/intacct/contract-to-salesforce.js';
import { LINE_KEY } from '../../../rules/intacct/mirror-lines.js';
import type { CommandHandler, CommandOutcome } from '../../flow.js';
import type { IntacctParts } from '../parts.js';

/** Writes copies of Intacct documents to Salesforce. One whose creation got no answer is found by its document id. */
export function mirrorDocumentHandler({ salesforce }: IntacctParts): CommandHandler<MirrorDocument> {
  return {
    kind: 'mirror-document',
    batchMax: COLLECTION_RECORDS_MAX,
    async apply(intents) {
      const { object, id } = intents[0]!.command.record;
      const records = intents.map(({ command }) => ({ ...(command.record.id === '' ? {} : { Id: command.record.id }), ...command.fields }));
      const results = id === '' ? await salesforce.create(object, records) : await salesforce.update(object, records);
      return results.map(outcomeOf);
    },
    async lookUp(intents) {
      const { object } = intents[0]!.command.record;
      const key = DOCUMENT_KEYS[object] ?? 'ia_crm__Document_ID__c';
      const found = new Map<string, string>();
      for (const list of inLists(new Set(intents.map(({ command }) => command.documentId)))) {
        const soql = `SELECT Id, ${key} FROM ${object} WHERE ${key} IN ${list}`;
        for (const row of await salesforce.query(soql)) found.set(String(row[key]), String(row['Id']));
      }
      // An update is simply sent again.
      return intents.map(({ command }) => {
        const id = command.record.id === '' ? found.get(command.documentId) : undefined;
        return id === undefined ? null : { kind: 'done', result: id };
      });
    },
    after: ({ command: { record } }, ended) =>
      ended.kind === 'done' && record.id === '' ? { about: [{ ...record, id: String(ended.result) }] } : {},
  };
}

/** Copies that are known by another field than the document's id. */
const DOCUMENT_KEYS: Readonly<Record<string, string>> = { [CONTRACT_MIRROR]: 'ia_crm__Contract_ID__c' };

/** Writes copies of lines. Made ones are found by their line ids; changing or deleting a line once more is harmless. */
export function mirrorLinesHandler({ salesforce }: IntacctParts): CommandHandler<MirrorLines> {
  return {
    kind: 'mirror-lines',
    batchMax: 1,
    async apply([intent]) {
      const { operation, rows, record } = intent!.command;
      if (operation === 'delete') {
        const results = await salesforce.delete(rows.map((row) => String(row['Id'])));
        return [outcomeOfAll(results.filter((result) => result.success || !GONE.has(result.failure.code)))];
      }
      const results = operation === 'create' ? await salesforce.create(record.object, rows) : await salesforce.update(record.object, rows);
      return [outcomeOfAll(results)];
    },
    async lookUp(intents) {
      const made = intents.filter(({ command }) => command.operation === 'create');
      const keys = made.flatMap(({ command }) => command.rows.map((row) => String(row[LINE_KEY])));
      const found = new Set<string>();
      for (const list of inLists(new Set(keys))) {
        const soql = `SELECT ${LINE_KEY} FROM ${intents[0]!.command.record.object} WHERE ${LINE_KEY} IN ${list}`;
        for (const row of await salesforce.query(soql)) found.add(String(row[LINE_KEY]));
      }
      return intents.map(({ command }) => {
        const isThere = command.operation === 'create' && command.rows.every((row) => found.has(String(row[LINE_KEY])));
        return isThere ? { kind: 'done', result: null, writes: command.rows.length } : null;
      });
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
