import { describe, expect, it } from 'vitest';
import { campaignMemberships } from '../../../../src/rules/engagement/campaign-members.js';
import { person, prospect } from './samples.js';

const lead = person();
const tied = prospect({ salesforceId: lead.id, crmState: 'linked' });
const request = { id: 3, campaign: 'Trade show', status: 'Sent' };

describe('Campaign memberships that were asked for', () => {
  it('become one command each when the prospect is linked', () => {
    const made = campaignMemberships(tied, lead, [request, { ...request, id: 4, status: null }]);
    expect(made).toMatchObject({ outcome: 'create', reason: 'campaign-member', rules: ['AE-1', 'AE-4'] });
    expect(made?.commands).toEqual([
      {
        kind: 'create-member',
        unit: 'main',
        prospectId: '1',
        requestId: 3,
        campaign: 'Trade show',
        status: 'Sent',
        person: { object: 'Lead', id: lead.id },
      },
      expect.objectContaining({ requestId: 4, status: null }),
    ]);
  });

  it.each([
    ['nobody asked', tied, lead, []],
    ['the record is not to be seen', tied, null, [request]],
    ['the prospect has no record', prospect(), lead, [request]],
    ['the prospect is tied to another record', { ...tied, salesforceId: 'x' }, lead, [request]],
    ['its record was deleted', { ...tied, crmState: 'deleted' as const }, lead, [request]],
    ['it is in the recycle bin', { ...tied, isArchived: true }, lead, [request]],
  ] as const)('wait when %s', (_title, ours, theirs, requests) => {
    expect(campaignMemberships(ours, theirs, requests)).toBeNull();
  });
});
