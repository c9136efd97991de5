import { gatewayFailure, isAlreadyExecuted } from '../../../clients/intacct/errors.js';
import type { GatewayResult } from '../../../clients/intacct/wire.js';
import type { XmlText } from '../../../clients/intacct/xml.js';
import { VendorFailure } from '../../../model/failure.js';
import type { CreateContact } from '../../../model/intacct.js';
import { showFailure } from '../../../rules/intacct/write-back.js';
import type { Aftermath, Command, CommandOutcome, FlowContext, Intent } from '../../flow.js';
import { owedId } from '../memory.js';
import type { IntacctParts } from '../parts.js';

/** The code of a function that the gateway refused because it was executed before: a code of ours. */
export const ALREADY_EXECUTED = 'ALREADY_EXECUTED';

/** Functions in one envelope. */
export const ENVELOPE_COMMANDS_MAX = 100;

/**
 * Sends one function for each intent in one envelope. The control id names the intent, so that the gateway can refuse what it
 * already executed when the network delivers a request twice.
 */
export async function sendAll<C extends Command & { readonly entity: string }>(
  intents: readonly Intent<C>[],
  body: (command: C) => XmlText,
  isUnique: boolean,
  { intacct }: IntacctParts,
): Promise<readonly GatewayResult[]> {
  const functions = intents.map((intent) => ({ controlId: controlId(intent), body: body(intent.command) }));
  return intacct.send(functions, { purpose: 'write', entity: intents[0]?.command.entity ?? '', isUnique });
}

/** What a function's result means. One that was executed before is looked up: its own result went elsewhere. */
export function outcomeOf(result: GatewayResult, done: (result: GatewayResult) => unknown): CommandOutcome {
  if (result.status === 'success') return { kind: 'done', result: done(result) };
  if (isAlreadyExecuted(result.errors))
    return { kind: 'failed', failure: new VendorFailure('intacct', 'unknown', ALREADY_EXECUTED, 'executed before') };
  return { kind: 'failed', failure: gatewayFailure(result.errors) };
}

/** A refused write is shown on the record that the sync is for; an id that it has already is written back even so. */
export function shownTo(
  { owner, ownerIntacctId }: Pick<CreateContact, 'owner' | 'ownerIntacctId'>,
  failure: VendorFailure,
  context: FlowContext,
  preTick = false,
): Aftermath {
  const intacctId = ownerIntacctId || (owedId(context, owner.object, owner.id) ?? '');
  return { commands: showFailure(owner, intacctId, failure.text, preTick) };
}

/** Unique for good: another journal starts its numbers anew, but not at the same instant. */
export function controlId({ id, at }: Intent): string {
  return `backlot-${id}-${at}`;
}
