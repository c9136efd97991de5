import { beforeEach, describe, expect, it } from 'vitest';
import { createIntacct, type Intacct } from '../../../simulator/intacct/index.js';
import { createWorld } from '../../../simulator/kernel/world.js';

const CONTACTS = 'accounts.defaultContactsFromSalesforce';

describe('the subscription page', () => {
  let intacct: Intacct;
  const save = (values: Record<string, unknown>): void => intacct.people.saveSettings(values, '1');
  const get = (key: string): unknown => intacct.people.settings.get(key);
  beforeEach(() => {
    intacct = createIntacct(createWorld());
  });

  it('starts subscribed, running, with admin and connector as mapped users', () => {
    expect([get('subscription.active'), get('sync.enabled'), get('accounts.addNew'), get(CONTACTS)]).toEqual([true, true, false, 'never']);
    expect(get('users.access')).toEqual([
      { intacctUser: 'admin', salesforceUser: 'admin' },
      { intacctUser: 'connector', salesforceUser: 'connector' },
    ]);
  });

  it.each([
    ['an unknown key', { 'accounts.adNew': true }, /unknown setting accounts\.adNew/],
    ['a box that is not true or false', { 'accounts.addNew': 'yes' }, /true or false/],
    ['an unknown choice', { [CONTACTS]: 'always' }, /must be one of never/],
    ['lookup without its category', { [CONTACTS]: 'lookup' }, /updateBillToShipToCategories is on/],
    [
      'address without its category',
      { [CONTACTS]: 'address', 'accounts.updateBillToShipToCategories': true },
      /updateAddressCategories is on/,
    ],
    [
      'both with one category',
      { [CONTACTS]: 'lookupElseAddress', 'accounts.updateAddressCategories': true },
      /updateBillToShipToCategories is on/,
    ],
    ['four reseller types', { 'reseller.accountTypes': ['a', 'b', 'c', 'd'] }, /at most 3/],
    ['a sequence that is not there', { 'sequences.customer': 'nope' }, /there is no sequence nope/],
    ['a user twice', { 'users.access': ['admin', 'admin'] }, /names a user twice/],
    ['tax without its box', { 'opportunities.includeTaxAndAddons': true }, /available only while/],
    ['a mapping of a locked field', { 'accounts.mappings': [row('NAME', 'Name')] }, /cannot be overridden/],
    ['a mapping of an unknown field', { 'accounts.mappings': [row('NOPE', 'X')] }, /no field NOPE/],
    ['a mapping of one field twice', { 'accounts.mappings': [row('COMMENTS', 'A'), row('COMMENTS', 'B')] }, /mapped twice/],
    ['a derived field towards Intacct', { 'accounts.mappings': [row('TOTALDUE', 'A')] }, /can only come from Intacct/],
  ])('refuses %s, and saves nothing', (_title, values, text) => {
    expect(() => save({ ...values, 'accounts.syncFirst': true })).toThrow(text);
    expect(get('accounts.syncFirst')).toBe(false);
  });

  it('takes the option with its category in one save', () => {
    save({ [CONTACTS]: 'lookup', 'accounts.updateBillToShipToCategories': true });
    expect(get(CONTACTS)).toBe('lookup');
  });

  it('puts the option back to never, with a warning, when its category is switched off', () => {
    save({ [CONTACTS]: 'lookup', 'accounts.updateBillToShipToCategories': true });
    save({ 'accounts.updateBillToShipToCategories': false });
    expect(get(CONTACTS)).toBe('never');
    expect(intacct.people.warnings().map((warning) => warning.text)).toEqual([expect.stringContaining('reset to "never"')]);
  });

  it('knows none from the default', () => {
    save({ 'sequences.customer': null });
    expect(get('sequences.customer')).toBeNull();
  });

  it('takes names for pairs, and makes the users whom Intacct lacks CRM users', () => {
    save({ 'users.access': ['admin', 'connector', 'ann'] });
    expect(get('users.access')).toContainEqual({ intacctUser: 'ann', salesforceUser: 'ann' });
    expect(intacct.people.read('USERINFO', 'ann')).toMatchObject({ USERTYPE: 'CRM user' });
  });

  it('erases everything when the subscription is cancelled', () => {
    save({ 'accounts.addNew': true });
    save({ 'subscription.active': false });
    expect([get('subscription.active'), get('accounts.addNew'), get('users.access')]).toEqual([false, false, []]);
  });

  it('maps the administrator and the integration user again when somebody subscribes again, unless told whom', () => {
    const names = (): readonly string[] =>
      (get('users.access') as readonly { salesforceUser: string }[]).map((pair) => pair.salesforceUser);
    save({ 'subscription.active': false });
    save({ 'subscription.active': true });
    expect(names()).toEqual(['admin', 'connector']);
    save({ 'users.access': ['admin'] });
    save({ 'subscription.active': true });
    expect(names()).toEqual(['admin']);
    save({ 'subscription.active': false });
    save({ 'subscription.active': true, 'users.access': ['ann'] });
    expect(names()).toEqual(['ann']);
  });
});

function row(intacctField: string, salesforceField: string): Record<string, string> {
  return { object: 'Account', intacctField, salesforceField, rule: 'toIntacct' };
}
