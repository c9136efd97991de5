import type { Fields } from '../../kernel/people.js';
import { invalidCrossReference, invalidField, rowError } from '../errors.js';
import { channelOf } from '../events/channels.js';
import type { ManagedSubscription } from '../events/managed-subscriptions.js';
import type { SalesforceOrg } from '../state.js';
import { type Form, readForm, typeInfo } from './form.js';
import type { SpecialType } from './special.js';

const NAME = 'ManagedEventSubscription';

const FORM: Form = {
  developerName: 'text!',
  label: 'text',
  topicName: 'text!',
  defaultReplay: 'text',
  errorRecoveryReplay: 'text',
  state: 'text',
};

const CHOICES = {
  defaultReplay: ['LATEST', 'EARLIEST'],
  errorRecoveryReplay: ['LATEST', 'EARLIEST'],
  state: ['RUN', 'STOP'],
} as const;

/** Key prefix of managed subscriptions. Assumed: no document has it. */
const PREFIX = '18x';

/** A subscription whose place the org keeps: over the Pub/Sub API, by its id or `developerName`. */
export const MANAGED_SUBSCRIPTION: SpecialType = {
  info: typeInfo(NAME, FORM),

  create(org, given) {
    const values = checked(org, readForm(NAME, FORM, given, 'create'));
    const { developerName } = values as { readonly developerName: string };
    if (org.managedSubscriptions.named(developerName) !== undefined) {
      throw rowError('DUPLICATE_DEVELOPER_NAME', `There is already a ${NAME} named ${developerName}.`, ['developerName']);
    }
    const Id = org.ids.next(PREFIX);
    const defaults = { label: developerName, defaultReplay: 'LATEST', errorRecoveryReplay: 'LATEST', state: 'RUN', committed: null };
    org.managedSubscriptions.table.put({ ...defaults, ...values, Id } as ManagedSubscription);
    return Id;
  },

  update(org, id, given) {
    const known = org.managedSubscriptions.table.get(id);
    if (known === undefined) throw invalidCrossReference();
    const { developerName: _fixed, ...values } = checked(org, readForm(NAME, FORM, given, 'update'));
    org.managedSubscriptions.table.put({ ...known, ...values });
  },

  delete(org, id) {
    if (org.managedSubscriptions.table.get(id) === undefined) throw invalidCrossReference();
    org.managedSubscriptions.table.remove(id);
  },
  read: (org, id) => org.managedSubscriptions.table.get(id) ?? null,
  list: (org) => [...org.managedSubscriptions.table.rows()],
};

function checked(org: SalesforceOrg, values: Fields): Fields {
  for (const [field, allowed] of Object.entries(CHOICES)) {
    const value = values[field];
    if (value !== undefined && !(allowed as readonly unknown[]).includes(value)) {
      throw invalidField(`${field}: bad value for restricted picklist field: ${String(value)}`, [field]);
    }
  }
  const { topicName } = values as { readonly topicName?: string };
  if (topicName !== undefined && !isSubscribable(org, topicName)) throw invalidField(`topicName: ${topicName} is not valid`, ['topicName']);
  return values;
}

function isSubscribable(org: SalesforceOrg, topicName: string): boolean {
  const channel = channelOf(org, topicName);
  return channel !== null && channel.kind !== 'topic';
}
