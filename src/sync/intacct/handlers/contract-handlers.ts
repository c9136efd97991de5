import { createObject, updateObject } from '../../../clients/intacct/functions.js';
import type { CreateContract, CreateContractLines, DealLine, IntacctFields, UpdateContract } from '../../../model/intacct.js';
import type { RecordRef } from '../../../model/record.js';
import { contractLines } from '../../../rules/intacct/contract-to-contract.js';
import { withoutBlanks } from '../../../rules/intacct/mapping.js';
import { writeBackSuccess } from '../../../rules/intacct/write-back.js';
import type { Aftermath, CommandHandler, CommandOutcome, Ended, FlowContext, Intent } from '../../flow.js';
import { holderOf, rememberDraft, rememberOwed, rememberUnfinished, tie } from '../memory.js';
import type { IntacctParts } from '../parts.js';
import { createdByUs } from './create-handlers.js';
import { controlId, ENVELOPE_COMMANDS_MAX, outcomeOf, sendAll, shownTo } from './gateway-outcomes.js';
import { outcomeOfAll } from './update-handlers.js';

/** Makes contracts; the header first, then its lines, then the write-back. */
export function createContractHandler(parts: IntacctParts): CommandHandler<CreateContract> {
  return {
    kind: 'create-contract',
    batchMax: ENVELOPE_COMMANDS_MAX,
    async apply(intents) {
      const results = await sendAll(intents, ({ fields }) => createObject('CONTRACT', fields), true, parts);
      return results.map((result) => outcomeOf(result, ({ rows: [row], key }) => row?.fields['CONTRACTID'] ?? key));
    },
    lookUp: (intents, context) => lookUpContracts(intents, parts, context),
    after: ({ command }, ended, context) => afterContract(command, ended, context),
  };
}

function afterContract(command: CreateContract, ended: Ended, context: FlowContext): Aftermath {
  if (ended.kind === 'refused') return shownTo(command, ended.failure, context);
  const { owner, entity, lines, isDraft } = command;
  const id = String(ended.result);
  const contract: RecordRef = { system: 'intacct', object: 'CONTRACT', id };
  return {
    about: [contract],
    commands: [...contractLines(id, entity, owner, lines), writeBackSuccess(owner, id, context.now())],
    remember: [
      ...tie(context, { system: 'salesforce', object: 'Contract', id: owner.id }, contract),
      rememberOwed('Contract', owner.id, id),
      rememberUnfinished('Contract', owner.id, true),
      rememberDraft(owner.id, isDraft),
    ],
  };
}

/** A contract of the core's own making since the intent, holding every value that was sent, and tied to none in Salesforce. */
async function lookUpContracts(
  intents: readonly Intent<CreateContract>[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly (CommandOutcome | null)[]> {
  const names = intents.map(({ command }) => command.fields['NAME'] ?? '');
  const sent = intents.flatMap(({ command }) => Object.keys(command.fields));
  const rows = await createdByUs('CONTRACT', 'NAME', names, ['CONTRACTID', ...sent], intents, parts);
  const free = rows.filter(({ CONTRACTID }) => holderOf(context, 'CONTRACT', CONTRACTID ?? '') === null);
  return intents.map(({ command }) => {
    const index = free.findIndex((row) => Object.entries(command.fields).every(([name, value]) => (row[name] ?? '') === value));
    const [row] = index < 0 ? [] : free.splice(index, 1);
    return row === undefined ? null : { kind: 'done', result: row['CONTRACTID'] };
  });
}

/** Updates contract headers by their id. Repeating it is harmless. */
export function updateContractHandler(parts: IntacctParts): CommandHandler<UpdateContract> {
  return {
    kind: 'update-contract',
    batchMax: ENVELOPE_COMMANDS_MAX,
    async apply(intents) {
      const body = ({ record, fields }: UpdateContract) => updateObject('CONTRACT', { CONTRACTID: record.id, ...fields });
      return (await sendAll(intents, body, false, parts)).map((result) => outcomeOf(result, () => null));
    },
    after: ({ command }, ended, context) => (ended.kind === 'done' ? {} : shownTo(command, ended.failure, context)),
  };
}

/**
 * Adds lines to one contract, each by a function of its own, all in one envelope. Sent again after a lost reply, the gateway refuses
 * those that it executed: they are done.
 *
 * Source: Sage Intacct developer, "XML requests": `uniqueid` true.
 */
export function createContractLinesHandler({ intacct }: IntacctParts): CommandHandler<CreateContractLines> {
  return {
    kind: 'create-contract-lines',
    batchMax: 1,
    async apply([intent]) {
      const { lines, record, entity } = intent!.command;
      const functions = lines.map((line, index) => ({
        controlId: `${controlId(intent!)}-${index}`,
        body: createObject('CONTRACTDETAIL', lineFields(line, record.id, entity)),
      }));
      return [outcomeOfAll(await intacct.send(functions, { purpose: 'write', entity, isUnique: true }))];
    },
    after: ({ command }, ended, context) => (ended.kind === 'done' ? {} : shownTo(command, ended.failure, context)),
  };
}

/** Dates and contacts follow the header. Source: Sage Intacct developer, "Contract lines": the flat amount is billed at a fixed price. */
function lineFields(
  { itemId, description, quantity, price, discountPercent }: DealLine,
  contractId: string,
  entity: string,
): IntacctFields {
  const amount = price === '' ? '' : String(Math.round(Number(quantity) * Number(price) * (100 - Number(discountPercent || 0))) / 100);
  return withoutBlanks({
    CONTRACTID: contractId,
    ITEMID: itemId,
    ITEMDESC: description,
    BILLINGMETHOD: 'Fixed price',
    QUANTITY: quantity,
    PRICE: price,
    DISCOUNTPERCENT: discountPercent,
    FLATAMOUNT: amount,
    LOCATIONID: entity,
  });
}
