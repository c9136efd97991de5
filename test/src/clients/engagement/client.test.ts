import { describe, expect, it } from 'vitest';
import { ConnectorClient } from '../../../../src/clients/engagement/connector-client.js';
import { VendorFailure } from '../../../../src/model/failure.js';
import { json, type Script, scripted } from '../scripted.js';

const unit = '0Uv000000000001CAA';
const prospect = {
  id: 7,
  email: 'jane@example.com',
  firstName: 'Jane',
  score: 12,
  salesforceId: '[[crm_deleted]]',
  assignedToId: 3,
  updatedAt: '2026-03-02T10:00:00+01:00',
  campaignId: 1,
  campaign: { id: 1, name: 'Website Tracking' },
  sourceParameter: 'ads',
  backlot: {
    changedAt: '2026-03-02T09:00:00.000Z',
    isArchived: true,
    crmState: 'deleted',
    recreateAllowed: true,
    assignment: { target: 'queue', userId: null, queueId: '00G000000000001EAA', at: '2026-03-02T09:00:00.000Z', trigger: 'manual' },
    manualSyncAt: null,
  },
};

function clientOf(script: Script) {
  const parts = scripted('engagement', script);
  let sessions = 1;
  const session = { token: async () => `T${sessions}`, renew: async () => `T${++sessions}` };
  return { ...parts, client: new ConnectorClient('http://localhost:4002', session, parts.send) };
}

describe('The Account Engagement client', () => {
  it('reads prospects in the words of the model', async () => {
    const { client } = clientOf([json(200, { prospects: [prospect] })]);
    const [read] = await client.lookUp(unit, { ids: ['7'] });
    expect(read).toMatchObject({
      id: '7',
      unit,
      email: 'jane@example.com',
      salesforceId: null,
      crmState: 'deleted',
      recreateAllowed: true,
      isArchived: true,
      assignedToId: '3',
      assignment: { target: 'queue', queueId: '00G000000000001EAA' },
      updatedAt: Date.UTC(2026, 2, 2, 9),
      changedAt: Date.UTC(2026, 2, 2, 9),
      fields: {
        firstName: 'Jane',
        score: 12,
        campaign: 'Website Tracking',
        utmSource: 'ads',
        url: 'http://localhost:4002/prospect/read/id/7',
      },
    });
  });

  it('follows the cursor of changed prospects', async () => {
    const { client, requests } = clientOf([json(200, { prospects: [prospect], next: 'a b' }), json(200, { prospects: [], next: null })]);
    expect(await client.changedSince(unit, 0)).toHaveLength(1);
    expect(requests.map(({ query }) => query)).toEqual(['changedFrom=1970-01-01T00%3A00%3A00.000Z&limit=200', 'cursor=a%20b']);
    expect(requests[0]?.headers).toMatchObject({ 'pardot-business-unit-id': unit, authorization: 'Bearer T1', tracestate: 'backlot=poll' });
  });

  it('looks up at most 200 keys a call and gives each prospect once', async () => {
    const { client, requests } = clientOf([json(200, { prospects: [prospect] }), json(200, { prospects: [prospect] })]);
    const ids = Array.from({ length: 150 }, (_, n) => String(n));
    const emails = Array.from({ length: 100 }, (_, n) => `${n}@example.com`);
    expect(await client.lookUp(unit, { ids, emails })).toHaveLength(1);
    const sizes = requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => (Object.values(JSON.parse(String(body))) as unknown[][]).flat().length);
    expect(sizes).toEqual([200, 50]);
  });

  it('writes ids as numbers and says for every record what became of it', async () => {
    const { client, requests } = clientOf([
      json(200, {
        results: [
          { id: 7, success: true, created: false, errors: [] },
          { id: null, success: false, errors: [{ code: 4, message: 'Invalid email' }] },
        ],
      }),
    ]);
    const results = await client.write(unit, [{ id: '7', assignedToId: '3', mergeFrom: '8', syncError: null }, { fields: { email: 'x' } }]);
    expect(JSON.parse(String(requests[0]?.body))).toEqual({
      records: [{ id: 7, assignedToId: 3, mergeFrom: 8, syncError: null }, { fields: { email: 'x' } }],
    });
    expect(results[0]).toEqual({ success: true, id: '7', created: false });
    expect(results[1]).toMatchObject({ success: false, failure: { kind: 'refusal', text: '4: Invalid email' } });
  });

  it('renews an expired token once', async () => {
    const { client, requests } = clientOf([json(401, { code: 184, message: 'access_token is invalid' }), json(200, { users: [] })]);
    expect(await client.users(unit)).toEqual([]);
    expect(requests[1]?.headers['authorization']).toBe('Bearer T2');
  });

  it.each([
    ['too many requests', 429, { code: 122, message: 'Daily API rate limit met' }, 'retry'],
    ['a server error', 500, '<html>', 'unknown'],
    ['a unit that does not exist', 400, { code: 201, message: 'Business Unit not found' }, 'refusal'],
  ] as const)('knows %s', async (_title, status, body, kind) => {
    const { client } = clientOf([json(status, body)]);
    await expect(client.users(unit)).rejects.toSatisfy((error) => error instanceof VendorFailure && error.kind === kind);
  });
});
