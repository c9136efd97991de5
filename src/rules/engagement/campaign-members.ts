import type { CampaignRequest, EngagementCommand, Person, Prospect } from '../../model/engagement.js';
import { create, type EngagementConclusion } from './conclusions.js';

/**
 * The campaign memberships that *Add to Salesforce campaign* asked for, once the prospect has a record; null while there is nothing to do.
 *
 * Source:  reference A.14, "Adding a prospect to an SF campaign needs the prospect to be linked"; A.2, completion-action ordering.
 * Assumed: a membership that was asked for before the prospect was linked waits for the link, whatever the order of the actions.
 */
export function campaignMemberships(
  prospect: Prospect,
  person: Person | null,
  requests: readonly CampaignRequest[],
): EngagementConclusion | null {
  if (person === null || requests.length === 0 || prospect.isArchived) return null;
  if (prospect.crmState !== 'linked' || prospect.salesforceId !== person.id) return null;
  const commands = requests.map(
    ({ id, campaign, status }): EngagementCommand => ({
      kind: 'create-member',
      unit: prospect.unit,
      prospectId: prospect.id,
      requestId: id,
      campaign,
      status,
      person: { object: person.type, id: person.id },
    }),
  );
  return create(['AE-1', 'AE-4'], 'campaign-member', `prospect ${prospect.id} was added to a Salesforce campaign`, commands);
}
