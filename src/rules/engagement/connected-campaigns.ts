import type { Conclusion } from '../../model/decision.js';
import type { EngagementCommand, Person, Prospect } from '../../model/engagement.js';
import type { OrgCampaign, SetupCommand, UnitCampaign } from '../../model/engagement-setup.js';
import { create, type EngagementConclusion, skip, unlink, update } from './conclusions.js';

/** What the flow loaded for one campaign of Salesforce and one business unit. */
export type CampaignFacts = {
  readonly unit: string;
  readonly campaign: OrgCampaign;
  /** The unit's campaign that is connected to it, deleted ones too. */
  readonly known: UnitCampaign | null;
};

/**
 * Decides what a campaign of Salesforce owes to a business unit with *Connected Campaigns*: one of the same name and cost.
 *
 * Source:  reference A.1 and A.13 row 21, A.14: campaigns of Account Engagement mirror Salesforce's; name and cost are read-only there.
 * Assumed: the cost is *Actual Cost*; the copy of a deleted campaign goes to the recycle bin.
 */
export function campaignToUnit({ unit, campaign, known }: CampaignFacts): Conclusion<SetupCommand> {
  const { id, name, cost } = campaign;
  const text = `Campaign ${id}`;
  const command = { kind: 'write-campaign', unit, salesforceId: id } as const;
  if (campaign.isDeleted) {
    if (known === null || known.isDeleted) return skip(['AE-1'], 'campaign-gone-already', `${text} was deleted and has no copy`);
    return unlink(['AE-1'], 'campaign-gone', `${text} was deleted`, [{ ...command, isDeleted: true }]);
  }
  if (known === null) return create(['AE-1', 'AE-9'], 'campaign-created', `${text} is connected`, [{ ...command, fields: { name, cost } }]);
  const fields = { ...(known.name === name ? {} : { name }), ...(known.cost === cost ? {} : { cost }) };
  const change = { ...(Object.keys(fields).length === 0 ? {} : { fields }), ...(known.isDeleted ? { isDeleted: false } : {}) };
  if (Object.keys(change).length === 0) return skip(['AE-1'], 'in-step', `${text} and campaign ${known.id} are in step`);
  return update(['AE-1', 'AE-9'], 'campaign-differs', `${text} and campaign ${known.id} differ`, [{ ...command, ...change }]);
}

/**
 * The membership that *Campaign Member Sync* asks for: who has a connected campaign joins Salesforce's. Null when there is nothing to do.
 *
 * Source:  help "Salesforce Connector Settings", *Campaign Member Sync*; reference A.13 row 21.
 * Inputs:  `campaign`, Salesforce's, that the prospect's own campaign is connected to; null for none, or one that it joined already.
 * Assumed: members get the campaign's default status; whoever leaves a campaign in Account Engagement stays a member.
 */
export function campaignMembership(prospect: Prospect, person: Person | null, campaign: string | null): EngagementConclusion | null {
  if (person === null || campaign === null || prospect.isArchived) return null;
  if (prospect.crmState !== 'linked' || prospect.salesforceId !== person.id) return null;
  const command: EngagementCommand = {
    kind: 'create-member',
    unit: prospect.unit,
    prospectId: prospect.id,
    requestId: null,
    campaign,
    status: null,
    person: { object: person.type, id: person.id },
  };
  return create(['AE-1', 'AE-9'], 'campaign-member-synced', `prospect ${prospect.id} has a connected campaign`, [command]);
}
