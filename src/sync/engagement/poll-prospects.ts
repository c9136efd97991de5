import type { EngagementClient } from '../../clients/engagement/client.js';
import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { FlowContext, Trigger } from '../flow.js';
import { cursorOf, firstInstant, moved, type PollStart } from './cursor.js';
import { personKey, prospectKey, RANK } from './keys.js';
import { isAnswered, prospectHash, tieOf } from './memory.js';
import type { SourceResult } from './poll.js';

/** Prospects of a business unit that changed, archived ones too. */
export async function pollProspects(
  unit: string,
  engagement: EngagementClient,
  context: FlowContext,
  { startedAt, isFull }: PollStart,
): Promise<SourceResult> {
  const source = `prospects:${unit}`;
  const cursor = isFull ? null : cursorOf(context, source);
  const prospects = await engagement.changedSince(unit, cursor === null ? 0 : firstInstant(cursor));
  const stamps = prospects.map(({ changedAt }) => changedAt);
  return {
    prospects,
    triggers: prospects.flatMap((prospect) => triggersOf(context, prospect)),
    remember: [...moved(context, source, stamps, startedAt), ...prospects.flatMap((prospect) => tieOf(context, prospect, startedAt))],
  };
}

function triggersOf(context: FlowContext, prospect: PolledProspect): Trigger[] {
  const own = prospectKey(prospect.unit, prospect.id);
  if (context.recall('seen', own) === prospectHash(prospect)) return [];
  const { unit, salesforceId, crmState, changedAt } = prospect;
  const isTied = crmState === 'linked' && salesforceId !== null;
  const isPushed = !isAnswered(context, prospect);
  const key = isTied ? personKey(unit, salesforceId) : own;
  return [{ key, slot: 'engagement', at: changedAt, by: null, rank: RANK.pushes, data: { isPushed, prospect: prospect.id } }];
}
