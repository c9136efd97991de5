import { describe, expect, it } from 'vitest';
import { claim } from '../../../src/sync/claim.js';

type Sent = { name: string; phone: string };
const claimed = (sent: readonly Sent[], found: readonly Sent[]) =>
  claim(
    sent,
    found,
    (a, b) => a.name === b.name,
    (a, b) => a.phone === b.phone,
  );

describe('whose record is it', () => {
  const [one, two] = [
    { name: 'Acme', phone: '1' },
    { name: 'Acme', phone: '2' },
  ];

  it('goes by the values that were sent', () => {
    expect(claimed([one, two], [two, one])).toEqual([one, two]);
    expect(claimed([one, two], [two])).toEqual([null, two]);
  });

  it("is still the intent's when somebody edited it meanwhile", () => {
    const edited = { name: 'Acme', phone: '9' };
    expect(claimed([one], [edited])).toEqual([edited]);
    expect(claimed([one, two], [edited, two])).toEqual([edited, two]);
  });

  it("is nobody's when it cannot be", () => {
    expect(claimed([one], [{ name: 'Other', phone: '1' }])).toEqual([null]);
  });
});
