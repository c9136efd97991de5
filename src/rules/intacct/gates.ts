import { type IntacctConclusion, skip } from './conclusions.js';
import { POLICIES } from './policies.js';
import type { IntacctSettings } from './settings.js';

/**
 * What asks for a sync. `child`: an account below it is about to be synced. `edit` is a save of an unlinked record with the box un-ticked: no trigger by itself, but it wants an answer.
 *
 * Source: Sage Intacct help, "Sync Accounts"; reference A.3.
 */
export type TriggerKind =
  | 'button'
  | 'checkbox'
  | 'insert'
  | 'edit'
  | 'mass'
  | 'flow'
  | 'apex'
  | 'transaction'
  | 'contract'
  | 'child'
  | 'smart'
  | 'contactEdit'
  | 'intacctSave';

/** The kind of an org, and what a subscription is for. */
export type OrgEnvironment = 'production' | 'sandbox';

/** The user whose act it was. `isMapped`: stands in the User Access list. */
export type ActingUser = { readonly name: string; readonly isMapped: boolean; readonly mayUnmapped: boolean };

/** What the Salesforce org is: its kind, and whether it keeps several currencies. */
export type OrgFacts = { readonly environment: OrgEnvironment; readonly isMultiCurrency: boolean };

export type GateInput = {
  readonly kind: TriggerKind;
  readonly object: 'Account' | 'Contact' | 'Contract' | 'Opportunity' | 'CUSTOMER' | 'CONTACT' | 'SODOCUMENT' | 'CONTRACT';
  /** Synced successfully once. An attempt that failed half-way is not "once". */
  readonly isLinked: boolean;
  readonly user: ActingUser;
  /** Whether fields changed that this trigger looks at. */
  readonly isChanged: boolean;
  readonly org: OrgFacts;
  /** Settings at the instant of the trigger (gates 1 to 3 and *Add new*), and now (all else). */
  readonly atTrigger: IntacctSettings;
  readonly now: IntacctSettings;
};

/** The rules that each trigger rests on. */
export const TRIGGER_RULES: Readonly<Record<TriggerKind, readonly string[]>> = {
  button: ['IA-7', 'IA-11'],
  checkbox: ['IA-12', 'IA-13'],
  insert: ['IA-5', 'IA-14'],
  edit: ['IA-6', 'IA-7'],
  mass: ['IA-7'],
  flow: ['IA-7'],
  apex: ['IA-7'],
  transaction: ['IA-15', 'IA-44'],
  contract: ['IA-15', 'IA-16'],
  child: ['D-24'],
  smart: ['IA-18', 'IA-19', 'IA-20'],
  contactEdit: ['IA-25'],
  intacctSave: ['IA-47', 'IA-48'],
};

/**
 * The first gate that stops a trigger, as a skip that says which; null when all are open.
 *
 * Source:  reference A.3, gates 1 to 6 in that order; D-11, D-18, D-29 on the instants that count.
 * Assumed: the user gate holds for buttons too: its table names no trigger that passes it by.
 */
export function closedGate(input: GateInput): IntacctConclusion | null {
  return subscriptionGate(input) ?? masterGate(input) ?? userGate(input) ?? objectGate(input) ?? onceGate(input) ?? changeGate(input);
}

function subscriptionGate({ atTrigger, org: { environment, isMultiCurrency } }: GateInput): IntacctConclusion | null {
  if (!atTrigger.isActive) return skip(['A.3', 'A.11'], 'subscription', 'the subscription of the Advanced CRM Integration was not active');
  if (atTrigger.environment !== environment)
    return skip(['A.3'], 'environment', `the subscription is for a ${atTrigger.environment} org, and Salesforce is a ${environment} org`);
  if (atTrigger.isMultiCurrency === isMultiCurrency) return null;
  const [several, single] = isMultiCurrency ? ['Salesforce', 'Sage Intacct'] : ['Sage Intacct', 'Salesforce'];
  return skip(['A.3'], 'multi-currency', `${several} keeps several currencies and ${single} does not: the two cannot be connected`);
}

function masterGate({ atTrigger }: GateInput): IntacctConclusion | null {
  return atTrigger.isEnabled
    ? null
    : skip(['IA-39', 'D-18'], 'master-sync-off', 'Intacct Salesforce synchronization was switched off: the change is not replayed');
}

function userGate({ user, atTrigger }: GateInput): IntacctConclusion | null {
  if (user.isMapped || (atTrigger.syncUnmapped && user.mayUnmapped)) return null;
  return skip(['A.3'], 'user-not-mapped', `${user.name} is not in the User Access list`);
}

function objectGate({ kind, object, isLinked, atTrigger }: GateInput): IntacctConclusion | null {
  if (kind === 'intacctSave')
    return isLinked
      ? null
      : skip(['IA-3', 'IA-4'], 'not-linked', `no ${object === 'CONTACT' ? 'contact' : 'account'} stands for it: Intacct never creates one`);
  if (isLinked) return null;
  if (kind === 'insert') return addNewGate(object, atTrigger);
  if (kind === 'edit' || kind === 'smart')
    return skip(['IA-6', 'IA-7', 'IA-34'], 'not-asked-for', 'an edit of a record that never synced does not ask for a sync');
  if (kind === 'contactEdit')
    return skip(['IA-25', 'D-34'], 'not-asked-for', 'an edit of a contact that never synced does not ask for a sync');
  return null;
}

function addNewGate(object: string, atTrigger: IntacctSettings): IntacctConclusion | null {
  const isOn = object === 'Contact' ? atTrigger.contacts.addNew : atTrigger.accounts.addNew;
  if (isOn) return null;
  const text = `Add new ${object.toLowerCase()} to Intacct was off when it was created`;
  return skip(['IA-5', 'IA-6', 'IA-7', 'IA-34', 'D-29'], 'add-new-off', text);
}

function onceGate({ kind, object, isLinked, now }: GateInput): IntacctConclusion | null {
  if (kind === 'intacctSave' || !isLinked) return null;
  const isContact = object === 'Contact';
  if (!(isContact ? now.contacts.syncOnlyOnce : now.accounts.syncOnlyOnce)) return null;
  const isNamedBySource = kind === 'button' || kind === 'mass' || kind === 'flow' || kind === 'apex';
  if (!isNamedBySource && !POLICIES.syncOnlyOnceStopsEveryTrigger) return null;
  const rules = ['IA-46', 'IA-49', ...(isNamedBySource ? [] : ['D-6'])];
  return skip(rules, 'sync-only-once', `synced once: Intacct owns the ${isContact ? 'contact' : 'customer'} now`);
}

function changeGate({ kind, isChanged }: GateInput): IntacctConclusion | null {
  if (isChanged || (kind !== 'smart' && kind !== 'contactEdit')) return null;
  if (kind === 'smart')
    return skip(['IA-19', 'IA-20', 'IA-26', 'D-3'], 'nothing-relevant-changed', 'no field that smart sync follows has changed');
  return skip(['IA-25', 'D-34'], 'nothing-relevant-changed', 'no mapped field of the contact has changed');
}
