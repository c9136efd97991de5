import { expect, it } from 'vitest';
import { createWithOrg, MAIN_UNIT } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';
import { expectOlderRefusal, olderClientOf } from './older-client.js';

const SURFACE = '/backlot__connector/v1';
const ACCOUNT = '001000000000001AAA';
const DEAL = '006000000000001AAA';

describeOnEveryMount('Engagement: prospect accounts and opportunities', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const connector = clientOf(mounted, { authorization: 'Bearer token-connector', 'pardot-business-unit-id': MAIN_UNIT });
  const older = olderClientOf(mounted, 4);
  const write = async (what: string, record: Record<string, unknown>) => {
    const reply = await connector.post(`${SURFACE}/${what}`, { records: [record] });
    expectStatus(reply, 200);
    return reply.json().results[0];
  };
  const score = async (id: number) => (await client.get(`/api/v5/objects/prospects/${id}?fields=score`)).json().score;

  it('shows an account to clients, and as the company of its prospects, whichever came first', async () => {
    const early = await client.prospect({ email: 'a@b.co' });
    const link = {
      salesforceContactId: '003000000000001AAA',
      salesforceId: '003000000000001AAA',
      salesforceAccountId: ACCOUNT,
      state: 'linked',
    };
    await write('prospects', { id: early, link });
    expect(await write('accounts', { salesforceId: ACCOUNT, fields: { name: 'Acme', billingCity: 'Oslo' } })).toMatchObject({
      created: true,
    });
    const late = await client.prospect({ email: 'c@d.co' });
    const other = { ...link, salesforceContactId: '003000000000002AAA', salesforceId: '003000000000002AAA' };
    await write('prospects', { id: late, link: other });
    const shown = await client.get('/api/v5/objects/prospects?fields=prospectAccountId,prospectAccount.name,prospectAccount.billingCity');
    const company = { prospectAccountId: 1, prospectAccount: { name: 'Acme', billingCity: 'Oslo' } };
    expect(shown.json().values).toEqual([company, company]);
    expect(await write('accounts', { salesforceId: ACCOUNT, fields: { name: 'Acme Ltd' } })).toMatchObject({ id: 1, created: false });
    const accounts = await client.get('/api/v5/objects/prospect-accounts?fields=id,name,billingCity,salesforceId&name=acme%20ltd');
    expect(accounts.json().values).toEqual([{ id: 1, name: 'Acme Ltd', billingCity: 'Oslo', salesforceId: ACCOUNT }]);
    expect((await older.get('prospectAccount', 'read/id/1')).json().prospectAccount).toMatchObject({
      name: 'Acme Ltd',
      billing_city: 'Oslo',
    });
  });

  it('scores prospects for their opportunities, and tells of them in activities', async () => {
    const [jane, ann] = [await client.prospect({ email: 'jane@b.co' }), await client.prospect({ email: 'ann@b.co' })];
    const fields = { name: 'Big deal', value: 1000, status: 'open' };
    await write('opportunities', { salesforceId: DEAL, fields, prospectIds: [jane] });
    expect(await score(jane)).toBe(50);
    await write('opportunities', { salesforceId: DEAL, fields, prospectIds: [jane] });
    expect(await score(jane)).toBe(50);
    await write('opportunities', { salesforceId: DEAL, fields: { status: 'lost' }, prospectIds: [jane, ann] });
    expect(await Promise.all([score(jane), score(ann)])).toEqual([-50, -100]);
    await write('opportunities', { salesforceId: DEAL, fields: { status: 'open' }, prospectIds: [ann] });
    await write('opportunities', { salesforceId: DEAL, fields: { status: 'won' } });
    const activities = await client.get('/api/v5/objects/visitor-activities?fields=type,prospectId&opportunityId=1');
    expect(activities.json().values).toEqual([
      { type: 8, prospectId: jane },
      { type: 19, prospectId: ann },
      { type: 10, prospectId: jane },
      { type: 10, prospectId: ann },
      { type: 38, prospectId: jane },
      { type: 18, prospectId: ann },
      { type: 9, prospectId: ann },
    ]);
    const found = (await connector.post(`${SURFACE}/opportunities/lookup`, { salesforceIds: [DEAL] })).json().opportunities;
    expect(found).toMatchObject([{ name: 'Big deal', value: 1000, status: 'won', prospectIds: [ann] }]);
    expect((await older.get('opportunity', 'query', { value_greater_than: '999' })).json().result).toMatchObject({
      total_results: 1,
      opportunity: { name: 'Big deal', crm_opportunity_fid: DEAL },
    });
  });

  it.each([
    ['no Salesforce id', 'accounts', { fields: { name: 'x' } }, 77],
    ['an unknown field', 'accounts', { salesforceId: ACCOUNT, fields: { __proto__x: 'x' } }, 180],
    ['an unknown key', 'opportunities', { salesforceId: DEAL, more: 1 }, 154],
    ['a status that is none', 'opportunities', { salesforceId: DEAL, fields: { status: 'perhaps' } }, 154],
    ['a prospect that is not there', 'opportunities', { salesforceId: DEAL, prospectIds: [99] }, 3],
  ])('refuses %s, record by record', async (_title, what, record, code) => {
    expect(await write(what, record)).toMatchObject({ success: false, errors: [{ code }] });
  });

  it('lets no client write them, for a connector is there', async () => {
    expectRefusal(await client.post('/api/v5/objects/opportunities', { name: 'x' }), 405, 60);
    expectOlderRefusal(await older.post('opportunity', 'create', { name: 'x' }), 59);
    expectOlderRefusal(await older.post('prospectAccount', 'create', { name: 'x' }), 37);
  });
});
