import { beforeEach, describe, expect, it } from 'vitest';
import { createIntacct, type Intacct } from '../../../simulator/intacct/index.js';
import { createWorld, type World } from '../../../simulator/kernel/world.js';

const OPTION = 'accounts.defaultContactsFromSalesforce';
const LOOKUPS = 'accounts.updateBillToShipToCategories';
const ADDRESSES = 'accounts.updateAddressCategories';

/** Which categories each option needs. Source: rules IA-56 to IA-58. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  never: [],
  lookup: [LOOKUPS],
  address: [ADDRESSES],
  lookupElseAddress: [LOOKUPS, ADDRESSES],
};

const CATEGORIES: readonly Readonly<Record<string, boolean>>[] = [
  { [LOOKUPS]: false, [ADDRESSES]: false },
  { [LOOKUPS]: true, [ADDRESSES]: false },
  { [LOOKUPS]: false, [ADDRESSES]: true },
  { [LOOKUPS]: true, [ADDRESSES]: true },
];

const cases = Object.keys(NEEDS).flatMap((option) =>
  CATEGORIES.map((categories) => [option, categories, NEEDS[option]!.every((key) => categories[key] === true)] as const),
);

describe('Which options of default contacts are available', () => {
  let world: World;
  let intacct: Intacct;
  const save = (values: Readonly<Record<string, unknown>>): void => intacct.people.saveSettings(values, '1');
  const get = (key: string): unknown => intacct.people.settings.get(key);
  beforeEach(() => {
    world = createWorld();
    intacct = createIntacct(world);
  });

  it.each(cases)('%s with %o: %s, saved after them', (option, categories, isAvailable) => {
    save(categories);
    if (isAvailable) save({ [OPTION]: option });
    else expect(() => save({ [OPTION]: option })).toThrow('is available only while');
    expect(get(OPTION)).toBe(isAvailable ? option : 'never');
  });

  it.each(cases)('%s with %o: %s, saved together', (option, categories, isAvailable) => {
    if (isAvailable) save({ [OPTION]: option, ...categories });
    else expect(() => save({ [OPTION]: option, ...categories })).toThrow('is available only while');
    expect([get(OPTION), get(LOOKUPS)]).toEqual(isAvailable ? [option, categories[LOOKUPS]] : ['never', false]);
  });

  it.each(cases)('%s under %o: kept %s when the categories become these', (option, categories, isKept) => {
    save({ [LOOKUPS]: true, [ADDRESSES]: true });
    save({ [OPTION]: option });
    save(categories);
    expect(get(OPTION)).toBe(isKept ? option : 'never');
    expect(intacct.people.warnings()).toHaveLength(isKept ? 0 : 1);
  });

  it.each([
    ['opportunities.includeTaxAndAddons', 'opportunities.updateQuoteAmount'],
    ['opportunities.replaceWithOrderAmount', 'opportunities.updateQuoteAmount'],
  ])('%s needs %s', (box, prerequisite) => {
    expect(() => save({ [box]: true })).toThrow('is available only while');
    save({ [prerequisite]: true, [box]: true });
    expect(get(box)).toBe(true);
  });

  it.each([
    [true, { tax: true, order: true }],
    [false, { tax: false, order: false }],
  ])('the boxes under the quote amount stay where it is %s', (isOn, { tax, order }) => {
    const quote = 'opportunities.updateQuoteAmount';
    const [taxKey, orderKey] = ['opportunities.includeTaxAndAddons', 'opportunities.replaceWithOrderAmount'];
    save({ [quote]: true, [taxKey]: true, [orderKey]: true });
    save({ [quote]: isOn });
    expect([get(taxKey), get(orderKey)]).toEqual([tax, order]);
    expect(intacct.people.warnings()).toHaveLength(isOn ? 0 : 2);
  });

  it.each([
    ['orderEntry.priceSource', null, 'must be one of'],
    ['orderEntry.stages', ['a', 'b', 'c', 'd'], 'at most 3'],
    ['reseller.accountTypes', ['a', 'b', 'c', 'd'], 'at most 3'],
    ['orderEntry.documents', 'Sales Order', 'must be a list'],
    ['orderEntry.documents', [null], 'row 1: must be a map'],
    ['orderEntry.documents', [{ definition: '' }], 'row 1: needs the name'],
    ['orderEntry.documents', [{ definition: 'Nothing' }], 'there is no transaction definition Nothing'],
    ['orderEntry.documents', [{ definition: 'Sales Order', fromSalesforce: 'yes' }], 'fromSalesforce must be true or false'],
    ['orderEntry.documents', [{ definition: 'Sales Order' }, { definition: 'Sales Order' }], 'listed twice'],
    ['orderEntry.documents', [rowWith({ headerMap: {} })], 'headerMap: must be a list'],
    ['orderEntry.documents', [rowWith({ headerMap: [null] })], 'headerMap: needs intacctField'],
    ['orderEntry.documents', [rowWith({ headerMap: [mapped('MESSAGE', 'fromIntacct')] })], 'rule must be toIntacct'],
    ['orderEntry.documents', [rowWith({ lineMap: [{ ...mapped('MEMO'), status: 'on' }] })], 'status must be'],
    ['orderEntry.documents', [rowWith({ lineMap: [mapped('MEMO'), mapped('memo')] })], 'MEMO is mapped twice'],
    ['orderEntry.documents', [rowWith({ lineMap: [mapped('NOTHING')] })], 'SODOCUMENTENTRY has no field NOTHING'],
    ['orderEntry.documents', [rowWith({ lineMap: [mapped('TOTAL')] })], 'TOTAL cannot be mapped'],
    ['orderEntry.job', 'daily', 'name a definition and everyHours'],
    ['orderEntry.job', { definition: 'Sales Order', everyHours: 0 }, 'from 1 to 168'],
    ['orderEntry.job', { definition: 'Nothing', everyHours: 1 }, 'there is no transaction definition Nothing'],
    ['main.logPurge', 0, 'from 1 to 3650'],
    ['main.logPurge', '7', 'whole number of days'],
    ['main.customValidations', 'off', 'must be true or false'],
    ['main.disabledValidations', 'all', 'must be a list'],
    ['main.disabledValidations', ['account.statuses'], 'there is no validation account.statuses'],
    ['main.disabledValidations', ['contract.statuses'], 'is available only while main.customValidations is on'],
  ])('%s refuses %j', (key, value, complaint) => {
    const before = get(key);
    expect(() => save({ [key]: value })).toThrow(complaint);
    expect(get(key)).toEqual(before);
  });

  it.each([
    ['orderEntry.documents', [rowWith({ headerMap: [mapped('MESSAGE')], lineMap: [mapped('memo'), mapped('CLASSID')] })]],
    ['orderEntry.documents', []],
    ['orderEntry.job', { definition: 'Sales Order', everyHours: 24 }],
    ['main.logPurge', 30],
    ['main.logPurge', null],
  ])('%s takes %j', (key, value) => {
    save({ [key]: value });
    expect(get(key)).toEqual(value);
  });

  it.each([
    [true, ['contract.statuses', 'opportunityProduct.statuses']],
    [false, []],
  ])('validations that were switched off stay so where custom validations are %s', (isOn, left) => {
    save({ 'main.customValidations': true, 'main.disabledValidations': ['contract.statuses', 'opportunityProduct.statuses'] });
    save({ 'main.customValidations': isOn });
    expect(get('main.disabledValidations')).toEqual(left);
    expect(intacct.people.warnings()).toHaveLength(isOn ? 0 : 1);
  });

  it('the environment is chosen while one subscribes, and changed by subscribing anew only', async () => {
    const key = 'subscription.environment';
    save({ [key]: 'sandbox' });
    await world.clock.advanceTo(world.clock.now() + 1_000);
    expect(() => save({ [key]: 'production' })).toThrow('cancel the subscription');
    save({ 'subscription.active': false });
    save({ 'subscription.active': true, [key]: 'sandbox' });
    expect(get(key)).toBe('sandbox');
  });
});

function rowWith(maps: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { definition: 'Sales Order', fromSalesforce: true, ...maps };
}

function mapped(intacctField: string, rule = 'toIntacct'): Readonly<Record<string, unknown>> {
  return { intacctField, salesforceField: 'Name', rule };
}
