import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/model/engagement.js';
import { fieldsForNewPerson, mergeFields } from '../../../../src/rules/engagement/fields.js';
import type { FieldBehavior } from '../../../../src/rules/engagement/settings.js';
import { NINE, person, prospect, settings } from './samples.js';

/** Plays one field through a sync and says what both sides hold afterwards. */
function after(behavior: FieldBehavior, ours: Value, theirs: Value, options: { isOursNewer?: boolean; nullOverwrite?: boolean } = {}) {
  const a = prospect({ fields: { jobTitle: ours }, updatedAt: options.isOursNewer ? NINE + 1 : NINE });
  const s = person({ fields: { Title: theirs } });
  const under = settings({ 'fieldBehavior.jobTitle': behavior, nullOverwriteFromSalesforce: options.nullOverwrite ?? false });
  const { toPerson, toProspect } = mergeFields(a, s, under);
  return [
    toProspect['jobTitle'] === undefined ? ours : toProspect['jobTitle'],
    toPerson['Title'] === undefined ? theirs : toPerson['Title'],
  ];
}

describe('field sync: the table of reference A.7', () => {
  it.each([
    ['engagement', 'a', 's', {}, ['a', 'a']],
    ['engagement', null, 's', {}, ['s', 's']],
    ['engagement', 'a', null, {}, ['a', 'a']],
    ['engagement', null, null, {}, [null, null]],
    ['engagement', 'a', 'a', {}, ['a', 'a']],
    ['salesforce', 'a', 's', {}, ['s', 's']],
    ['salesforce', null, 's', {}, ['s', 's']],
    ['salesforce', 'a', null, {}, ['a', 'a']],
    ['salesforce', 'a', null, { nullOverwrite: true }, [null, null]],
    ['salesforce', 'a', '  ', { nullOverwrite: true }, [null, '  ']],
    ['salesforce', '', 's', {}, ['s', 's']],
    ['salesforce', null, null, {}, [null, null]],
    ['mostRecent', 'a', 's', { isOursNewer: true }, ['a', 'a']],
    ['mostRecent', 'a', 's', {}, ['s', 's']],
    ['mostRecent', null, 's', { isOursNewer: true }, ['s', 's']],
    ['mostRecent', 'a', null, {}, ['a', 'a']],
    ['mostRecent', 'a', null, { nullOverwrite: true }, ['a', 'a']],
    ['engagement', 'a', null, { nullOverwrite: true }, ['a', 'a']],
  ] as const)('%s: %s and %s under %o give %o', (behavior, ours, theirs, options, expected) => {
    expect(after(behavior, ours, theirs, options)).toEqual(expected);
  });

  it('takes false for a value of a checkbox', () => {
    const a = prospect({ fields: { optedOut: false, isDoNotCall: true } });
    const s = person({ fields: { HasOptedOutOfEmail: true, DoNotCall: false } });
    expect(mergeFields(a, s, settings())).toMatchObject({ toPerson: { HasOptedOutOfEmail: false }, toProspect: { isDoNotCall: false } });
  });

  it('only reads what belongs to the account of a contact', () => {
    const a = prospect({ fields: { company: 'Ours', industry: 'Retail' }, updatedAt: NINE + 1 });
    const s = person({ type: 'Contact', fields: { 'Account.Name': 'Theirs', 'Account.Industry': null } });
    const sync = mergeFields(a, s, settings({ 'fieldBehavior.company': 'engagement', 'fieldBehavior.industry': 'engagement' }));
    expect(sync).toMatchObject({ toPerson: {}, toProspect: { company: 'Theirs' } });
  });

  it('never writes a field that the connector may not edit, and takes its value', () => {
    const sync = mergeFields(
      prospect({ fields: { jobTitle: 'CTO' } }),
      person({ fields: { Title: 'CEO' } }),
      settings({ 'fieldBehavior.jobTitle': 'engagement' }),
      undefined,
      () => false,
    );
    expect(sync).toMatchObject({ toPerson: {}, toProspect: { jobTitle: 'CEO' } });
  });

  it('writes package fields up, and none of them when their sync is stopped', () => {
    const a = prospect({ fields: { score: 50, grade: 'B' } });
    const s = person({ fields: { pi__score__c: 10, pi__grade__c: null } });
    expect(mergeFields(a, s, settings()).toPerson).toEqual({ pi__score__c: 50, pi__grade__c: 'B' });
    expect(mergeFields(a, s, settings({ stopSyncingPackageFields: true })).toPerson).toEqual({});
  });

  it('has nothing to write once both sides hold the outcome, streets of three lines included', () => {
    const a = prospect({ fields: { addressOne: 'A', addressTwo: 'B C', annualRevenue: '1000', createdAt: '2026-03-02T09:00:00+00:00' } });
    const s = person({ fields: { Street: 'A\r\nB\nC', AnnualRevenue: 1000, pi__created_date__c: '2026-03-02T09:00:00.000+0000' } });
    expect(mergeFields(a, s, settings())).toEqual({ toPerson: {}, toProspect: {}, lost: [] });
  });

  it('records the value that lost', () => {
    const sync = mergeFields(prospect({ fields: { jobTitle: 'CTO' } }), person({ fields: { Title: 'CEO' } }), settings());
    expect(sync.lost).toEqual([{ field: 'jobTitle', side: 'engagement', value: 'CTO' }]);
  });

  it('does not pull the filler of a nameless prospect back', () => {
    const sync = mergeFields(prospect({ fields: { lastName: null } }), person({ fields: { LastName: '[[unknown]]' } }), settings());
    expect(sync).toEqual({ toPerson: {}, toProspect: {}, lost: [] });
  });
});

describe('a number that Salesforce rounds', () => {
  it.each([
    ['1000.50', 1_001, {}],
    ['-1000.50', -1_001, {}],
    ['1000.50', 1_000, { AnnualRevenue: 1_001 }],
    ['1000.49', 1_000, {}],
    ['many', 1_000, { AnnualRevenue: 'many' }],
  ])('%s beside %d writes %o', (ours, theirs, written) => {
    const a = prospect({ fields: { annualRevenue: ours } });
    const s = person({ fields: { AnnualRevenue: theirs } });
    expect(mergeFields(a, s, settings({ 'fieldBehavior.annualRevenue': 'engagement' })).toPerson).toEqual(written);
  });
});

describe('a new record for a prospect', () => {
  it('fills what Salesforce requires and leaves blanks to its defaults', () => {
    const fields = fieldsForNewPerson(prospect({ fields: { firstName: 'Jane', score: 0, optedOut: false } }), 'Lead', settings());
    expect(fields).toEqual({
      Email: 'jane@example.com',
      FirstName: 'Jane',
      LastName: '[[unknown]]',
      Company: '[[unknown]]',
      pi__score__c: 0,
    });
  });

  it('has no package field when their sync is stopped', () => {
    const fields = fieldsForNewPerson(
      prospect({ fields: { score: 5, comments: 'x' } }),
      'Lead',
      settings({ stopSyncingPackageFields: true }),
    );
    expect(Object.keys(fields).filter((name) => name.startsWith('pi__'))).toEqual([]);
  });
});

describe('a street', () => {
  it('follows the behaviour of its first line', () => {
    const a = prospect({ fields: { addressOne: 'Ours' } });
    const s = person({ fields: { Street: 'Theirs' } });
    expect(mergeFields(a, s, settings({ 'fieldBehavior.addressOne': 'engagement' })).toPerson).toEqual({ Street: 'Ours' });
    expect(mergeFields(a, s, settings()).toProspect).toMatchObject({ addressOne: 'Theirs' });
  });
});
