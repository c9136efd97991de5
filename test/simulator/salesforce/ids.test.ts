import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idAt, parseId, toId18 } from '../../../simulator/salesforce/ids.js';

it.each([
  ['0015g00000AbCdE', '0015g00000AbCdEAAV'],
  ['001D000000Jwj9v', '001D000000Jwj9vIAB'],
  ['0055g00000A1b2C', '0055g00000A1b2CAAR'],
  ['00D5g000004cAbC', '00D5g000004cAbCEAU'],
  ['0031i000013x2TE', '0031i000013x2TEAAY'],
  ['00D000000000062', '00D000000000062EAA'],
  ['012000000000000', '012000000000000AAA'],
])('gives %s its checksum', (short, long) => {
  expect(toId18(short)).toBe(long);
});

it.each([
  ['garbage', 'nonsense'],
  ['too short', '0015g00000AbCd'],
  ['a length between the two forms', '0015g00000AbCdEA'],
  ['a sign that no id has', '0015g00000AbC-E'],
  ['a checksum that no letters can have', '001000000000000ZZZ'],
  ['a checksum sign that does not exist', '0015g00000AbCdE999'],
])('takes %s for no id', (_title, text) => {
  expect(parseId(text)).toBeNull();
});

it('reads every id in its short form, its long form and its long form in any case', () => {
  fc.assert(
    fc.property(fc.constantFrom('001', '00Q', 'a0Z'), fc.integer({ min: 1, max: 62 ** 7 }), (prefix, place) => {
      const id = idAt(prefix, place);
      for (const form of [id.slice(0, 15), id, id.toLowerCase(), id.toUpperCase()]) expect(parseId(form)).toBe(id);
    }),
  );
});

it('gives ids of one prefix in rising order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 62 ** 6 }), fc.integer({ min: 1, max: 62 ** 6 }), (a, b) => {
      expect(Math.sign(a - b)).toBe(idAt('001', a) < idAt('001', b) ? -1 : idAt('001', a) > idAt('001', b) ? 1 : 0);
    }),
  );
});
