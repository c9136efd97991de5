import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { PolledPerson } from '../../clients/salesforce/wire.js';
import { campaignMemberships } from '../../rules/engagement/campaign-members.js';
import type { EngagementConclusion } from '../../rules/engagement/conclusions.js';
import { campaignMembership } from '../../rules/engagement/connected-campaigns.js';
import { emailTasks } from '../../rules/engagement/email-tasks.js';
import type { PendingKey, Trigger } from '../flow.js';
import { chainOf } from './commands.js';
import type { Deciding } from './deciding.js';
import { emailsIn } from './email-tasks.js';
import { prospectKey, RANK } from './keys.js';
import { isMember } from './memory.js';

/** What a linked prospect owes beside its fields. Each is a chain of its own: one that is refused does not stop the others. */
export function besides(
  pending: PendingKey,
  prospect: PolledProspect | null,
  person: PolledPerson | null,
  deciding: Deciding,
): readonly (Omit<EngagementConclusion, 'commands'> & { readonly commands: ReturnType<typeof chainOf> })[] {
  if (prospect === null) return [];
  const concluded = [
    campaignMemberships(prospect, person, prospect.campaignRequests),
    campaignMembership(prospect, person, campaignToJoin(prospect, deciding)),
    emailTasks(prospect, person, emailsIn(pending)),
  ];
  return concluded
    .filter((each) => each !== null)
    .flatMap((each) => each.commands.map((command) => ({ ...each, commands: chainOf([command], null, false) })));
}

/** Whether the prospect waits to become a campaign member, and gets its record only now. */
export function isToJoin({ outcome }: EngagementConclusion, prospect: PolledProspect, deciding: Deciding): boolean {
  if (outcome !== 'link' && outcome !== 'create') return false;
  return prospect.campaignRequests.length > 0 || campaignToJoin(prospect, deciding) !== null;
}

/** Looks at the prospect itself once its record is there. */
export function lookAtProspect({ unit, id }: PolledProspect, at: number): Trigger {
  return { key: prospectKey(unit, id), slot: 'again', at, by: null, rank: RANK.pushes };
}

/** The Salesforce campaign of a prospect's own, unless it was made a member before. */
function campaignToJoin(prospect: PolledProspect, { connectedCampaign, context }: Deciding): string | null {
  const own = prospect.fields['campaignId'] ?? null;
  const campaign = own === null ? null : connectedCampaign(prospect.unit, String(own));
  return campaign === null || isMember(context, prospect, campaign) ? null : campaign;
}
