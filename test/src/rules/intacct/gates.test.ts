import { describe, expect, it } from 'vitest';
import { closedGate, type GateInput } from '../../../../src/rules/intacct/gates.js';
import { intacctSettings } from '../../../../src/rules/intacct/settings.js';

const settings = (values: Readonly<Record<string, unknown>> = {}) => intacctSettings({ 'subscription.active': true, ...values });
const open: GateInput = {
  kind: 'button',
  object: 'Account',
  isLinked: true,
  isChanged: true,
  org: { environment: 'production', isMultiCurrency: false },
  user: { name: 'admin', isMapped: true, mayUnmapped: false },
  atTrigger: settings(),
  now: settings(),
};
const once = settings({ 'accounts.syncOnlyOnce': true });
const onceContacts = settings({ 'contacts.syncOnlyOnce': true });
const stranger = { name: 'ann', isMapped: false, mayUnmapped: true };

describe('closedGate', () => {
  it.each<[string, Partial<GateInput>, string | null, string | null]>([
    ['a button on a linked account passes', {}, null, null],
    ['no subscription', { atTrigger: settings({ 'subscription.active': false }) }, 'subscription', null],
    ['the master switch off at the time', { atTrigger: settings({ 'sync.enabled': false }) }, 'master-sync-off', 'D-18'],
    ['the master switch off only now', { now: settings({ 'sync.enabled': false }) }, null, null],
    ['an unmapped user', { user: { ...stranger, mayUnmapped: false } }, 'user-not-mapped', null],
    ['an unmapped user with the permission, setting off', { user: stranger }, 'user-not-mapped', null],
    ['an unmapped user with setting and permission', { user: stranger, atTrigger: settings({ 'users.syncUnmapped': true }) }, null, null],
    [
      'an insert while add-new was off',
      { kind: 'insert', isLinked: false, now: settings({ 'accounts.addNew': true }) },
      'add-new-off',
      'IA-6',
    ],
    ['an insert while add-new was on', { kind: 'insert', isLinked: false, atTrigger: settings({ 'accounts.addNew': true }) }, null, null],
    [
      "a contact's insert asks its own setting",
      { kind: 'insert', object: 'Contact', isLinked: false, atTrigger: settings({ 'accounts.addNew': true }) },
      'add-new-off',
      'IA-5',
    ],
    ['an edit of an account that never synced', { kind: 'edit', isLinked: false }, 'not-asked-for', 'IA-6'],
    ['a ticked box creates', { kind: 'checkbox', isLinked: false }, null, null],
    ['a button creates whatever the settings say', { isLinked: false, now: once }, null, null],
    ['synced once: the button', { now: once }, 'sync-only-once', 'IA-49'],
    ['synced once: mass sync', { kind: 'mass', now: once }, 'sync-only-once', 'IA-49'],
    ['synced once: a flow', { kind: 'flow', now: once }, 'sync-only-once', 'IA-49'],
    ['synced once: Apex', { kind: 'apex', now: once }, 'sync-only-once', 'IA-46'],
    ['synced once: the checkbox', { kind: 'checkbox', now: once }, 'sync-only-once', 'D-6'],
    ['synced once: smart sync', { kind: 'smart', now: once }, 'sync-only-once', 'D-6'],
    ['synced once: a contact is not an account', { object: 'Contact', now: once }, null, null],
    ['synced once: a contact by its own flag', { object: 'Contact', now: onceContacts }, 'sync-only-once', 'IA-49'],
    ['smart sync without a change', { kind: 'smart', isChanged: false }, 'nothing-relevant-changed', 'IA-20'],
    ['smart sync after a rename', { kind: 'smart' }, null, null],
    ['an edit of a linked contact', { kind: 'contactEdit', object: 'Contact' }, null, null],
    ['an edit of a contact that never synced', { kind: 'contactEdit', object: 'Contact', isLinked: false }, 'not-asked-for', 'D-34'],
    ['a save in Intacct of a customer without account', { kind: 'intacctSave', object: 'CUSTOMER', isLinked: false }, 'not-linked', 'IA-3'],
    ['a save in Intacct under sync-only-once', { kind: 'intacctSave', object: 'CUSTOMER', now: once }, null, null],
  ])('%s', (_title, change, reason, rule) => {
    const closed = closedGate({ ...open, ...change });
    expect(closed?.reason ?? null).toBe(reason);
    if (rule !== null) expect(closed?.rules).toContain(rule);
    if (closed !== null) expect(closed.outcome).toBe('skip');
  });

  it('judges the gates in order: the first closed one is the reason', () => {
    const atTrigger = settings({ 'subscription.active': false, 'sync.enabled': false });
    expect(closedGate({ ...open, atTrigger, user: stranger, now: once })?.reason).toBe('subscription');
    expect(closedGate({ ...open, atTrigger: settings({ 'sync.enabled': false }), user: stranger, now: once })?.reason).toBe(
      'master-sync-off',
    );
    expect(closedGate({ ...open, user: stranger, now: once })?.reason).toBe('user-not-mapped');
    expect(closedGate({ ...open, kind: 'smart', isChanged: false, now: once })?.reason).toBe('sync-only-once');
  });
});
