import { describe, expect, it } from 'vitest';
import { MAIN_UNIT, openUniqueUnit, setting } from './setting.js';

describe('connector settings', () => {
  it('share data by a field of leads, contacts, opportunities and custom objects', () => {
    const page = setting().people.settings(MAIN_UNIT);
    const sharing = { Lead: { field: 'Country', is: 'DK' }, Contact: { field: 'Tier__c', is: [1, 'A', true] }, Car__c: null };
    expect(page.complaint({ marketingDataSharing: sharing })).toBeNull();
    expect(page.complaint({ marketingDataSharing: null })).toBeNull();
  });

  it('choose sides for custom fields that are mapped, or not made yet', () => {
    const { people, by } = setting();
    const page = people.settings(MAIN_UNIT);
    people.create('CustomField', { name: 'Mapped', salesforceId: 'Mapped__c' }, by);
    people.create('CustomField', { name: 'Loose' }, by);
    expect(page.complaint({ 'fieldBehavior.Mapped__c': 'engagement', 'fieldBehavior.Later__c': 'mostRecent' })).toBeNull();
    expect(page.complaint({ 'fieldBehavior.Loose__c': 'engagement' })).toMatch(/not mapped/);
  });

  it('have the defaults of the catalogue', () => {
    const values = setting().people.settings(MAIN_UNIT).at(Number.POSITIVE_INFINITY);
    expect(values).toMatchObject({
      autoCreateProspects: false,
      defaultCampaignId: 1,
      autoChangeEmail: true,
      autoDeleteMerge: true,
      matchByEmailWhenNoCrmId: true,
      excludePartnerAndPortalUsers: false,
      stopSyncingPackageFields: false,
      nullOverwriteFromSalesforce: false,
      createRecordAs: 'Lead',
      paused: false,
      importMatchOutcome: 'skip',
      connectorUser: '005000000000002AAA',
      'fieldBehavior.firstName': 'salesforce',
      'fieldBehavior.optedOut': 'engagement',
      'scoring.pageView': 1,
      'scoring.formSuccess': 50,
    });
  });

  it.each([
    ['a box that is fixed in a unit with shared emails', { autoChangeEmail: false }, /keeps it on/],
    ['another one', { autoDeleteMerge: false }, /keeps it on/],
    ['a value that is no box', { autoCreateProspects: 'yes' }, /true or false/],
    ['an unknown key', { autoDance: true }, /unknown setting/],
    ['sharing that is no map', { marketingDataSharing: ['Lead'] }, /map of objects/],
    ['sharing of another object', { marketingDataSharing: { Account: { field: 'Name', is: 'x' } } }, /Account is not one of/],
    ['sharing without a field', { marketingDataSharing: { Lead: { is: 'DK' } } }, /API name of a field/],
    ['sharing without a value', { marketingDataSharing: { Lead: { field: 'Country' } } }, /a value/],
    ['sharing by no value', { marketingDataSharing: { Lead: { field: 'Country', is: [] } } }, /a value/],
    ['sharing with a word too many', { marketingDataSharing: { Lead: { field: 'Country', is: 'DK', not: 'NO' } } }, /no "not"/],
    ['sharing by an inherited name', { marketingDataSharing: JSON.parse('{"__proto__":{"field":"x","is":"y"}}') }, /not one of/],
    ['a campaign that is not there', { defaultCampaignId: 99 }, /not a campaign/],
    ['an unknown kind of record', { createRecordAs: 'Account' }, /one of Lead/],
    ['a behaviour that does not exist', { 'fieldBehavior.city': 'newest' }, /one of engagement/],
    ['another side for the score', { 'fieldBehavior.score': 'salesforce' }, /keeps this field on engagement/],
    ['a field that prospects do not have', { 'fieldBehavior.dance': 'salesforce' }, /no field of prospects/],
    ['the name of a relation', { 'fieldBehavior.assignedTo': 'salesforce' }, /no field of prospects/],
    ['a family instead of a field', { 'fieldBehavior.*': 'salesforce' }, /no field of prospects/],
    ['a name that objects inherit', { 'fieldBehavior.__proto__': 'salesforce' }, /no field of prospects/],
    ['a name with a step in it', { 'fieldBehavior.Region__c.x': 'salesforce' }, /unknown setting/],
    ['a field without a mapping', { 'fieldBehavior.territory': 'engagement' }, /not mapped to Salesforce/],
    ['another side for the owner', { 'fieldBehavior.assignedToId': 'mostRecent' }, /keeps this field on salesforce/],
    ['another side for a field of the package', { 'fieldBehavior.firstReferrerUrl': 'salesforce' }, /keeps this field on engagement/],
    ['points that are no number', { 'scoring.pageView': 'two' }, /whole number/],
    ['an unknown scoring rule', { 'scoring.dance': 2 }, /unknown setting/],
    ['an unknown user', { connectorUser: '005000000000099AAA' }, /not a user/],
    ['an unknown kind of email', { syncEmailsWithCrm: { pigeons: true } }, /pigeons/],
    ['member sync alone', { memberSync: true }, /Connected Campaigns/],
  ])('refuse %s', (_title, values, complaint) => {
    expect(setting().people.settings(MAIN_UNIT).complaint(values)).toMatch(complaint);
  });

  it.each([
    { autoChangeEmail: true },
    { autoDeleteMerge: true },
    { 'fieldBehavior.Region__c': 'mostRecent' },
    { 'fieldBehavior.score': 'engagement' },
    { 'fieldBehavior.addressTwo': 'engagement', 'fieldBehavior.email': 'mostRecent' },
    { connectedCampaigns: true, memberSync: true },
  ])('accept %j', (values) => {
    expect(setting().people.settings(MAIN_UNIT).complaint(values)).toBeNull();
  });

  it('tie deletion to email changes where both are free', () => {
    const made = setting();
    const page = made.people.settings(openUniqueUnit(made));
    expect(page.get('autoDeleteMerge')).toBe(false);
    expect(page.complaint({ autoDeleteMerge: true, autoChangeEmail: false })).toMatch(/needs autoChangeEmail/);
    page.save({ autoDeleteMerge: true }, made.by);
    expect(page.complaint({ autoChangeEmail: false })).toMatch(/needs autoChangeEmail/);
    expect(page.complaint({ 'fieldBehavior.email': 'salesforce' })).toMatch(/keeps this field/);
  });

  it('remember what was in force at every instant', async () => {
    const { people, by, world } = setting();
    const page = people.settings(MAIN_UNIT);
    const start = world.clock.now();
    await world.clock.advanceTo(start + 60_000);
    page.save({ autoCreateProspects: true }, by);
    expect([page.at(start)['autoCreateProspects'], page.at(start + 60_000)['autoCreateProspects']]).toEqual([false, true]);
  });
});
