import { beforeEach, describe, expect, it } from 'vitest';
import { createIntacct, type Intacct } from '../../../simulator/intacct/index.js';
import { createWorld } from '../../../simulator/kernel/world.js';

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
  let intacct: Intacct;
  const save = (values: Readonly<Record<string, unknown>>): void => intacct.people.saveSettings(values, '1');
  const get = (key: string): unknown => intacct.people.settings.get(key);
  beforeEach(() => {
    intacct = createIntacct(createWorld());
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
});
