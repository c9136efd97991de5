import { describe, expect, it } from 'vitest';
import { type IdentityFacts, resolveIdentity } from '../../../../src/rules/intacct/identity.js';

const nothing: IdentityFacts = {
  what: 'Customer',
  intacctId: '',
  linkedTo: null,
  holder: null,
  exists: false,
  hasSequence: true,
  isWriteBackOwed: false,
};
const lace = { id: '001LACE', mergedInto: null };
const mergedLace = { id: '001LACE', mergedInto: '001LOVE' };

describe('resolveIdentity', () => {
  it.each<[string, Partial<IdentityFacts>, Readonly<Record<string, unknown>>, string]>([
    ['blank, no link: the sequence', {}, { kind: 'create', id: '' }, 'IA-8'],
    ['blank, no link, no sequence: an error', { hasSequence: false }, { kind: 'refuse', reason: 'id-missing' }, 'IA-9'],
    ['own id that nobody has: created under it', { intacctId: 'X' }, { kind: 'create', id: 'X' }, 'IA-10'],
    ['own id needs no sequence', { intacctId: 'X', hasSequence: false }, { kind: 'create', id: 'X' }, 'IA-10'],
    ['own id of an unlinked customer: adopted', { intacctId: 'X', exists: true }, { kind: 'adopt', id: 'X' }, 'D-20'],
    [
      'own id of another account: no link theft',
      { intacctId: 'X', exists: true, holder: lace },
      { kind: 'refuse', reason: 'id-in-use' },
      'IA-10',
    ],
    ['linked and agreed: an update', { intacctId: 'X', linkedTo: 'X', exists: true }, { kind: 'update', id: 'X' }, 'IA-1'],
    [
      'edited by hand to another id: an error until reset',
      { intacctId: 'X', linkedTo: 'Y', exists: true },
      { kind: 'refuse', reason: 'link-mismatch' },
      'D-21',
    ],
    ['blank, linked on the Intacct side only: a duplicate', { linkedTo: 'Y', exists: true }, { kind: 'create', id: '' }, 'IA-38'],
    [
      'linked to a customer deleted in Intacct: an error',
      { intacctId: 'X', linkedTo: 'X' },
      { kind: 'refuse', reason: 'record-missing' },
      'IA-1',
    ],
    [
      'an id that is still to be written back counts',
      { linkedTo: 'Y', exists: true, isWriteBackOwed: true },
      { kind: 'update', id: 'Y' },
      'IA-1',
    ],
    [
      "a merge kept the loser's id: broken until reset",
      { intacctId: 'L', linkedTo: 'W', exists: true, holder: mergedLace },
      { kind: 'refuse', reason: 'link-broken' },
      'IA-17',
    ],
    [
      "the winner never synced, the loser's id copied: broken until reset",
      { intacctId: 'L', exists: true, holder: mergedLace },
      { kind: 'refuse', reason: 'link-broken' },
      'IA-17',
    ],
  ])('%s', (_title, facts, expected, rule) => {
    const identity = resolveIdentity({ ...nothing, ...facts });
    expect(identity).toMatchObject(expected);
    expect(identity.rules).toContain(rule);
  });

  it('names the taken id in the words of the gateway, two blanks included', () => {
    const identity = resolveIdentity({ ...nothing, intacctId: 'ACME-1', exists: true, holder: lace });
    expect(identity).toMatchObject({ text: 'BL34000061 Another Customer with the given value(s) ACME-1  already exists' });
  });
});
