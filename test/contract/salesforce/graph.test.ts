import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { BASE, signIn } from './client.js';

type Failed = { graphResponse: { compositeResponse: [{ body: [{ errorCode: string }] }] } };

describeOnEveryMount('Salesforce: composite graphs and planned errors', createSalesforce, (mounted) => {
  const node = (referenceId: string, type: string, body: Record<string, unknown>) => ({
    method: 'POST',
    url: `${BASE}/sobjects/${type}`,
    referenceId,
    body,
  });
  const names = (): unknown[] =>
    mounted()
      .vendor.people.list('Account')
      .map((row) => row['Name']);
  const plan = (code: string): void => {
    mounted().world.faults.arm({ on: [{ system: 'salesforce' }], action: { kind: 'error', code }, times: 1, from: 'any' });
  };

  it('does each graph whole or not at all, nodes behind those they refer to', async () => {
    const reply = await signIn(mounted()).call('POST', '/composite/graph', {
      graphs: [
        {
          graphId: 'good',
          compositeRequest: [
            node('contact', 'Contact', { LastName: 'Stark', AccountId: '@{account.id}' }),
            node('account', 'Account', { Name: 'Acme' }),
          ],
        },
        { graphId: 'bad', compositeRequest: [node('one', 'Account', { Name: 'Beta' }), node('two', 'Account', {})] },
      ],
    });
    expect(reply.status, reply.text).toBe(200);
    const [good, bad] = reply.json().graphs;
    expect(good).toMatchObject({ graphId: 'good', isSuccessful: true });
    expect(
      good.graphResponse.compositeResponse.map((each: { referenceId: string; httpStatusCode: number }) => [
        each.referenceId,
        each.httpStatusCode,
      ]),
    ).toEqual([
      ['contact', 201],
      ['account', 201],
    ]);
    expect(bad.isSuccessful).toBe(false);
    expect(bad.graphResponse.compositeResponse[0].body[0].errorCode).toBe('PROCESSING_HALTED');
    expect(bad.graphResponse.compositeResponse[1].body[0].errorCode).toBe('REQUIRED_FIELD_MISSING');
    expect(names()).toEqual(['Acme']);
  });

  it('stops after fourteen failed graphs', async () => {
    const graphs = Array.from({ length: 16 }, (_each, index) => ({
      graphId: `g${index}`,
      compositeRequest: [node('a', 'Account', index === 15 ? { Name: 'Late' } : {})],
    }));
    const reply = await signIn(mounted()).call('POST', '/composite/graph', { graphs });
    const codes = reply.json().graphs.map((graph: Failed) => graph.graphResponse.compositeResponse[0].body[0].errorCode);
    expect(codes.slice(13)).toEqual(['REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED', 'PROCESSING_HALTED']);
    expect(names()).toEqual([]);
  });

  it.each([
    ['a cycle', [node('a', 'Account', { Name: '@{b.id}' }), node('b', 'Account', { Name: '@{a.id}' })]],
    ['a query', [{ method: 'GET', url: `${BASE}/query?q=SELECT+Id+FROM+Account`, referenceId: 'a' }]],
    ['the same reference twice', [node('a', 'Account', { Name: 'A' }), node('a', 'Account', { Name: 'B' })]],
  ])('refuses a graph with %s', async (_title, compositeRequest) => {
    const reply = await signIn(mounted()).call('POST', '/composite/graph', { graphs: [{ graphId: 'g', compositeRequest }] });
    expect([reply.status, reply.json()[0].errorCode]).toEqual([400, 'INVALID_INPUT']);
  });

  it('puts a planned error on the first record of a composite', async () => {
    plan('UNABLE_TO_LOCK_ROW');
    const reply = await signIn(mounted()).call('POST', '/composite', {
      compositeRequest: [
        { method: 'GET', url: `${BASE}/query?q=SELECT+Id+FROM+Account`, referenceId: 'q' },
        node('a', 'Account', { Name: 'A' }),
        node('b', 'Account', { Name: 'B' }),
      ],
    });
    expect(reply.json().compositeResponse.map((each: { httpStatusCode: number }) => each.httpStatusCode)).toEqual([200, 400, 201]);
    expect(names()).toEqual(['B']);
  });

  it('puts a planned error on the first record of a collection inside a composite', async () => {
    plan('UNABLE_TO_LOCK_ROW');
    const records = ['A', 'B'].map((Name) => ({ attributes: { type: 'Account' }, Name }));
    const reply = await signIn(mounted()).call('POST', '/composite', {
      compositeRequest: [{ method: 'POST', url: `${BASE}/composite/sobjects`, referenceId: 'c', body: { records } }],
    });
    expect(reply.json().compositeResponse[0].body).toMatchObject([{ success: false }, { success: true }]);
    expect(names()).toEqual(['B']);
  });

  it('puts a planned error on the first record of a batch and of a tree', async () => {
    const admin = signIn(mounted());
    const request = (Name: string) => ({ method: 'POST', url: 'v62.0/sobjects/Account', richInput: { Name } });
    plan('UNABLE_TO_LOCK_ROW');
    const batch = (await admin.call('POST', '/composite/batch', { batchRequests: [request('A'), request('B')] })).json();
    expect([batch.hasErrors, batch.results[0].statusCode, batch.results[1].statusCode]).toEqual([true, 400, 201]);
    plan('UNABLE_TO_LOCK_ROW');
    const tree = await admin.call('POST', '/composite/tree/Account', {
      records: ['C', 'D'].map((Name) => ({ attributes: { type: 'Account', referenceId: Name }, Name })),
    });
    expect([tree.status, tree.json()]).toMatchObject([
      400,
      { hasErrors: true, results: [{ referenceId: 'C', errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW' }] }] },
    ]);
    expect(names()).toEqual(['B']);
  });

  it('refuses calls beyond a daily limit that was set, on every surface, until the next day', async () => {
    const { vendor, world, send } = mounted();
    const admin = signIn(mounted());
    vendor.state.limits.set('api requests a day', 2);
    await admin.create('Account', { Name: 'A' });
    const last = await admin.call('GET', '/limits');
    expect(last.json().DailyApiRequests).toEqual({ Max: 2, Remaining: 0 });
    const refused = await admin.call('POST', '/sobjects/Account', { Name: 'B' });
    expect([refused.status, refused.json(), refused.headers['sforce-limit-info']]).toEqual([
      403,
      [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
      'api-usage=2/2',
    ]);
    const soap = await send({
      method: 'POST',
      path: '/services/Soap/u/62.0',
      headers: { 'content-type': 'text/xml' },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><SessionHeader><sessionId>${admin.token}</sessionId></SessionHeader></e:Header><e:Body><getUserInfo/></e:Body></e:Envelope>`,
    });
    expect([soap.status, soap.text]).toEqual([500, expect.stringContaining('REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.')]);
    const bulk = await send({ path: '/services/async/62.0/job/7505g000000000A', headers: { 'x-sfdc-session': admin.token } });
    expect([bulk.status, bulk.text]).toEqual([400, expect.stringContaining('<exceptionCode>ExceededQuota</exceptionCode>')]);
    expect(names()).toEqual(['A']);
    await world.clock.advanceTo(world.clock.now() + 86_400_000);
    expect((await signIn(mounted()).call('GET', '/limits')).status).toBe(200);
  });
});
