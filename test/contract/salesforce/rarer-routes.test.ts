import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { BASE, signIn } from './client.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const METHODS = ['PUT', 'PATCH', 'DELETE'] as const;
const apexRest = METHODS.map((method) => ({
  method,
  path: '/backlot/echo',
  handle: ({ body }: { readonly body: unknown }) => ({ method, body }),
}));

describeOnEveryMount(
  'Salesforce: rarer ways to call',
  (world) => createSalesforce(world, { apexRest }),
  (mounted) => {
    const admin = () => signIn(mounted());
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

    it.each(METHODS)('gives %s to Apex REST classes, and refuses it where a class has none', async (method) => {
      const path = '/services/apexrest/backlot/echo';
      const answered = await admin().call(method, path, method === 'DELETE' ? undefined : { a: 1 });
      expect([answered.status, answered.json()]).toEqual([200, { method, body: method === 'DELETE' ? null : { a: 1 } }]);
      expect((await admin().call(method, '/services/apexrest/ia_crm/sync')).json()[0].errorCode).toBe('METHOD_NOT_ALLOWED');
    });

    it('answers Bayeux messages below addresses that name them, as some clients do', async () => {
      const shaken = await mounted().send({
        method: 'POST',
        path: '/cometd/62.0/handshake',
        headers: { ...bearer(admin().token), 'content-type': 'application/json' },
        body: '[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]',
      });
      expect(shaken.json()).toMatchObject([{ channel: '/meta/handshake', successful: true }]);
      expect((await mounted().send({ path: '/cometd/62.0' })).status).toBe(400);
    });

    it('tells the state of a job of the first Bulk API', async () => {
      const headers = { 'x-sfdc-session': admin().token, 'content-type': 'application/json' };
      const body = '{"operation":"insert","object":"Account","contentType":"JSON"}';
      const made = (await mounted().send({ method: 'POST', path: '/services/async/62.0/job', headers, body })).json();
      expect((await mounted().send({ path: `/services/async/62.0/job/${made.id}`, headers })).json()).toMatchObject({
        id: made.id,
        state: 'Open',
        object: 'Account',
      });
    });

    it('gives the schema of an event by its name and by its id', async () => {
      const named = (await admin().call('GET', '/sobjects/AccountChangeEvent/eventSchema?payloadFormat=COMPACT')).json();
      expect(named).toMatchObject({ name: 'AccountChangeEvent', type: 'record', uuid: expect.any(String) });
      expect((await admin().call('GET', `/event/eventSchema/${named.uuid}?payloadFormat=COMPACT`)).json()).toEqual(named);
      expect((await admin().call('GET', '/event/eventSchema/nope')).status).toBe(404);
      expect((await admin().call('GET', '/sobjects/Account/eventSchema')).status).toBe(404);
    });

    it('lists query jobs, and has none that could still be given up', async () => {
      const { id } = (await admin().call('POST', '/jobs/query', { operation: 'query', query: 'SELECT Id FROM Account' })).json();
      expect((await admin().call('GET', '/jobs/query')).json()).toMatchObject({ done: true, records: [{ id, operation: 'query' }] });
      const change = async (state: string) => (await admin().call('PATCH', `/jobs/query/${id}`, { state })).json()[0].errorCode;
      expect([await change('Aborted'), await change('Nope')]).toEqual(['INVALIDJOBSTATE', 'INVALIDJOB']);
    });

    it('goes on with a query of deleted records', async () => {
      const { vendor } = mounted();
      for (let index = 0; index < 201; index += 1) vendor.people.create('Account', { Name: `A ${index}` }, vendor.people.user('admin')!);
      const headers = { 'sforce-query-options': 'batchSize=200' };
      const page = (await admin().call('GET', '/queryAll?q=SELECT+Id+FROM+Account', undefined, headers)).json();
      expect([page.totalSize, page.done, page.records.length]).toEqual([201, false, 200]);
      const locator = page.nextRecordsUrl.split('/').at(-1);
      expect((await admin().call('GET', `/queryAll/${locator}`, undefined, headers)).json()).toMatchObject({ done: true, records: [{}] });
    });

    it('shows one quick action, and describes it', async () => {
      for (const path of ['/quickActions/LogACall', '/quickActions/LogACall/describe']) {
        expect((await admin().call('GET', path)).json()).toMatchObject({ name: 'LogACall', targetSobjectType: 'Task' });
      }
      expect((await admin().call('GET', '/quickActions/LogACall/defaultValues')).json()).toMatchObject({ Subject: 'Call' });
    });

    it('ends a token by GET, and gives none that way', async () => {
      const { token } = admin();
      expect((await mounted().send({ path: '/services/oauth2/revoke', query: `token=${encodeURIComponent(token)}` })).status).toBe(200);
      expect((await mounted().send({ path: `${BASE}/limits`, headers: bearer(token) })).status).toBe(401);
      const refused = await mounted().send({ path: '/services/oauth2/token' });
      expect([refused.status, refused.json()]).toEqual([400, { error: 'invalid_request', error_description: 'must use HTTP POST' }]);
    });

    it('takes a deployment that is over no more for one to stop', async () => {
      const refused = await admin().call('PATCH', '/metadata/deployRequest/0Af000000000001', { deployResult: { status: 'Canceling' } });
      expect([refused.status, refused.json()[0].errorCode]).toEqual([404, 'NOT_FOUND']);
    });

    it('tells who the user is to those who ask by POST', async () => {
      const headers = { ...bearer(admin().token), ...FORM };
      const known = (await mounted().send({ method: 'POST', path: '/services/oauth2/userinfo', headers, body: '' })).json();
      const { pathname } = new URL(known.sub);
      const identity = (await mounted().send({ method: 'POST', path: pathname, headers, body: '' })).json();
      expect(identity).toMatchObject({ username: 'admin@backlot.test', user_id: known.user_id });
    });

    it('leads a browser in by POST', async () => {
      const headers = { ...bearer(admin().token), ...FORM };
      const { frontdoor_uri } = (await mounted().send({ method: 'POST', path: '/services/oauth2/singleaccess', headers, body: '' })).json();
      expect(frontdoor_uri).toMatch(/\/secur\/frontdoor\.jsp\?sid=/);
    });

    it('updates by POST with another method’s name, for clients that cannot send PATCH', async () => {
      const path = `/sobjects/Contact/Email/${encodeURIComponent('a@b.test')}?_HttpMethod=PATCH`;
      expect((await admin().call('POST', path, { LastName: 'A' })).status).toBe(201);
      expect((await admin().call('POST', path, { LastName: 'B' })).json()).toMatchObject({ created: false, success: true });
      expect((await admin().call('POST', path.replace('?_HttpMethod=PATCH', ''), { LastName: 'B' })).status).toBe(405);
    });

    it.each([
      ['u', 'urn:partner.soap.sforce.com', '<getServerTimestamp/>', '<timestamp>'],
      ['m', 'http://soap.sforce.com/2006/04/metadata', '<describeMetadata/>', '<metadataObjects>'],
    ])('answers SOAP at /%s/ behind the org’s id, and by POST only', async (kind, namespace, body, told) => {
      const { token } = admin();
      const path = `/services/Soap/${kind}/62.0/${mounted().vendor.state.id.slice(0, 15)}`;
      const envelope =
        `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${namespace}"><s:Header><SessionHeader><sessionId>${token}` +
        `</sessionId></SessionHeader></s:Header><s:Body>${body}</s:Body></s:Envelope>`;
      const reply = await mounted().send({ method: 'POST', path, headers: { 'content-type': 'text/xml' }, body: envelope });
      expect([reply.status, reply.text.includes(told)]).toEqual([200, true]);
      for (const each of [path, `/services/Soap/${kind}/62.0`]) expect((await mounted().send({ path: each })).status).toBe(405);
    });

    it('answers SOAP of the enterprise kind by POST only', async () => {
      expect((await mounted().send({ path: '/services/Soap/c/62.0' })).status).toBe(405);
    });
  },
);
