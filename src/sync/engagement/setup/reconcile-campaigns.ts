import { inLists, textOf } from '../../../clients/salesforce/wire.js';
import { campaignToUnit } from '../../../rules/engagement/connected-campaigns.js';
import type { FlowContext, Reconciled } from '../../flow.js';
import { looksOf } from '../sales/read-sales.js';
import { answerOf, type SalesParts } from '../sales/reconcile-sales.js';
import { setupCommand } from './setup-handlers.js';

/** The columns that the sync reads of a campaign. */
export const CAMPAIGN_COLUMNS = 'Id, Name, ActualCost, IsDeleted, SystemModstamp';

/** Reconciles campaigns of Salesforce with those of one business unit. */
export async function reconcileCampaigns(
  unit: string,
  ids: readonly string[],
  { salesforce, engagement }: SalesParts,
  context: FlowContext,
): Promise<Reconciled[]> {
  const connected = await engagement.connectedCampaigns(unit);
  const answers: Reconciled[] = [];
  for (const list of inLists(ids)) {
    for (const row of await salesforce.query(`SELECT ${CAMPAIGN_COLUMNS} FROM Campaign WHERE Id IN ${list}`, { all: true })) {
      const id = String(row['Id']);
      const cost = typeof row['ActualCost'] === 'number' ? row['ActualCost'] : null;
      const campaign = { id, name: textOf(row['Name']) ?? '', cost, isDeleted: row['IsDeleted'] === true };
      const { commands, ...conclusion } = campaignToUnit({ unit, campaign, known: connected.get(id) ?? null });
      const concluded = { ...conclusion, commands: commands.map(setupCommand) };
      answers.push(answerOf({ unit, object: 'Campaign', id }, concluded, looksOf(row), [], [], context));
    }
  }
  return answers;
}
