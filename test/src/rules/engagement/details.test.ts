import { describe, expect, it } from 'vitest';
import { campaignMemberships } from '../../../../src/rules/engagement/campaign-members.js';
import { customMapping } from '../../../../src/rules/engagement/custom-mapping.js';
import { dataSharing, isShared } from '../../../../src/rules/engagement/data-sharing.js';
import { emailTasks } from '../../../../src/rules/engagement/email-tasks.js';
import { mergeFields } from '../../../../src/rules/engagement/fields.js';
import type { MappingRow } from '../../../../src/rules/engagement/mapping.js';
import { NINE, person, prospect, settings } from './samples.js';

describe('custom mappings', () => {
  const definition = { name: 'Region__c', type: 'text', salesforceName: 'Region__c', isList: false };

  it.each(['reference', 'location', 'address', 'base64', 'complexvalue'])('leave fields of type %s alone', (type) => {
    expect(customMapping([definition], [{ name: 'Region__c', type }], [])).toEqual([]);
  });

  it.each([
    ['double', 'number', true],
    ['currency', 'number', true],
    ['percent', 'number', true],
    ['int', 'number', false],
    ['long', 'number', false],
    ['boolean', 'boolean', false],
    ['datetime', 'instant', false],
    ['string', 'text', false],
  ])('%s compares as %s, rounded to its places: %s', (type, kind, isRounded) => {
    const [row] = customMapping([definition], [{ name: 'region__C', type, scale: 2 }], []);
    expect(row).toEqual({
      prospect: 'Region__c',
      lead: 'region__C',
      contact: null,
      kind,
      ...(isRounded ? { scale: 2 } : {}),
      behavior: 'salesforce',
      direction: 'both',
    });
    const [unscaled] = customMapping([definition], [{ name: 'Region__c', type }], []);
    expect('scale' in unscaled!).toBe(false);
  });

  it('need a name in Salesforce', () => {
    expect(customMapping([{ ...definition, salesforceName: null }], [{ name: 'null', type: 'string' }], [])).toEqual([]);
    expect(customMapping([{ ...definition, salesforceName: null }], [{ name: '', type: 'string' }], [])).toEqual([]);
  });
});

describe('data sharing', () => {
  it.each([
    [{ Lead: { field: 7, is: 'DK' } }, { Lead: { field: '', values: ['DK'] } }],
    [{ Lead: { field: 'Country' } }, { Lead: { field: 'Country', values: [] } }],
    [{ Lead: { field: 'Country', is: ['DK', undefined, 'SE'] } }, { Lead: { field: 'Country', values: ['DK', 'SE'] } }],
    [
      { Opportunity: { field: 'Type', is: 'New' }, Contact: null, Case: { field: 'x', is: 'y' } },
      { Opportunity: { field: 'Type', values: ['New'] } },
    ],
    [{ Lead: 'DK' }, { Lead: { field: '', values: [] } }],
    [['Lead'], {}],
    [null, {}],
    ['Lead', {}],
  ])('%o reads as %o', (value, expected) => {
    expect(dataSharing(value)).toEqual(expected);
  });

  it.each([
    [' dk ', true],
    ['DK', true],
    ['DE', false],
    [null, false],
  ])('a record with %j is shared: %s', (country, expected) => {
    const rule = { Lead: { field: 'Country', values: ['Dk'] } };
    expect(isShared(person({ fields: { Country: country } }), rule)).toBe(expected);
    expect(isShared(person({ type: 'Contact', fields: { Country: country } }), rule)).toBe(true);
  });

  it('takes a blank for a value of its own', () => {
    expect(isShared(person({ fields: { Country: null } }), { Lead: { field: 'Country', values: [''] } })).toBe(true);
    expect(isShared(person({ fields: {} }), { Lead: { field: 'Country', values: ['null'] } })).toBe(false);
  });
});

describe('what a linked prospect owes beside its fields', () => {
  const linked = prospect({ crmState: 'linked', salesforceId: person().id });

  it('is told in a sentence', () => {
    const member = campaignMemberships(linked, person(), [{ id: 1, campaign: '701', status: null }]);
    expect(member?.text).toBe('prospect 1 was added to a Salesforce campaign');
    const task = emailTasks(linked, person(), [{ id: 1, subject: 'News', at: NINE, kind: 'listEmails' }]);
    expect(task?.text).toBe('prospect 1 was sent an email');
  });
});

describe('streets and numbers at their edges', () => {
  const up = (kind: MappingRow['kind'], scale?: number): MappingRow => ({
    prospect: 'x',
    lead: 'X',
    contact: 'X',
    kind,
    ...(scale === undefined ? {} : { scale }),
    behavior: 'engagement',
    direction: 'up',
  });

  it.each([
    ['-0.4', 0],
    ['-0', 0],
    ['0', 0],
  ])('%s is written as a plain zero', (x, expected) => {
    const written = mergeFields(prospect({ fields: { x } }), person({ fields: { X: 9 } }), settings(), [up('number', 0)]).toPerson['X'];
    expect(Object.is(written, expected) || written === expected).toBe(true);
  });

  it('of two lines compare line by line, and a blank one is none', () => {
    const ours = prospect({ fields: { addressOne: 'A', addressTwo: 'B' } });
    expect(mergeFields(ours, person({ fields: { Street: 'A\nB' } }), settings())).toMatchObject({ toPerson: {}, toProspect: {} });
    expect(mergeFields(ours, person({ fields: { Street: 'A' } }), settings()).toProspect).toEqual({ addressOne: 'A', addressTwo: null });
    const single = prospect({ fields: { addressOne: 'A' } });
    expect(mergeFields(single, person({ fields: { Street: 'A' } }), settings())).toMatchObject({ toPerson: {}, toProspect: {} });
  });
});
