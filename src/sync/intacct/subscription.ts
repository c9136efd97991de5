import type { Memory } from '../../journal/journal.js';
import type { Link, RecordRef } from '../../model/record.js';
import { cancelled } from '../../rules/intacct/cancellation.js';
import type { Concluded, FlowContext, PendingKey, Polled, Reconciled } from '../flow.js';
import { untie } from './memory.js';
import { trigger } from './triggers.js';

/** What a cancellation erases; documents stay with their opportunities, for Salesforce shows them. */
const TIED: ReadonlySet<string> = new Set(['Account', 'Contact', 'Contract']);

/** Whether the subscription was cancelled since the last look, even if it is active again by now. Costs no call. */
export function pollSubscription(context: FlowContext): Polled {
  const cancellations = context.settings.history({ system: 'intacct' }, 'subscription.active').filter(({ value }) => value === false);
  const known = (context.recall('seen', 'Subscription') as number | null | undefined) ?? null;
  if (known === cancellations.length) return { triggers: [], remember: [] };
  const remember: Memory[] = [{ space: 'seen', key: 'Subscription', value: cancellations.length }];
  const last = cancellations.at(-1);
  if (last === undefined) return { triggers: [], remember };
  const record: RecordRef = { system: 'salesforce', object: 'Subscription', id: '' };
  const asked = trigger(record, 'cancelled', null, { kind: 'cancelled', at: last.at, event: { record, what: 'changed' } });
  return { triggers: [asked], remember };
}

/** Forgets who is who in Intacct. */
export function reconcileSubscription(keys: readonly PendingKey[], context: FlowContext): readonly Reconciled[] {
  const links = [...context.recallAll('link')].map(([, link]) => link as Link).filter(({ salesforce }) => TIED.has(salesforce.object));
  const conclusion = cancelled(links.length) as Concluded['conclusion'];
  const about = links.map(({ salesforce }) => salesforce);
  const remember = links.flatMap(({ salesforce, other }) => untie(salesforce, other));
  return keys.map(({ key }) => ({ key, concluded: links.length === 0 ? [] : [{ conclusion, about, facts: {} }], remember }));
}
