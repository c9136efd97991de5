import { CONNECTOR_RECORDS_MAX, type EngagementClient, type WriteResult } from '../../../clients/engagement/client.js';
import type { SalesCommand } from '../../../model/engagement-sales.js';
import type { RecordRef } from '../../../model/record.js';
import type { Aftermath, Command, CommandHandler, CommandOutcome, Ended, FlowContext } from '../../flow.js';
import { rememberError } from '../memory.js';

type Sales<K extends SalesCommand['kind']> = Command & SalesCommand & { readonly kind: K };

/** A rule's command as the frame sends it. Who repeats one changes nothing: copies are found by their Salesforce ids. */
export function salesCommand(command: SalesCommand): Command & SalesCommand {
  const object = command.kind === 'write-account' ? 'ProspectAccount' : 'Opportunity';
  const record: RecordRef = { system: 'engagement', object, id: command.salesforceId, unit: command.unit };
  return { ...command, batch: command.unit, record };
}

/** Writes prospect accounts, by batches of 200 in one business unit. */
export function writeAccountHandler(engagement: EngagementClient): CommandHandler<Sales<'write-account'>> {
  return {
    kind: 'write-account',
    batchMax: CONNECTOR_RECORDS_MAX,
    async apply(intents) {
      const results = await engagement.writeAccounts(
        intents[0]!.command.unit,
        intents.map(({ command }) => command),
      );
      return results.map(outcomeOf);
    },
    after: ({ command }, ended, context) => afterWrite(command, ended, context),
  };
}

/** Writes opportunities, by batches of 200 in one business unit. */
export function writeOpportunityHandler(engagement: EngagementClient): CommandHandler<Sales<'write-opportunity'>> {
  return {
    kind: 'write-opportunity',
    batchMax: CONNECTOR_RECORDS_MAX,
    async apply(intents) {
      const results = await engagement.writeOpportunities(
        intents[0]!.command.unit,
        intents.map(({ command }) => command),
      );
      return results.map(outcomeOf);
    },
    after: ({ command }, ended, context) => afterWrite(command, ended, context),
  };
}

/** What became of one record of a batch. */
export function outcomeOf(result: WriteResult): CommandOutcome {
  if (!result.success) return { kind: 'failed', failure: result.failure };
  return { kind: 'done', result: { id: result.id }, ...(result.isUnchanged === true ? { writes: 0 } : {}) };
}

function afterWrite({ kind, unit, salesforceId }: SalesCommand, ended: Ended, context: FlowContext): Aftermath {
  const object = kind === 'write-account' ? 'Account' : 'Opportunity';
  if (ended.kind === 'refused') {
    return { remember: [rememberError({ system: 'salesforce', object, id: salesforceId }, ended.failure.text, context.now())] };
  }
  const copy = object === 'Account' ? 'ProspectAccount' : 'Opportunity';
  return { about: [{ system: 'engagement', object: copy, id: (ended.result as { id: string }).id, unit }] };
}
