import { describe, expect, it } from 'vitest';
import { choosePointer, OPTION_RULES, type Pointer } from '../../../../src/rules/intacct/default-contacts.js';
import { chooseContactEntity, chooseEntity } from '../../../../src/rules/intacct/entity.js';
import { type IdentityFacts, resolveIdentity } from '../../../../src/rules/intacct/identity.js';
import type { DefaultContactsOption } from '../../../../src/rules/intacct/settings.js';

const BOTH = [false, true] as const;

/** The cells of a row: lookup and address, lookup alone, address alone, neither. */
const COLUMNS = [
  { hasLookup: true, hasAddress: true },
  { hasLookup: true, hasAddress: false },
  { hasLookup: false, hasAddress: true },
  { hasLookup: false, hasAddress: false },
] as const;
const L = 'lookup';
const A = 'address';
const U = 'untouched';

describe('The table of default contacts (A.2.1)', () => {
  const UPDATE: Readonly<Record<DefaultContactsOption, readonly Pointer[]>> = {
    never: [U, U, U, U],
    lookup: [L, L, U, U],
    address: [A, U, A, U],
    lookupElseAddress: [L, L, A, U],
  };
  // D-14: what "update" does not speak of is initialised once.
  const CREATE = { ...UPDATE, never: [L, L, A, U] as readonly Pointer[] };
  const options = Object.keys(UPDATE) as DefaultContactsOption[];
  const cells = options.flatMap((option) =>
    COLUMNS.flatMap((facts, column) => [
      [option, 'update', facts, UPDATE[option][column]!] as const,
      [option, 'create', facts, CREATE[option][column]!] as const,
    ]),
  );

  it.each(cells)('%s on %s with %o gives %s', (option, when, facts, pointer) => {
    expect(choosePointer(option, facts, when === 'create')).toBe(pointer);
  });

  it('has 32 cells and a rule for each option', () => {
    expect(cells).toHaveLength(32);
    expect(OPTION_RULES).toEqual({ never: 'IA-55', lookup: 'IA-56', address: 'IA-57', lookupElseAddress: 'IA-58' });
  });
});

describe('The table of entities (A.2.2)', () => {
  const E = 'E';
  const T = 'T';
  const TOP = '';
  /** Own entity, the transaction's (null: none asks), *first* → where, resting on. */
  const TABLE: readonly (readonly [string, string | null, boolean, string, readonly string[]])[] = [
    [E, null, false, E, ['IA-61', 'IA-62']],
    [E, null, true, E, ['IA-61', 'IA-62']],
    [TOP, null, false, TOP, ['IA-61']],
    [TOP, null, true, TOP, ['IA-61']],
    [E, T, true, E, ['IA-44', 'IA-45']],
    [TOP, T, true, TOP, ['IA-44', 'IA-62', 'IA-64']],
    [TOP, T, false, T, ['IA-63']],
    [E, T, false, T, ['IA-63', 'D-17']],
    [E, TOP, true, E, ['IA-44', 'IA-45']],
    [TOP, TOP, true, TOP, ['IA-44', 'IA-62', 'IA-64']],
    [TOP, TOP, false, TOP, ['IA-63']],
    [E, TOP, false, TOP, ['IA-63', 'D-17']],
  ];

  it.each(TABLE)('own %j, transaction %j, first %s: %j', (own, transaction, isFirst, entity, rules) => {
    expect(chooseEntity(own, transaction, isFirst)).toEqual({ entity, rules });
  });

  it.each(TABLE)('a contact without customer: own %j, transaction %j, first %s: %j', (own, transaction, isFirst, entity, rules) => {
    const expected = { entity, rules: ['IA-60', ...(transaction === null ? ['D-33'] : rules)] };
    expect(chooseContactEntity(null, own, transaction, isFirst)).toEqual(expected);
  });

  it.each(TABLE)('a contact whose customer is there goes to it: own %j, transaction %j, first %s', (own, transaction, isFirst) => {
    expect(chooseContactEntity('C', own, transaction, isFirst)).toEqual({ entity: 'C', rules: ['IA-60', 'IA-62', 'D-33'] });
    expect(chooseContactEntity('', own, transaction, isFirst).entity).toBe('');
  });

  it('has every combination', () => {
    expect(new Set(TABLE.map(([own, transaction, isFirst]) => `${own}|${transaction}|${isFirst}`)).size).toBe(2 * 3 * 2);
  });
});

describe('The table of ids (A.4, with the merges of A.9)', () => {
  const OTHER = { id: '001OTHER', mergedInto: null };
  const MERGED = { id: '001LOSER', mergedInto: '001WINNER' };
  const ANY = undefined;
  type Row = {
    readonly id: string;
    readonly link: string | null;
    readonly holder?: 'none' | 'other' | 'merged' | undefined;
    readonly exists?: boolean | undefined;
    readonly sequence?: boolean | undefined;
    readonly owed?: boolean | undefined;
    /** Kind with id or reason, and the rules. */
    readonly is: string;
    readonly rules: readonly string[];
  };
  /** Every fact that a row leaves out may be anything. The first row that fits counts. */
  const TABLE: readonly Row[] = [
    { id: '', link: null, sequence: true, is: 'create ', rules: ['IA-8'] },
    { id: '', link: null, sequence: false, is: 'refuse id-missing', rules: ['IA-8', 'IA-9'] },
    { id: '', link: 'Y', owed: true, exists: true, is: 'update Y', rules: ['IA-1'] },
    { id: '', link: 'Y', owed: true, exists: false, is: 'refuse record-missing', rules: ['IA-1'] },
    { id: '', link: 'Y', owed: false, sequence: true, is: 'create ', rules: ['IA-8', 'IA-37', 'IA-38', 'IA-39', 'D-8'] },
    { id: '', link: 'Y', owed: false, sequence: false, is: 'refuse id-missing', rules: ['IA-8', 'IA-9'] },
    { id: 'X', link: null, holder: 'merged', is: 'refuse link-broken', rules: ['IA-17', 'D-21'] },
    { id: 'X', link: null, holder: 'other', is: 'refuse id-in-use', rules: ['IA-1', 'IA-10'] },
    { id: 'X', link: null, holder: 'none', exists: false, is: 'create X', rules: ['IA-10'] },
    { id: 'X', link: null, holder: 'none', exists: true, is: 'adopt X', rules: ['IA-1', 'IA-10', 'D-20'] },
    { id: 'X', link: 'X', exists: true, is: 'update X', rules: ['IA-1'] },
    { id: 'X', link: 'X', exists: false, is: 'refuse record-missing', rules: ['IA-1'] },
    { id: 'X', link: 'Y', holder: 'merged', is: 'refuse link-broken', rules: ['IA-17', 'D-21'] },
    { id: 'X', link: 'Y', holder: ANY, is: 'refuse link-mismatch', rules: ['IA-1', 'D-21'] },
  ];
  const HOLDERS = { none: null, other: OTHER, merged: MERGED } as const;
  const combinations = ['', 'X'].flatMap((id) =>
    [null, 'X', 'Y'].flatMap((link) =>
      (['none', 'other', 'merged'] as const).flatMap((holder) =>
        BOTH.flatMap((exists) => BOTH.flatMap((sequence) => BOTH.map((owed) => ({ id, link, holder, exists, sequence, owed })))),
      ),
    ),
  );
  // A blank id is held by nobody, and which id the link has does not matter then.
  const possible = combinations.filter(({ id, link, holder }) => id !== '' || (holder === 'none' && link !== 'X'));

  it.each(possible)('$id linked to $link, held by $holder, exists $exists, sequence $sequence, owed $owed', (facts) => {
    const fits = (row: Row, key: 'holder' | 'exists' | 'sequence' | 'owed') => row[key] === undefined || row[key] === facts[key];
    const row = TABLE.find(
      (each) =>
        each.id === facts.id &&
        each.link === facts.link &&
        (['holder', 'exists', 'sequence', 'owed'] as const).every((key) => fits(each, key)),
    )!;
    const given: IdentityFacts = {
      what: 'Customer',
      intacctId: facts.id,
      linkedTo: facts.link,
      holder: HOLDERS[facts.holder],
      exists: facts.exists,
      hasSequence: facts.sequence,
      isWriteBackOwed: facts.owed,
    };
    const identity = resolveIdentity(given);
    expect(`${identity.kind} ${identity.kind === 'refuse' ? identity.reason : identity.id}`).toBe(row.is);
    expect(identity.rules).toEqual(row.rules);
  });

  it.each([
    ['blank', { intacctId: '', linkedTo: null, hasSequence: false }, 'BL01001973 Contract ID is missing'],
    ['gone', { intacctId: 'X', linkedTo: 'X' }, "'X' does not exist in Sage Intacct any more"],
    ['taken', { intacctId: 'X', holder: OTHER, exists: true }, 'BL34000061 Another Contract with the given value(s) X  already exists'],
    ['left by a merge', { intacctId: 'X', holder: MERGED }, "the link of 'X' still names 001LOSER, which was merged: reset the link"],
    ['edited', { intacctId: 'X', linkedTo: 'Y' }, "Intacct ID is 'X', but Sage Intacct holds 'Y' for this record: reset the link"],
  ] as const)('says what is wrong with an id that is %s', (_title, change, text) => {
    const nothing = { holder: null, exists: false, hasSequence: true, isWriteBackOwed: false, linkedTo: null };
    expect(resolveIdentity({ what: 'Contract', ...nothing, ...change })).toMatchObject({ kind: 'refuse', text });
  });
});
