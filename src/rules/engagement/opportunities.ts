import type { Conclusion } from '../../model/decision.js';
import type { ProspectOpportunity, SalesCommand, SalesOpportunity } from '../../model/engagement-sales.js';
import { create, skip, unlink, update } from './conclusions.js';
import { differing, OPPORTUNITY_ROWS, wantedValues } from './sales-fields.js';
import type { ConnectorSettings } from './settings.js';

/** What the flow loaded for one opportunity and one business unit. */
export type OpportunityFacts = {
  readonly unit: string;
  readonly opportunity: SalesOpportunity;
  /** The unit's copy, archived ones too. */
  readonly known: ProspectOpportunity | null;
  /** The prospects of the unit whose contacts have a role in it. */
  readonly prospectIds: readonly string[];
  /** The unit's campaign that is connected to the opportunity's, or null. */
  readonly campaignId: string | null;
  /** Whether the unit's data sharing covers it. */
  readonly isShared: boolean;
  readonly settings: Pick<ConnectorSettings, 'syncOpportunities'>;
};

/**
 * Decides what an opportunity of Salesforce owes to a business unit. Nothing goes the other way.
 *
 * Source:  AE-1; reference A.14: it appears only with a contact role on a synced contact.
 * Assumed: one that loses its last such role keeps its copy, without prospects; D-15 for one that leaves data sharing.
 */
export function opportunityToUnit(facts: OpportunityFacts): Conclusion<SalesCommand> {
  const { unit, opportunity, known, prospectIds, campaignId, isShared, settings } = facts;
  const name = `Opportunity ${opportunity.id}`;
  if (!settings.syncOpportunities) return skip(['AE-9'], 'opportunities-not-synced', `the business unit does not sync opportunities`);
  const command = { kind: 'write-opportunity', unit, salesforceId: opportunity.id } as const;
  if (opportunity.isDeleted) {
    if (known === null || known.isDeleted) return skip(['AE-1'], 'opportunity-gone-already', `${name} was deleted and has no copy`);
    return unlink(['AE-1'], 'opportunity-gone', `${name} was deleted`, [{ ...command, isDeleted: true }]);
  }
  if (!isShared) return skip(['AE-9', 'D-15'], 'outside-data-sharing', `${name} is outside of the data that this business unit shares`);
  const fields = { ...wantedValues(OPPORTUNITY_ROWS, opportunity.fields), status: statusOf(opportunity) };
  if (known === null) {
    if (prospectIds.length === 0) return skip(['AE-1'], 'no-synced-contact', `nobody with a role in ${name} syncs with a prospect`);
    const campaign = campaignId === null ? {} : { campaignId };
    const whole = { ...command, fields: differing(fields, {}), ...campaign, prospectIds };
    return create(['AE-1'], 'opportunity-created', `${name} has a contact that syncs`, [whole]);
  }
  const changed = differing(fields, known.fields);
  const change = {
    ...(Object.keys(changed).length === 0 ? {} : { fields: changed }),
    ...(campaignId === known.campaignId ? {} : { campaignId }),
    ...(isSameSet(prospectIds, known.prospectIds) ? {} : { prospectIds }),
    ...(known.isDeleted ? { isDeleted: false } : {}),
  };
  if (Object.keys(change).length === 0) return skip(['AE-1'], 'in-step', `${name} and its copy are in step`);
  return update(['AE-1'], 'opportunity-differs', `${name} and its copy differ`, [{ ...command, ...change }]);
}

function statusOf({ fields }: SalesOpportunity): 'open' | 'won' | 'lost' {
  if (fields['IsClosed'] !== true) return 'open';
  return fields['IsWon'] === true ? 'won' : 'lost';
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
