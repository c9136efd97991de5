import { describe, expect, it } from 'vitest';
import { choosePointer, type Pointer } from '../../../../src/rules/intacct/default-contacts.js';
import type { DefaultContactsOption } from '../../../../src/rules/intacct/settings.js';

const LOOKUP_AND_ADDRESS = { hasLookup: true, hasAddress: true };
const LOOKUP = { hasLookup: true, hasAddress: false };
const ADDRESS = { hasLookup: false, hasAddress: true };
const NONE = { hasLookup: false, hasAddress: false };

describe('choosePointer', () => {
  it.each<[DefaultContactsOption, Pointer, Pointer, Pointer, Pointer]>([
    ['never', 'untouched', 'untouched', 'untouched', 'untouched'],
    ['lookup', 'lookup', 'lookup', 'untouched', 'untouched'],
    ['address', 'address', 'untouched', 'address', 'untouched'],
    ['lookupElseAddress', 'lookup', 'lookup', 'address', 'untouched'],
  ])('on update, %s: both %s, lookup %s, address %s, neither %s', (option, both, lookup, address, none) => {
    const chosen = [LOOKUP_AND_ADDRESS, LOOKUP, ADDRESS, NONE].map((facts) => choosePointer(option, facts, false));
    expect(chosen).toEqual([both, lookup, address, none]);
  });

  it.each([
    [LOOKUP_AND_ADDRESS, 'lookup'],
    [LOOKUP, 'lookup'],
    [ADDRESS, 'address'],
    [NONE, 'untouched'],
  ] as const)('on create, never initialises the pointer once: %o gives %s', (facts, expected) => {
    expect(choosePointer('never', facts, true)).toBe(expected);
  });

  it('on create, the other options decide as on update', () => {
    expect(choosePointer('lookup', ADDRESS, true)).toBe('untouched');
    expect(choosePointer('address', LOOKUP_AND_ADDRESS, true)).toBe('address');
  });
});
