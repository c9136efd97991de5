import { describe, expect, it } from 'vitest';
import { connectorSettings } from '../../../../src/rules/engagement/settings.js';
import { product } from './product.js';

describe('reference A.13: what the page means to the rules', () => {
  const BOXES = [
    'excludePartnerAndPortalUsers',
    'stopSyncingPackageFields',
    'nullOverwriteFromSalesforce',
    'reverseSync',
    'paused',
    'autoMatchUsers',
    'connectedCampaigns',
  ] as const;

  it.each(BOXES)('%s is off until it is checked', (key) => {
    for (const value of [undefined, null, false, 'true', 1, true]) {
      expect(connectorSettings({ [key]: value }, { allowMultipleProspectsPerEmail: true })[key]).toBe(value === true);
    }
  });

  it('syncOpportunities is on until Support switches it off', () => {
    for (const value of [undefined, null, true, false]) {
      expect(connectorSettings({ syncOpportunities: value }, { allowMultipleProspectsPerEmail: true }).syncOpportunities).toBe(
        value !== false,
      );
    }
  });

  it.each(product({ ampsea: [false, true], email: [false, true], merge: [false, true] }))(
    'email changes and merges are fixed where several prospects may share an email: %o',
    ({ ampsea, email, merge }) => {
      const read = connectorSettings({ autoChangeEmail: email, autoDeleteMerge: merge }, { allowMultipleProspectsPerEmail: ampsea });
      expect(read.autoChangeEmail).toBe(ampsea || email);
      expect(read.autoDeleteMerge).toBe(ampsea || (merge && email));
      expect(read.allowMultipleProspectsPerEmail).toBe(ampsea);
    },
  );

  it.each(product({ campaigns: [false, true], members: [false, true] }))('members sync where campaigns are connected: %o', (boxes) => {
    const values = { connectedCampaigns: boxes.campaigns, memberSync: boxes.members };
    expect(connectorSettings(values, { allowMultipleProspectsPerEmail: true }).memberSync).toBe(boxes.campaigns && boxes.members);
  });

  it.each([
    ['Lead', 'Lead'],
    ['Contact', 'Contact'],
    [undefined, 'Lead'],
  ])('creates records as %s: %s', (createRecordAs, expected) => {
    expect(connectorSettings({ createRecordAs }, { allowMultipleProspectsPerEmail: true }).createRecordAs).toBe(expected);
  });

  it('picks the behaviours of fields and the data sharing', () => {
    const values = {
      'fieldBehavior.email': 'engagement',
      'fieldBehavior.region__c': 'mostRecent',
      paused: true,
      marketingDataSharing: { Lead: { field: 'Country', is: 'DK' } },
    };
    const read = connectorSettings(values, { allowMultipleProspectsPerEmail: true });
    expect(read.fieldBehavior).toEqual({ email: 'engagement', region__c: 'mostRecent' });
    expect(read.dataSharing).toEqual({ Lead: { field: 'Country', values: ['DK'] } });
  });
});
