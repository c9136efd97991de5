import { rowError } from '../../errors.js';
import type { SalesforceOrg } from '../../state.js';
import { createBySystem } from '../create.js';
import { dateOf } from '../dates.js';
import type { Draft } from '../draft.js';
import { childrenOf, rollUpCampaign } from '../roll-ups.js';
import type { Behaviour } from './behaviour.js';

/** Source: Object Reference, "CampaignMemberStatus": a new campaign starts with Sent and Responded. */
export const CAMPAIGN: Behaviour = {
  afterSave(org, draft) {
    if (draft.before !== null) return;
    const status = { CampaignId: draft.id };
    createBySystem(org, 'CampaignMemberStatus', { ...status, Label: 'Sent', SortOrder: 3, IsDefault: true }, draft.by);
    createBySystem(org, 'CampaignMemberStatus', { ...status, Label: 'Responded', SortOrder: 4, HasResponded: true }, draft.by);
  },
};

/** Source: Object Reference, "CampaignMember": one lead or one contact, once per campaign; an unknown status becomes the default one. */
export const CAMPAIGN_MEMBER: Behaviour = {
  beforeSave(org, draft) {
    const campaignId = draft.get('CampaignId');
    if (typeof campaignId !== 'string' || !(draft.before === null || draft.isChanged('Status'))) return;
    const statuses = childrenOf(org, 'CampaignMemberStatus', 'CampaignId', campaignId);
    const wanted = draft.isGiven('Status') ? draft.get('Status') : null;
    const status = statuses.find((each) => each['Label'] === wanted) ?? statuses.find((each) => each['IsDefault'] === true);
    draft.set('Status', status?.['Label'] ?? wanted);
    const hasResponded = status?.['HasResponded'] === true;
    draft.set('HasResponded', hasResponded);
    if (hasResponded) draft.setDefault('FirstRespondedDate', dateOf(org.now()));
  },
  check(org, draft) {
    if (draft.before === null) checkMember(org, draft);
  },
  afterSave: (org, draft) => rollUpCampaign(org, draft.get('CampaignId')),
  afterRemoval: (org, row) => rollUpCampaign(org, row['CampaignId']),
};

function checkMember(org: SalesforceOrg, draft: Draft): void {
  const { lead, contact } = { lead: draft.get('LeadId'), contact: draft.get('ContactId') };
  if ((lead === null) === (contact === null)) {
    throw rowError('FIELD_INTEGRITY_EXCEPTION', 'A campaign member must be a lead or a contact, not both', ['LeadId', 'ContactId']);
  }
  const fieldName = lead === null ? 'ContactId' : 'LeadId';
  const memberships = childrenOf(org, 'CampaignMember', fieldName, (lead ?? contact) as string);
  if (memberships.some((row) => row['CampaignId'] === draft.get('CampaignId'))) {
    throw rowError('DUPLICATE_VALUE', 'Already a campaign member.');
  }
}
