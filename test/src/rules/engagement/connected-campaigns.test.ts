import { describe, expect, it } from 'vitest';
import { campaignMembership, campaignToUnit } from '../../../../src/rules/engagement/connected-campaigns.js';
import { person, prospect } from './samples.js';

const SHOW = { id: '701show', name: 'Show', cost: 100, isDeleted: false };
const OURS = { id: '4', name: 'Show', cost: 100, isDeleted: false };

describe('reference A.13 row 21: Connected Campaigns', () => {
  it('makes a campaign of the same name and cost', () => {
    expect(campaignToUnit({ unit: 'main', campaign: SHOW, known: null })).toEqual({
      outcome: 'create',
      rules: ['AE-1', 'AE-9'],
      reason: 'campaign-created',
      text: 'Campaign 701show is connected',
      commands: [{ kind: 'write-campaign', unit: 'main', salesforceId: '701show', fields: { name: 'Show', cost: 100 } }],
    });
  });

  it.each([
    ['the name', { name: 'Fair' }, {}, { fields: { name: 'Fair' } }],
    ['the cost', { cost: null }, {}, { fields: { cost: null } }],
    ['both', { name: 'Fair', cost: 1 }, {}, { fields: { name: 'Fair', cost: 1 } }],
    ['what was in the bin', {}, { isDeleted: true }, { isDeleted: false }],
  ] as const)('brings %s in step', (_title, theirs, ours, written) => {
    expect(campaignToUnit({ unit: 'main', campaign: { ...SHOW, ...theirs }, known: { ...OURS, ...ours } })).toEqual({
      outcome: 'update',
      rules: ['AE-1', 'AE-9'],
      reason: 'campaign-differs',
      text: 'Campaign 701show and campaign 4 differ',
      commands: [{ kind: 'write-campaign', unit: 'main', salesforceId: '701show', ...written }],
    });
  });

  it('leaves what is in step', () => {
    expect(campaignToUnit({ unit: 'main', campaign: SHOW, known: OURS })).toEqual({
      outcome: 'skip',
      rules: ['AE-1'],
      reason: 'in-step',
      text: 'Campaign 701show and campaign 4 are in step',
      commands: [],
    });
  });

  it('takes the copy of a deleted campaign away, once', () => {
    const campaign = { ...SHOW, isDeleted: true };
    expect(campaignToUnit({ unit: 'main', campaign, known: OURS })).toEqual({
      outcome: 'unlink',
      rules: ['AE-1'],
      reason: 'campaign-gone',
      text: 'Campaign 701show was deleted',
      commands: [{ kind: 'write-campaign', unit: 'main', salesforceId: '701show', isDeleted: true }],
    });
    for (const known of [null, { ...OURS, isDeleted: true }]) {
      expect(campaignToUnit({ unit: 'main', campaign, known })).toEqual({
        outcome: 'skip',
        rules: ['AE-1'],
        reason: 'campaign-gone-already',
        text: 'Campaign 701show was deleted and has no copy',
        commands: [],
      });
    }
  });
});

describe('reference A.13 row 21: Campaign Member Sync', () => {
  const linked = prospect({ salesforceId: '00Q000000000001AAA', crmState: 'linked' });

  it('makes the record a member, with the default status', () => {
    expect(campaignMembership(linked, person(), '701show')).toEqual({
      outcome: 'create',
      rules: ['AE-1', 'AE-9'],
      reason: 'campaign-member-synced',
      text: 'prospect 1 has a connected campaign',
      commands: [
        {
          kind: 'create-member',
          unit: 'main',
          prospectId: '1',
          requestId: null,
          campaign: '701show',
          status: null,
          person: { object: 'Lead', id: '00Q000000000001AAA' },
        },
      ],
    });
  });

  it.each([
    ['without a connected campaign', linked, person(), null],
    ['without a record', linked, null, '701show'],
    ['in the bin', { ...linked, isArchived: true }, person(), '701show'],
    ['kept out of the CRM', { ...linked, crmState: 'ignored' as const }, person(), '701show'],
    ['tied to another record', linked, person({ id: '00Q000000000002AAA' }), '701show'],
  ])('says nothing of a prospect %s', (_title, each, record, campaign) => {
    expect(campaignMembership(each, record, campaign)).toBeNull();
  });
});
