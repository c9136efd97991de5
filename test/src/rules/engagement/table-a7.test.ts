import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/model/engagement.js';
import { fieldsForNewPerson, fieldsForNewProspect, mergeFields } from '../../../../src/rules/engagement/fields.js';
import { DEFAULT_MAPPING, type MappingRow } from '../../../../src/rules/engagement/mapping.js';
import { mismatches, product } from './product.js';
import { NINE, person, prospect, settings } from './samples.js';

const BEHAVIORS = ['engagement', 'salesforce', 'mostRecent'] as const;
const BLANKS: readonly Value[] = [null, '', '  '];

function row(facts: Partial<MappingRow> = {}): MappingRow {
  return { prospect: 'x', lead: 'X', contact: 'X', kind: 'text', behavior: 'salesforce', direction: 'both', ...facts };
}

describe('reference A.7: three behaviours, every pair of values', () => {
  const cases = product({
    behavior: BEHAVIORS,
    ours: ['a', 'b', ...BLANKS],
    theirs: ['a', 'b', ...BLANKS],
    isOursNewer: [false, true],
    nullOverwrite: [false, true],
    writable: [false, true],
    direction: ['both', 'up', 'down'] as const,
  });

  type Case = (typeof cases)[number];

  /** The table: what both sides shall have, and who is written. */
  function expected({ behavior, ours, theirs, isOursNewer, nullOverwrite, writable, direction }: Case): string {
    const a = BLANKS.includes(ours) ? null : ours;
    const s = BLANKS.includes(theirs) ? null : theirs;
    if (a === s) return 'nothing';
    if (direction === 'up') return a !== null && writable ? 's := a' : 'nothing';
    if (direction === 'down' || !writable) return s === null ? 'nothing' : 'a := s';
    if (a === null) return 'a := s';
    if (s === null) return behavior === 'salesforce' && nullOverwrite ? 'a := s' : 's := a';
    if (behavior === 'mostRecent') return isOursNewer ? 's := a' : 'a := s';
    return behavior === 'engagement' ? 's := a' : 'a := s';
  }

  it(`writes what the table says in ${cases.length} cases, and nothing the second time`, () => {
    const blank = (value: Value): Value => (BLANKS.includes(value) ? null : value);
    const wanted = (each: Case): unknown => {
      const what = expected(each);
      const loser = what === 'a := s' ? blank(each.ours) : blank(each.theirs);
      const isLoss = what !== 'nothing' && loser !== null && !(what === 's := a' && each.direction === 'up');
      const [side, field] = what === 'a := s' ? (['engagement', 'x'] as const) : (['salesforce', 'X'] as const);
      return {
        toPerson: what === 's := a' ? { X: blank(each.ours) } : {},
        toProspect: what === 'a := s' ? { x: blank(each.theirs) } : {},
        lost: isLoss ? [{ field, side, value: loser }] : [],
        again: [{}, {}],
      };
    };
    const actual = (each: Case): unknown => {
      const under = settings({ 'fieldBehavior.x': each.behavior, nullOverwriteFromSalesforce: each.nullOverwrite });
      const mapping = [row({ direction: each.direction })];
      const a = prospect({ fields: { x: each.ours }, updatedAt: each.isOursNewer ? NINE + 1 : NINE });
      const s = person({ fields: { X: each.theirs } });
      const { toPerson, toProspect, lost } = mergeFields(a, s, under, mapping, () => each.writable);
      const [a2, s2] = [
        { ...a, fields: { ...a.fields, ...toProspect } },
        { ...s, fields: { ...s.fields, ...toPerson } },
      ];
      const again = mergeFields(a2, s2, under, mapping, () => each.writable);
      return { toPerson, toProspect, lost, again: [again.toPerson, again.toProspect] };
    };
    expect(mismatches(cases, wanted, actual)).toEqual([]);
  });

  it('follows the mapping where the page says nothing of a field', () => {
    for (const behavior of BEHAVIORS) {
      const sync = mergeFields(prospect({ fields: { x: 'a' } }), person({ fields: { X: 's' } }), settings(), [row({ behavior })]);
      expect(Object.keys(sync.toPerson)).toEqual(behavior === 'engagement' ? ['X'] : []);
    }
  });

  it('only reads fields of a contact that hang on its account, and writes them on a lead', () => {
    const mapping = [row({ lead: 'X', contact: 'Account.X', contactDirection: 'down' })];
    const under = settings({ 'fieldBehavior.x': 'engagement' });
    const a = prospect({ fields: { x: 'a' } });
    expect(mergeFields(a, person({ fields: { X: 's' } }), under, mapping)).toMatchObject({ toPerson: { X: 'a' }, toProspect: {} });
    const contact = person({ type: 'Contact', fields: { 'Account.X': 's' } });
    expect(mergeFields(a, contact, under, mapping)).toMatchObject({ toPerson: {}, toProspect: { x: 's' } });
    expect(mergeFields(a, person({ type: 'Contact', fields: { 'Account.X': null } }), under, mapping)).toEqual({
      toPerson: {},
      toProspect: {},
      lost: [],
    });
  });

  it('passes over fields that the object does not have, or that were not read', () => {
    expect(mergeFields(prospect({ fields: { x: 'a' } }), person({ fields: {} }), settings(), [row()])).toMatchObject({ toPerson: {} });
    const unmapped = [row({ lead: null })];
    expect(mergeFields(prospect({ fields: { x: 'a' } }), person({ fields: { X: null } }), settings(), unmapped)).toMatchObject({
      toPerson: {},
    });
  });
});

describe('reference A.7: checkboxes have no blank', () => {
  it.each(
    product({ behavior: BEHAVIORS, ours: [true, false, null, 'true'], theirs: [true, false, null, 'true'], isOursNewer: [false, true] }),
  )('%o', ({ behavior, ours, theirs, isOursNewer }) => {
    const [a, s] = [ours === true || ours === 'true', theirs === true || theirs === 'true'];
    const wins = behavior === 'mostRecent' ? (isOursNewer ? 'engagement' : 'salesforce') : behavior;
    const sync = mergeFields(
      prospect({ fields: { x: ours }, updatedAt: isOursNewer ? NINE + 1 : NINE }),
      person({ fields: { X: theirs } }),
      settings({ 'fieldBehavior.x': behavior, nullOverwriteFromSalesforce: true }),
      [row({ kind: 'boolean' })],
    );
    expect(sync.toPerson).toEqual(a !== s && wins === 'engagement' ? { X: a } : {});
    expect(sync.toProspect).toEqual(a !== s && wins === 'salesforce' ? { x: s } : {});
  });
});

describe('reference A.7: opting out under "most recently updated"', () => {
  const under = settings({ 'fieldBehavior.optedOut': 'mostRecent' });

  it.each(product({ ours: [true, false], theirs: [true, false], last: [true, false, null], isOursNewer: [false, true] }))(
    'the side that changed since the last sync wins: %o',
    ({ ours, theirs, last, isOursNewer }) => {
      const a = prospect({ fields: { optedOut: ours }, updatedAt: isOursNewer ? NINE + 1 : NINE });
      const sync = mergeFields(a, person({ fields: { HasOptedOutOfEmail: theirs } }), under, undefined, undefined, last);
      const isOurs = last === null ? isOursNewer : ours !== last;
      expect(sync.toPerson).toEqual(ours !== theirs && isOurs ? { HasOptedOutOfEmail: ours } : {});
      expect(sync.toProspect).toEqual(ours !== theirs && !isOurs ? { optedOut: theirs } : {});
    },
  );

  it('is the only field with a history of its own', () => {
    const a = prospect({ fields: { isDoNotCall: true }, updatedAt: NINE + 1 });
    const sync = mergeFields(
      a,
      person({ fields: { DoNotCall: false } }),
      settings({ 'fieldBehavior.isDoNotCall': 'mostRecent' }),
      undefined,
      undefined,
      true,
    );
    expect(sync.toPerson).toEqual({ DoNotCall: true });
  });
});

describe('reference A.7: one spelling for both sides', () => {
  it.each<[MappingRow['kind'], Value, Value, boolean]>([
    ['text', ' a ', 'a', true],
    ['text', 'a\r\nb', 'a\nb', true],
    ['text', 'a', 'A', false],
    ['text', 7, '7', true],
    ['number', '1000', 1_000, true],
    ['number', ' 1000.0 ', 1_000, true],
    ['number', '1000.5', 1_000, false],
    ['number', '', null, true],
    ['number', 'many', 'many', true],
    ['number', '0', null, false],
    ['instant', '2026-03-02T09:00:00+00:00', '2026-03-02T09:00:00.000+0000', true],
    ['instant', '2026-03-02T10:00:00+01:00', '2026-03-02T09:00:00.000+0000', true],
    ['instant', '2026-03-02T09:00:01+00:00', '2026-03-02T09:00:00.000+0000', false],
    ['instant', 'soon', 'soon', true],
    ['text', '[[unknown]]', null, true],
  ])('%s: %j and %j are the same: %s', (kind, ours, theirs, same) => {
    const sync = mergeFields(prospect({ fields: { x: ours } }), person({ fields: { X: theirs } }), settings(), [row({ kind })]);
    expect(Object.keys({ ...sync.toPerson, ...sync.toProspect })).toHaveLength(same ? 0 : 1);
  });

  it('writes instants without fractions', () => {
    const [mapping, s] = [[row({ kind: 'instant', direction: 'up' })], person({ fields: { X: null } })];
    const write = (x: string): unknown => mergeFields(prospect({ fields: { x } }), s, settings(), mapping).toPerson['X'];
    expect(write('2026-03-02T09:00:00+00:00')).toBe('2026-03-02T09:00:00Z');
    expect(write('2026-03-02T09:00:00.250+0000')).toBe('2026-03-02T09:00:00.250Z');
    expect(write('soon')).toBe('soon');
  });

  it.each([
    ['1000.5', 0, 1_001],
    ['-1000.5', 0, -1_001],
    ['-0.4', 0, 0],
    ['1.005', 2, 1.01],
    ['1e400', 0, Number.POSITIVE_INFINITY],
  ])('rounds %s to %d places as Salesforce does', (x, scale, expected) => {
    const mapping = [row({ kind: 'number', scale, direction: 'up' })];
    expect(mergeFields(prospect({ fields: { x } }), person({ fields: { X: null } }), settings(), mapping).toPerson).toEqual({
      X: expected,
    });
  });

  it('leaves numbers alone that have no scale', () => {
    const mapping = [row({ kind: 'number', direction: 'up' })];
    expect(mergeFields(prospect({ fields: { x: '1.25' } }), person({ fields: { X: null } }), settings(), mapping).toPerson).toEqual({
      X: 1.25,
    });
  });
});

describe('reference A.7: the default mapping', () => {
  it('has these rows, and no other', () => {
    const printed = DEFAULT_MAPPING.map((each) => {
      const to = each.direction === 'up' ? '>' : each.contactDirection === 'down' ? '<>, contact <' : '<>';
      const extra = [each.kind, ...(each.scale === undefined ? [] : [`scale ${each.scale}`]), ...(each.isPackageField ? ['package'] : [])];
      return `${each.prospect} ${to} ${each.lead ?? '-'} / ${each.contact ?? '-'} (${each.behavior}, ${extra.join(', ')})`;
    });
    expect(printed).toEqual([
      'firstName <> FirstName / FirstName (salesforce, text)',
      'lastName <> LastName / LastName (salesforce, text)',
      'salutation <> Salutation / Salutation (salesforce, text)',
      'company <>, contact < Company / Account.Name (salesforce, text)',
      'jobTitle <> Title / Title (salesforce, text)',
      'department <> - / Department (salesforce, text)',
      'phone <> Phone / Phone (salesforce, text)',
      'fax <> Fax / Fax (salesforce, text)',
      'website <>, contact < Website / Account.Website (salesforce, text)',
      'city <> City / MailingCity (salesforce, text)',
      'state <> State / MailingState (salesforce, text)',
      'zip <> PostalCode / MailingPostalCode (salesforce, text)',
      'country <> Country / MailingCountry (salesforce, text)',
      'source <> LeadSource / LeadSource (salesforce, text)',
      'industry <>, contact < Industry / Account.Industry (salesforce, text)',
      'annualRevenue <>, contact < AnnualRevenue / Account.AnnualRevenue (salesforce, number, scale 0)',
      'employees <>, contact < NumberOfEmployees / Account.NumberOfEmployees (salesforce, number)',
      'isDoNotCall <> DoNotCall / DoNotCall (salesforce, boolean)',
      'optedOut <> HasOptedOutOfEmail / HasOptedOutOfEmail (engagement, boolean)',
      ...[
        'comments > pi__comments__c',
        'notes > pi__notes__c',
        'score > pi__score__c number, scale 0',
        'grade > pi__grade__c',
        'campaign > pi__campaign__c',
        'url > pi__url__c',
        'createdAt > pi__created_date__c instant',
        'firstActivityAt > pi__first_activity__c instant',
        'lastActivityAt > pi__last_activity__c instant',
        'convertedAt > pi__conversion_date__c instant',
        'convertedFromObjectName > pi__conversion_object_name__c',
        'convertedFromObjectType > pi__conversion_object_type__c',
        'firstReferrerQuery > pi__first_search_term__c',
        'firstReferrerType > pi__first_search_type__c',
        'firstReferrerUrl > pi__first_touch_url__c',
        'utmCampaign > pi__utm_campaign__c',
        'utmContent > pi__utm_content__c',
        'utmMedium > pi__utm_medium__c',
        'utmSource > pi__utm_source__c',
        'utmTerm > pi__utm_term__c',
        'isEmailHardBounced > pi__pardot_hard_bounced__c boolean',
      ].map((text) => {
        const [, own, theirs, kind = 'text'] = /^(\w+) > (\w+) ?(.*)$/.exec(text)!;
        return `${own} > ${theirs} / ${theirs} (engagement, ${kind === '' ? 'text' : kind}, package)`;
      }),
    ]);
  });
});

describe('reference A.9: package fields', () => {
  const fields = Object.fromEntries(
    DEFAULT_MAPPING.filter(({ isPackageField }) => isPackageField).map((each) => [each.prospect, valueFor(each)]),
  );
  const blanks = Object.fromEntries(DEFAULT_MAPPING.filter(({ isPackageField }) => isPackageField).map(({ lead }) => [lead!, null]));

  it.each(product({ stop: [false, true], type: ['Lead', 'Contact'] as const }))(
    'are written by every sync and every create, or by none: %o',
    ({ stop, type }) => {
      const under = settings({ stopSyncingPackageFields: stop });
      const s = person({ type, fields: { ...blanks, FirstName: null } });
      const written = mergeFields(prospect({ fields: { ...fields, firstName: 'Jane' } }), s, under).toPerson;
      const made = fieldsForNewPerson(prospect({ fields: { ...fields, firstName: 'Jane' } }), type, under);
      for (const sent of [written, made]) {
        expect(
          Object.keys(sent)
            .filter((name) => name.startsWith('pi__'))
            .sort(),
        ).toEqual(stop ? [] : Object.keys(blanks).sort());
        expect(sent).toMatchObject({ FirstName: 'Jane' });
      }
    },
  );

  function valueFor({ kind }: MappingRow): Value {
    if (kind === 'boolean') return true;
    return kind === 'number' ? 5 : kind === 'instant' ? '2026-03-02T09:00:00+00:00' : 'x';
  }
});

describe('a new record, by either side', () => {
  const mapping = [
    row({ prospect: 'up', lead: 'Up', contact: 'Up', direction: 'up' }),
    row({ prospect: 'down', lead: 'Down', contact: 'Down', direction: 'down' }),
    row({ prospect: 'both', lead: 'Both', contact: 'Account.Both' }),
    row({ prospect: 'flag', lead: 'Flag', contact: 'Flag', kind: 'boolean' }),
    row({ prospect: 'barred', lead: 'Barred', contact: 'Barred' }),
  ];
  const ours = prospect({ fields: { up: 'u', down: 'd', both: 'b', flag: false, barred: 'x', lastName: 'Jensen' } });

  it('has in Salesforce what goes up, and what Salesforce demands', () => {
    const isWritable = (field: string): boolean => field !== 'Barred';
    const lead = fieldsForNewPerson(ours, 'Lead', settings(), mapping, isWritable);
    expect(lead).toEqual({ Email: 'jane@example.com', Up: 'u', Both: 'b', LastName: '[[unknown]]', Company: '[[unknown]]' });
    const contact = fieldsForNewPerson(ours, 'Contact', settings(), mapping, isWritable);
    expect(contact).toEqual({ Email: 'jane@example.com', Up: 'u', LastName: '[[unknown]]' });
    expect(fieldsForNewPerson({ ...ours, fields: { flag: true } }, 'Contact', settings(), mapping)).toMatchObject({ Flag: true });
  });

  it('has in Account Engagement what comes down', () => {
    const theirs = { Up: 'u', Down: 'd', Both: 'b', Flag: false, Barred: ' ' };
    expect(fieldsForNewProspect(person({ fields: theirs }), mapping)).toEqual({ email: 'jane@example.com', down: 'd', both: 'b' });
    expect(fieldsForNewProspect(person({ fields: { Flag: true } }), mapping)).toEqual({ email: 'jane@example.com', flag: true });
  });

  it('has its street in two lines there and in one field here', () => {
    for (const [type, field] of [
      ['Lead', 'Street'],
      ['Contact', 'MailingStreet'],
    ] as const) {
      expect(fieldsForNewProspect(person({ type, fields: { [field]: ' A \n\n B\nC ' } }))).toEqual({
        email: 'jane@example.com',
        addressOne: 'A',
        addressTwo: 'B C',
      });
      expect(fieldsForNewProspect(person({ type, fields: { [field]: 'A' } }))).toMatchObject({ addressOne: 'A', addressTwo: null });
      const made = fieldsForNewPerson(prospect({ fields: { addressOne: ' A ', addressTwo: 'B' } }), type, settings());
      expect(made[field]).toBe('A\nB');
    }
  });

  it('takes a street away on both lines when a blank is Salesforce’s value', () => {
    const a = prospect({ fields: { addressOne: 'A', addressTwo: 'B' } });
    const sync = mergeFields(a, person({ fields: { Street: null } }), settings({ nullOverwriteFromSalesforce: true }));
    expect(sync.toProspect).toEqual({ addressOne: null, addressTwo: null });
  });
});
