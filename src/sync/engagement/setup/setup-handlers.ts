import { CONNECTOR_RECORDS_MAX, type EngagementClient } from '../../../clients/engagement/client.js';
import type { SetupCommand } from '../../../model/engagement-setup.js';
import type { RecordRef } from '../../../model/record.js';
import type { Aftermath, Command, CommandHandler, Ended, FlowContext } from '../../flow.js';
import { salesKey } from '../keys.js';
import type { PassCache } from '../load.js';
import { rememberError } from '../memory.js';
import { outcomeOf } from '../sales/sales-handlers.js';

type Setup<K extends SetupCommand['kind']> = Command & SetupCommand & { readonly kind: K };

/** A rule's command as the frame sends it. Who repeats one changes nothing: users and campaigns are found by their Salesforce ids. */
export function setupCommand(command: SetupCommand): Command & SetupCommand {
  const [object, id] = command.kind === 'write-user' ? ['User', command.crmUserId] : ['Campaign', command.salesforceId];
  const record: RecordRef = { system: 'engagement', object, id, unit: command.unit };
  return { ...command, batch: command.unit, record };
}

/** Writes users, by batches of 200 in one business unit. Who was made by User Sync follows it from then on. */
export function writeUserHandler(engagement: EngagementClient, cache: PassCache): CommandHandler<Setup<'write-user'>> {
  return {
    kind: 'write-user',
    batchMax: CONNECTOR_RECORDS_MAX,
    async apply(intents) {
      const { unit } = intents[0]!.command;
      cache.directories.delete(unit);
      const results = await engagement.writeUsers(
        unit,
        intents.map(({ command }) => command),
      );
      return results.map(outcomeOf);
    },
    after({ command }, ended, context) {
      const { unit, crmUserId, id } = command;
      const about = afterWrite('User', crmUserId, unit, ended, context);
      if (ended.kind === 'refused' || id !== undefined) return about;
      return { ...about, remember: [{ space: 'fact', key: `made-user:${salesKey(unit, crmUserId)}`, value: true }] };
    },
  };
}

/** Writes campaigns, by batches of 200 in one business unit. */
export function writeCampaignHandler(engagement: EngagementClient, cache: PassCache): CommandHandler<Setup<'write-campaign'>> {
  return {
    kind: 'write-campaign',
    batchMax: CONNECTOR_RECORDS_MAX,
    async apply(intents) {
      const { unit } = intents[0]!.command;
      cache.campaigns.delete(unit);
      const results = await engagement.writeCampaigns(
        unit,
        intents.map(({ command }) => command),
      );
      return results.map(outcomeOf);
    },
    after: ({ command: { salesforceId, unit } }, ended, context) => afterWrite('Campaign', salesforceId, unit, ended, context),
  };
}

function afterWrite(object: 'User' | 'Campaign', id: string, unit: string, ended: Ended, context: FlowContext): Aftermath {
  const record: RecordRef = { system: 'salesforce', object, id };
  if (ended.kind === 'refused') return { remember: [rememberError(record, ended.failure.text, context.now())] };
  return { about: [{ system: 'engagement', object, id: (ended.result as { id: string }).id, unit }] };
}
