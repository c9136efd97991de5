import { describe, expect, it } from 'vitest';
import type { CrmState } from '../../../../src/model/engagement.js';
import { comparableEmail, isEmail, personFor, prospectFor } from '../../../../src/rules/engagement/matching.js';
import { product } from './product.js';
import { NINE, person, prospect, settings } from './samples.js';

describe('reference A.5: whether email matches at all', () => {
  it.each(product({ ampsea: [false, true], box: [false, true], strict: [false, true] }))(
    'several prospects an email %o',
    ({ ampsea, box, strict }) => {
      const under = settings({ matchByEmailWhenNoCrmId: box, strictSetting: strict }, ampsea);
      // The table: CRM ID absent. Elsewhere email always matches, unless the unit is strict (D-9).
      const isMatching = ampsea || strict ? box : true;
      expect(personFor(prospect(), [person()], new Set(), under)?.id ?? null).toBe(isMatching ? person().id : null);
      expect(prospectFor(person(), [prospect()], under)?.id ?? null).toBe(isMatching ? '1' : null);
    },
  );
});

describe('reference A.5: which Salesforce record wins', () => {
  const under = settings();

  it('skips converted, deleted and taken records, and other emails', () => {
    for (const each of product({ deleted: [false, true], converted: [false, true], taken: [false, true], other: [false, true] })) {
      const record = person({
        isDeleted: each.deleted,
        isConverted: each.converted,
        email: each.other ? 'bo@example.com' : ' JANE@example.com ',
      });
      const found = personFor(prospect(), [record], new Set(each.taken ? [record.id] : []), under);
      expect(found !== null, JSON.stringify(each)).toBe(!each.deleted && !each.converted && !each.taken && !each.other);
    }
  });

  it('takes contacts before leads (D-10), then the latest activity, the oldest, the lowest id (D-11), in whatever order they come', () => {
    const records = product({
      type: ['Contact', 'Lead'] as const,
      lastActivityAt: [NINE + 5, NINE, null],
      createdAt: [NINE, NINE + 1],
      id: ['a', 'b'],
    }).map((facts) => person({ ...facts, id: `${facts.type}-${facts.lastActivityAt}-${facts.createdAt}-${facts.id}` }));
    // The axes are listed from the winner down, so the product is in the order of the rule.
    for (let first = 0; first < records.length; first += 1) {
      for (let second = first + 1; second < records.length; second += 1) {
        const pair = [records[first]!, records[second]!];
        expect(personFor(prospect(), pair, new Set(), under)?.id).toBe(pair[0]!.id);
        expect(personFor(prospect(), [...pair].reverse(), new Set(), under)?.id).toBe(pair[0]!.id);
      }
    }
  });

  it('finds nobody for a prospect without an email', () => {
    expect(personFor(prospect({ email: '  ' }), [person({ email: null })], new Set(), under)).toBeNull();
  });
});

describe('reference A.5: which prospect wins', () => {
  it('is free: not in the bin, not linked, not deleted, not kept out of the CRM', () => {
    for (const each of product({
      archived: [false, true],
      state: ['none', 'linked', 'deleted', 'ignored'] as CrmState[],
      other: [false, true],
    })) {
      const email = each.other ? 'bo@example.com' : 'Jane@Example.com';
      const found = prospectFor(person(), [prospect({ isArchived: each.archived, crmState: each.state, email })], settings());
      expect(found !== null, JSON.stringify(each)).toBe(!each.archived && each.state === 'none' && !each.other);
    }
  });

  it('has the latest activity, then the latest change, then the lowest id, in whatever order they come', () => {
    const prospects = product({ lastActivityAt: [NINE + 5, NINE, null], updatedAt: [NINE + 1, NINE], id: ['2', '10'] }).map((facts) =>
      prospect(facts),
    );
    for (let first = 0; first < prospects.length; first += 1) {
      for (let second = first + 1; second < prospects.length; second += 1) {
        const pair = [prospects[first]!, prospects[second]!];
        expect(prospectFor(person(), pair, settings())).toBe(pair[0]);
        expect(prospectFor(person(), [...pair].reverse(), settings())).toBe(pair[0]);
      }
    }
  });

  it('is nobody for a record without an email', () => {
    expect(prospectFor(person({ email: null }), [prospect({ email: '' })], settings())).toBeNull();
  });
});

describe('an email', () => {
  it.each([
    [null, null],
    ['', null],
    ['   ', null],
    [' JJenson@Gmail.com ', 'jjenson@gmail.com'],
  ])('%j compares as %j', (email, expected) => {
    expect(comparableEmail(email)).toBe(expected);
  });

  it.each([
    ['jane@example.com', true],
    [' jane@example.com ', true],
    ['jane.doe+x@mail.example.co.uk', true],
    ['jane', false],
    ['jane@example', false],
    ['jane@@example.com', false],
    ['jane doe@example.com', false],
    ['jane@exa mple.com', false],
    ['@example.com', false],
    ['jane@.', false],
    ['jane@example.com, bo@example.com', false],
    ['jane@example.com;bo', false],
    ['<jane@example.com>', false],
    ['(jane)@example.com', false],
  ])('%j is one: %s', (email, expected) => {
    expect(isEmail(email)).toBe(expected);
  });
});
