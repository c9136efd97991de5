import { refusal } from '../errors.js';
import type { CampaignRequest, Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { writeProspect } from './write-prospect.js';

/**
 * Asks the connector to make a prospect a member of a Salesforce campaign.
 * Source: reference of completion actions: the membership is written by the sync, and waits until the prospect is linked.
 */
export function requestCampaign(engagement: Engagement, prospect: Prospect, campaign: string, status: string | null): Prospect {
  const asked = waitingCampaigns(engagement, prospect).some((request) => request.campaign === campaign && request.status === status);
  if (asked) return prospect;
  const facts = { prospectId: prospect.id, campaign, status, at: engagement.now(), isWritten: false };
  engagement.tables.campaignRequests.put({ ...engagement.audit('CampaignRequest', prospect.unit, null), ...facts });
  return writeProspect(engagement, prospect, {}, { by: null, triggersSync: true });
}

/** The memberships that nobody has written yet, in order of asking. */
export function waitingCampaigns(engagement: Engagement, prospect: Prospect): CampaignRequest[] {
  return engagement.tables.campaignRequests.find('prospect', String(prospect.id)).filter(({ isWritten }) => !isWritten);
}

/** The connector wrote these memberships, or found that nobody can. Refuses: 109 for what this prospect did not ask for. */
export function endCampaignRequests(engagement: Engagement, prospect: Prospect, ids: unknown): void {
  if (ids === undefined) return;
  if (!Array.isArray(ids)) throw refusal(154, 'campaignsWritten');
  for (const id of ids) {
    const request = typeof id === 'number' ? engagement.tables.campaignRequests.get(String(id)) : undefined;
    if (request?.prospectId !== prospect.id) throw refusal(109, `campaign request ${String(id).slice(0, 40)}`);
    if (!request.isWritten) engagement.tables.campaignRequests.put({ ...request, isWritten: true, updatedAt: engagement.second() });
  }
}
