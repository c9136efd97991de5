import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LeadingCodes } from '../../../../simulator/salesforce/soql/leading-codes.js';

const RUNS = { numRuns: 1_000 };

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ maxLength: 10 }).map((end) => `account ${end}`),
);
const key = fc.option(text, { nil: null });

/** Every pair of keys: where the codes differ, the keys differ in the same order; no value has no code. */
function holds(keys: readonly (string | number | null)[], codes: Float64Array): void {
  for (const [a, one] of keys.entries()) {
    expect(Number.isNaN(codes[a])).toBe(one === null);
    for (const [b, other] of keys.entries()) if (codes[a]! < codes[b]!) expect(one! < other!).toBe(true);
  }
}

it('puts texts in the order in which they compare', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 20 }), (keys) => holds(keys, new LeadingCodes(keys).codes)),
    RUNS,
  );
});

it('keeps the order when keys change or come, whatever they begin with', () => {
  const change = fc.tuple(fc.nat({ max: 80 }), key);
  fc.assert(
    fc.property(fc.array(key, { maxLength: 10 }), fc.array(change, { maxLength: 10 }), (first, changes) => {
      const keys = [...first];
      const leading = new LeadingCodes(keys);
      for (const [place, to] of changes) {
        while (keys.length < place) leading.set(keys.push(null) - 1, null);
        keys[place] = to;
        leading.set(place, to);
      }
      holds(keys, leading.codes);
    }),
    RUNS,
  );
});

it('puts numbers in their order, and tells long texts with one beginning apart', () => {
  holds([3, -1, null, 2.5], new LeadingCodes([3, -1, null, 2.5]).codes);
  const { codes } = new LeadingCodes(['a company of 12', 'a company of 13', 'a company of 2']);
  expect([codes[0]! < codes[1]!, codes[1]! < codes[2]!]).toEqual([true, true]);
});
