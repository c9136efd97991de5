import { describe, expect, it } from 'vitest';
import { alignContactList, lookupRows } from '../../../../src/rules/intacct/contact-list.js';

const bill = (contactName: string) => ({ category: 'Billing to contact', contactName });
const ship = (contactName: string) => ({ category: 'Shipping to contact', contactName });
const byHand = { category: 'Bill to Contact', contactName: 'Zoe' };

describe('lookupRows', () => {
  it('gives one contact in both lookups two rows', () => {
    expect(lookupRows({ billTo: 'Ann', shipTo: 'Ann' })).toEqual([bill('Ann'), ship('Ann')]);
  });
});

describe('alignContactList', () => {
  it.each([
    ['nothing to do when the rows are there', [bill('Ann'), byHand], { billTo: 'Ann', shipTo: null }, null],
    ['a missing row is appended', [byHand], { billTo: 'Ann', shipTo: null }, { clear: false, rows: [bill('Ann')] }],
    [
      'a replaced lookup clears and resends the rest',
      [bill('Ann'), byHand],
      { billTo: 'Bob', shipTo: null },
      { clear: true, rows: [byHand, bill('Bob')] },
    ],
    [
      'an emptied lookup removes its row only',
      [bill('Ann'), ship('Ann'), byHand],
      { billTo: null, shipTo: 'Ann' },
      { clear: true, rows: [ship('Ann'), byHand] },
    ],
    ['no lookups, no rows: nothing', [byHand], { billTo: null, shipTo: null }, null],
  ] as const)('%s', (_title, present, names, expected) => {
    expect(alignContactList(present, names)).toEqual(expected);
  });
});
