import { createSalesTransaction } from '../../../clients/intacct/functions.js';
import type { CreateDocument } from '../../../model/intacct.js';
import type { RecordRef } from '../../../model/record.js';
import { writeBackDocument } from '../../../rules/intacct/write-back.js';
import type { Aftermath, CommandHandler, Ended, FlowContext } from '../../flow.js';
import { readRows } from '../intacct-reads.js';
import { tieDocument } from '../memory.js';
import type { IntacctParts } from '../parts.js';
import { ENVELOPE_COMMANDS_MAX, outcomeOf, sendAll, shownTo } from './gateway-outcomes.js';

/** Makes order entry documents. One whose reply was lost is found by its external id, which only this press can have written. */
export function createDocumentHandler(parts: IntacctParts): CommandHandler<CreateDocument> {
  return {
    kind: 'create-document',
    batchMax: ENVELOPE_COMMANDS_MAX,
    async apply(intents) {
      const body = (command: CreateDocument) => createSalesTransaction({ ...command, locationId: command.entity });
      return (await sendAll(intents, body, true, parts)).map((result) => outcomeOf(result, ({ key }) => key));
    },
    async lookUp(intents) {
      const values = intents.map(({ command }) => command.externalId);
      const filter = { operator: 'in', field: 'EXTERNALID', values } as const;
      const rows = await readRows(parts.intacct, { object: 'SODOCUMENT', select: ['DOCID', 'EXTERNALID'], filter });
      const found = new Map(rows.map((row) => [row['EXTERNALID'], row['DOCID']]));
      return values.map((value) => (found.has(value) ? { kind: 'done', result: found.get(value) } : null));
    },
    after: ({ command }, ended, context) => afterDocument(command, ended, context),
  };
}

function afterDocument(command: CreateDocument, ended: Ended, context: FlowContext): Aftermath {
  if (ended.kind === 'refused') return shownTo(command, ended.failure, context);
  const id = String(ended.result);
  const document: RecordRef = { system: 'intacct', object: 'SODOCUMENT', id };
  return {
    about: [document],
    commands: [writeBackDocument(command.owner, id, context.now())],
    remember: tieDocument(context, command.owner.id, { id, definition: command.definition }),
  };
}
