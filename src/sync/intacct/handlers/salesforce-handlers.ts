import { COLLECTION_RECORDS_MAX, type SaveResult } from '../../../clients/salesforce/client.js';
import type { Memory } from '../../../journal/journal.js';
import type { SyncError } from '../../../model/decision.js';
import type { LogError, UpdateSalesforce, WriteBack } from '../../../model/intacct.js';
import { ERROR_LOG, WRITTEN_BACK } from '../../../rules/intacct/write-back.js';
import type { Aftermath, CommandHandler, CommandOutcome, Ended, FlowContext } from '../../flow.js';
import { keyOf, rememberOwed, rememberUnfinished } from '../memory.js';
import type { IntacctParts } from '../parts.js';
import type { Seen } from '../poll-records.js';
import { controlId } from './gateway-outcomes.js';

/** Writes id, status, date and error of a sync to its record. Repeating it is harmless. */
export function writeBackHandler({ salesforce }: IntacctParts): CommandHandler<WriteBack> {
  return {
    kind: 'write-back',
    batchMax: COLLECTION_RECORDS_MAX,
    async apply(intents) {
      const records = intents.map(({ command }) => ({ Id: command.record.id, ...command.fields }));
      return (await salesforce.update(intents[0]!.command.record.object, records)).map(outcomeOf);
    },
    after: ({ command }, ended, context) => afterWriteBack(command, ended, context),
  };
}

function afterWriteBack({ owner, fields, error }: WriteBack, ended: Ended, context: FlowContext): Aftermath {
  const { object, id } = owner;
  if (ended.kind === 'refused') return { remember: [shownError(owner, ended.failure.text, context)] };
  const hasId = typeof fields[WRITTEN_BACK.id] === 'string';
  return {
    remember: [
      ...(hasId ? [rememberOwed(object, id, null)] : []),
      ...(error === null ? [rememberUnfinished(object, id, false)] : []),
      error === null ? { space: 'error', key: keyOf(object, id), value: null } : shownError(owner, error, context),
      ...seenAfter(owner, fields, context),
    ],
  };
}

/** What the core wrote is what it saw last, so that the next poll takes it for no save of people's. */
function seenAfter({ object, id }: WriteBack['owner'], fields: WriteBack['fields'], context: FlowContext): readonly Memory[] {
  const seen = (context.recall('seen', keyOf(object, id)) as Seen | null | undefined) ?? null;
  if (seen === null) return [];
  const intacctId = fields[WRITTEN_BACK.id];
  const value: Seen = {
    ...seen,
    intacctId: typeof intacctId === 'string' ? intacctId : seen.intacctId,
    isTicked: fields[WRITTEN_BACK.checkbox] === true || seen.isTicked,
  };
  return [{ space: 'seen', key: keyOf(object, id), value }];
}

function shownError(owner: WriteBack['owner'], text: string, context: FlowContext): Memory {
  const value: SyncError = {
    flow: 'intacct',
    record: { system: 'salesforce', object: owner.object, id: owner.id },
    text,
    at: context.now(),
  };
  return { space: 'error', key: keyOf(owner.object, owner.id), value };
}

/**
 * Adds entries to the package's error log, each under a key that only its command can have: repeating it is harmless. An org without the
 * log refuses them, and nothing is lost: the record shows the error too.
 */
export function logErrorHandler({ salesforce }: IntacctParts): CommandHandler<LogError> {
  return {
    kind: 'log-error',
    batchMax: COLLECTION_RECORDS_MAX,
    async apply(intents) {
      const records = intents.map((intent) => {
        const { owner, text } = intent.command;
        return {
          [`ia_crm__${owner.object}__c`]: owner.id,
          ia_crm__Record_Id__c: owner.id,
          ia_crm__Error__c: text,
          [LOG_KEY]: controlId(intent),
        };
      });
      return (await salesforce.upsert(ERROR_LOG, LOG_KEY, records)).map(outcomeOf);
    },
  };
}

const LOG_KEY = 'ia_crm__Log_Key__c';

/** Writes what people saved in Intacct to the Salesforce record. Repeating it is harmless. */
export function updateSalesforceHandler({ salesforce }: IntacctParts): CommandHandler<UpdateSalesforce> {
  return {
    kind: 'update-salesforce',
    batchMax: COLLECTION_RECORDS_MAX,
    async apply(intents) {
      const records = intents.map(({ command }) => ({ Id: command.record.id, ...command.fields }));
      return (await salesforce.update(intents[0]!.command.record.object, records)).map(outcomeOf);
    },
    after: ({ command: { owner } }, ended, context) => ({
      remember: [
        ended.kind === 'done'
          ? { space: 'error', key: keyOf(owner.object, owner.id), value: null }
          : shownError(owner, ended.failure.text, context),
      ],
    }),
  };
}

function outcomeOf(result: SaveResult): CommandOutcome {
  return result.success ? { kind: 'done', result: result.id } : { kind: 'failed', failure: result.failure };
}
