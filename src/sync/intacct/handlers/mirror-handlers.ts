import { COLLECTION_RECORDS_MAX, type SaveResult } from '../../../clients/salesforce/client.js';
import { inLists } from '../../../clients/salesforce/wire.js';
import type { MirrorDocument, MirrorSettings } from '../../../model/intacct.js';
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
      const found = new Map<string, string>();
      for (const list of inLists(new Set(intents.map(({ command }) => command.documentId)))) {
        const soql = `SELECT Id, ia_crm__Document_ID__c FROM ${object} WHERE ia_crm__Document_ID__c IN ${list}`;
        for (const row of await salesforce.query(soql)) found.set(String(row['ia_crm__Document_ID__c']), String(row['Id']));
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
