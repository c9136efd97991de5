import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { PolledPerson } from '../../clients/salesforce/wire.js';
import { campaignMemberships } from '../../rules/engagement/campaign-members.js';
import type { EngagementConclusion } from '../../rules/engagement/conclusions.js';
import { emailTasks } from '../../rules/engagement/email-tasks.js';
import type { PendingKey, Trigger } from '../flow.js';
import { chainOf } from './commands.js';
import { emailsIn } from './email-tasks.js';
import { prospectKey, RANK } from './keys.js';

/** What a linked prospect owes beside its fields. Each is a chain of its own: one that is refused does not stop the others. */
export function besides(
  pending: PendingKey,
  prospect: PolledProspect | null,
  person: PolledPerson | null,
): readonly (Omit<EngagementConclusion, 'commands'> & { readonly commands: ReturnType<typeof chainOf> })[] {
  if (prospect === null) return [];
  const concluded = [campaignMemberships(prospect, person, prospect.campaignRequests), emailTasks(prospect, person, emailsIn(pending))];
  return concluded
    .filter((each) => each !== null)
    .flatMap((each) => each.commands.map((command) => ({ ...each, commands: chainOf([command], null, false) })));
}

/** Whether the prospect waits to become a campaign member, and gets its record only now. */
export function isToJoin({ outcome }: EngagementConclusion, { campaignRequests }: PolledProspect): boolean {
  return campaignRequests.length > 0 && (outcome === 'link' || outcome === 'create');
}

/** Looks at the prospect itself once its record is there. */
export function lookAtProspect({ unit, id }: PolledProspect, at: number): Trigger {
  return { key: prospectKey(unit, id), slot: 'again', at, by: null, rank: RANK.pushes };
}
