import type { SalesforceRow } from '../../model/intacct.js';
import type { IntacctConclusion } from '../../rules/intacct/conclusions.js';
import { closedGate, type GateInput, type OrgFacts, type TriggerKind } from '../../rules/intacct/gates.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { WRITTEN_BACK } from '../../rules/intacct/write-back.js';
import type { FlowContext, Trigger } from '../flow.js';
import { settingsAt } from './parts.js';
import { dataOf, type TriggerData } from './triggers.js';
import type { UserDirectory } from './users.js';

export type Chosen = {
  readonly kind: TriggerKind;
  readonly trigger: Trigger;
  /** The gate that stopped it; null when all are open. */
  readonly closed: IntacctConclusion | null;
  /** *Add new* covers the record, whatever else asks for it. */
  readonly isAddNew: boolean;
};

export type ChoiceFacts = {
  readonly object: 'Account' | 'Contact' | 'Contract';
  readonly row: SalesforceRow;
  readonly isLinked: boolean;
  readonly now: IntacctSettings;
  /** The core's own user in Salesforce. */
  readonly own: string;
  readonly org: OrgFacts;
};

/**
 * Of all that asks for a sync of one record, the first that passes the gates; when none does, the first with the gate that stopped it.
 * Presses of a button go before saves, the latest first; a save with the box ticked goes before what a save means otherwise.
 */
export function chooseTrigger(triggers: readonly Trigger[], facts: ChoiceFacts, users: UserDirectory, context: FlowContext): Chosen | null {
  const isRenamed = triggers.some((each) => dataOf(each).kind === 'rename');
  const candidates = triggers
    .map((each) => ({ trigger: each, kind: kindOf(dataOf(each), facts) }))
    .filter((each): each is { trigger: Trigger; kind: TriggerKind } => each.kind !== null)
    .sort(
      (a, b) =>
        ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (isDeal(a.kind) ? a.trigger.at - b.trigger.at : b.trigger.at - a.trigger.at),
    );
  const judged = candidates.map((each) => ({
    ...each,
    closed: closedGate(gateInput(each.trigger, each.kind, isRenamed, facts, users, context)),
  }));
  const chosen = judged.find(({ closed }) => closed === null) ?? judged[0];
  if (chosen === undefined) return null;
  return { ...chosen, isAddNew: judged.some(({ kind, closed }) => kind === 'insert' && closed === null) };
}

const ORDER: readonly TriggerKind[] = [
  'button',
  'flow',
  'apex',
  'mass',
  'transaction',
  'contract',
  'child',
  'checkbox',
  'insert',
  'smart',
  'contactEdit',
  'edit',
  'intacctSave',
];

/** Of several transactions the first decides where the account goes (IA-63). */
function isDeal(kind: TriggerKind): boolean {
  return kind === 'transaction' || kind === 'contract';
}

/** What does not ask for a sync of the record. */
const NO_SYNC: ReadonlySet<string> = new Set(['rename', 'gone', 'reset-link', 'create-transaction', 'settings', 'cancelled']);

/** What a save means follows from the record as it is now: several saves between two polls are one. */
function kindOf({ kind }: TriggerData, { object, row, isLinked }: ChoiceFacts): TriggerKind | null {
  if (NO_SYNC.has(kind)) return null;
  if (kind !== 'save') return kind as TriggerKind;
  if (row[WRITTEN_BACK.checkbox] === true) return 'checkbox';
  if (!isLinked) return object === 'Contact' ? 'contactEdit' : 'edit';
  return object === 'Contact' ? 'contactEdit' : 'smart';
}

function gateInput(
  trigger: Trigger,
  kind: TriggerKind,
  isChanged: boolean,
  { object, isLinked, now, own, org }: ChoiceFacts,
  users: UserDirectory,
  context: FlowContext,
): GateInput {
  const { at, event } = dataOf(trigger);
  const atTrigger = settingsAt(context, at, event);
  return { kind, object, isLinked, isChanged, org, atTrigger, now, user: users.acting(trigger.by, own, atTrigger) };
}
