import { describe, expect, it } from 'vitest';
import { intacctSettings } from '../../../../src/rules/intacct/settings.js';
import { type EntityState, needsEntityState, type ValidatedDeal, validationObjection } from '../../../../src/rules/intacct/validations.js';

const settings = (off: readonly string[] = [], isCustom = true) =>
  intacctSettings({ 'main.customValidations': isCustom, 'main.disabledValidations': off });
const product = (IsActive: boolean | undefined, Name = 'Chair') => ({ Id: '00k', Product2Id: '01t', Product2: { Name, IsActive } });
const RECORDS = ['opportunity', 'contract'] as const;
const STATES: readonly (EntityState | null)[] = [null, 'active', 'inactive', 'unknown'];
const SWITCHES = [
  'opportunity.statuses',
  'opportunity.dimensions',
  'opportunityProduct.statuses',
  'contract.statuses',
  'contract.dimensions',
];

/** Which validation fails, by the words of the documents: statuses of what is named, and whether a dimension is there. */
function expected(record: string, state: EntityState | null, isActive: boolean, off: readonly string[]): string | null {
  const failing = [
    ...(state === 'unknown' ? [`${record}.dimensions`] : []),
    ...(state === 'inactive' ? [`${record}.statuses`] : []),
    ...(isActive ? [] : ['opportunityProduct.statuses']),
  ];
  return failing.find((validation) => !off.includes(validation)) ?? null;
}

const offs = [[], ...SWITCHES.map((validation) => [validation]), SWITCHES];
const cases = RECORDS.flatMap((record) =>
  STATES.flatMap((state) => [true, false].flatMap((isActive) => offs.map((off) => ({ record, state, isActive, off })))),
);

describe('The package’s validations (A.3, gate 7)', () => {
  it.each(cases)('$record, entity $state, product active $isActive, off $off', ({ record, state, isActive, off }) => {
    const deal: ValidatedDeal = { record, namedEntity: 'UK', entityState: state, products: [product(true), product(isActive)] };
    const failing = expected(record, state, isActive, off);
    const objection = validationObjection(deal, settings(off));
    expect(objection?.text.slice(0, objection.text.indexOf(':')) ?? null).toBe(failing === null ? null : `validation ${failing}`);
  });

  it.each([
    ['unknown', [], "validation contract.dimensions: Intacct Entity 'UK' does not exist"],
    ['inactive', [], "validation contract.statuses: Intacct Entity 'UK' is inactive"],
    [null, [product(false)], "validation opportunityProduct.statuses: product 'Chair' is inactive"],
    [null, [product(false, '')], "validation opportunityProduct.statuses: product '01t' is inactive"],
  ] as const)('says what is wrong: %s, %j', (entityState, products, text) => {
    const objection = validationObjection({ record: 'contract', namedEntity: 'UK', entityState, products }, settings());
    expect(objection).toEqual({ rules: ['A.3'], reason: 'validation', text });
  });

  it.each([
    ['of which nothing is said', product(undefined)],
    ['that is not read', { Id: '00k', Product2: null }],
    ['without one', { Id: '00k' }],
  ])('takes a product %s for active', (_title, line) => {
    expect(validationObjection({ record: 'contract', namedEntity: '', entityState: null, products: [line] }, settings())).toBeNull();
  });

  it('are all on while custom validations are off, whatever the tab says', () => {
    const deal: ValidatedDeal = { record: 'contract', namedEntity: 'UK', entityState: 'unknown', products: [] };
    expect(validationObjection(deal, settings(SWITCHES, false))?.reason).toBe('validation');
    expect(validationObjection(deal, intacctSettings({ 'main.customValidations': true }))?.reason).toBe('validation');
  });

  it.each(RECORDS)('asks of the entity of %s only where one is named and looked at', (record) => {
    expect(needsEntityState(record, 'UK', settings())).toBe(true);
    expect(needsEntityState(record, '', settings())).toBe(false);
    expect(needsEntityState(record, 'UK', settings([`${record}.statuses`]))).toBe(true);
    expect(needsEntityState(record, 'UK', settings([`${record}.dimensions`]))).toBe(true);
    expect(needsEntityState(record, 'UK', settings([`${record}.statuses`, `${record}.dimensions`]))).toBe(false);
  });
});
