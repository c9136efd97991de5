import { beforeEach, describe, expect, it } from 'vitest';
import { createIntacct, type Intacct } from '../../../simulator/intacct/index.js';
import { createWorld } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';

/** A field of each kind on either side. */
const SALESFORCE = {
  text: 'Description',
  number: 'AnnualRevenue',
  boolean: 'Held__c',
  date: 'Since__c',
  instant: 'Seen__c',
  list: 'Kinds__c',
  reference: 'ParentId',
};
const INTACCT = { text: 'COMMENTS', number: 'CREDITLIMIT', boolean: 'ONHOLD' };
const RULES = ['toIntacct', 'fromIntacct', 'biDirectional'] as const;
type Rule = (typeof RULES)[number];

/** Whether the value fits where the row carries it: texts, lists and references take all; the others their own kind. */
function fits(ours: string, theirs: string, rule: Rule): boolean {
  const toIntacct = theirs === 'text' || theirs === ours;
  const fromIntacct = ['text', 'list', 'reference'].includes(ours) || theirs === ours;
  return (rule === 'fromIntacct' || toIntacct) && (rule === 'toIntacct' || fromIntacct);
}

const cases = Object.keys(SALESFORCE).flatMap((ours) =>
  Object.keys(INTACCT).flatMap((theirs) => RULES.map((rule) => [ours, theirs, rule, fits(ours, theirs, rule)] as const)),
);

describe('Fields of both systems in a mapping', () => {
  let intacct: Intacct;
  const save = (values: Record<string, unknown>): void => intacct.people.saveSettings(values, '1');
  const row = (intacctField: string, salesforceField: string, rule: Rule = 'toIntacct', status = 'active') => ({
    object: 'Account',
    intacctField,
    salesforceField,
    rule,
    status,
  });
  beforeEach(() => {
    const world = createWorld();
    const { people } = createSalesforce(world);
    for (const [fullName, type] of [
      ['Held__c', 'Checkbox'],
      ['Since__c', 'Date'],
      ['Seen__c', 'DateTime'],
    ])
      people.create('CustomField', { object: 'Account', fullName, type }, people.user('admin')!);
    people.create(
      'CustomField',
      { object: 'Account', fullName: 'Kinds__c', type: 'MultiselectPicklist', picklist: ['a'] },
      people.user('admin')!,
    );
    intacct = createIntacct(world, { salesforce: people });
  });

  it.each(cases)('%s and %s, %s: fits %s', (ours, theirs, rule, isFit) => {
    const rows = [row(INTACCT[theirs as 'text'], SALESFORCE[ours as 'text'], rule)];
    save({ 'accounts.mappings': rows });
    expect(intacct.people.settings.get('accounts.mappings')).toEqual(rows);
    expect(intacct.people.warnings()).toHaveLength(isFit ? 0 : 1);
  });

  it('says which mapping does not fit, and which field does not take what', () => {
    save({ 'accounts.mappings': [row('COMMENTS', 'Description'), row('creditlimit', 'industry')] });
    expect(intacct.people.warnings().map(({ text }) => text)).toEqual([
      'accounts.mappings: the mapping of CUSTOMER.CREDITLIMIT and Account.Industry: CREDITLIMIT (number) does not take what Industry (text) holds',
    ]);
  });

  it('warns of the contacts’ rows too, once for each Save that has them', () => {
    save({ 'contacts.mappings': [{ ...row('TAXABLE', 'Title'), object: 'Contact' }] });
    save({ 'contacts.syncOnlyOnce': true });
    expect(intacct.people.warnings()).toHaveLength(1);
  });

  it('says nothing of an inactive row, of a parent’s field, or of a field that is still to be made', () => {
    save({ 'accounts.mappings': [row('CREDITLIMIT', 'Industry', 'toIntacct', 'inactive')] });
    save({ 'accounts.mappings': [row('CREDITLIMIT', 'Parent.Name'), row('ONHOLD', 'Later__c')] });
    expect(intacct.people.warnings()).toEqual([]);
  });

  it.each([
    ['accounts.mappings', 'Account', 'Nothing'],
    ['contacts.mappings', 'Contact', 'AnnualRevenue'],
  ])('%s refuses what is no field of %s', (key, object, salesforceField) => {
    const intacctField = key === 'accounts.mappings' ? 'COMMENTS' : 'EMAIL2';
    expect(() => save({ [key]: [{ ...row(intacctField, salesforceField), object }] })).toThrow(`${object} has no field ${salesforceField}`);
    expect(intacct.people.settings.get(key)).toEqual([]);
  });
});
