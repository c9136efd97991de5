import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { timed } from '../processor-time.js';
import { BASE, signIn } from './client.js';

const deep = (count: number, open: string, close: string): string => open.repeat(count) + close.repeat(count);
const JSON_TYPE = 'application/json';

describeOnEveryMount('Salesforce: malformed requests', createSalesforce, (mounted) => {
  const post = (path: string, body: string | Uint8Array, type: string): Promise<Reply> => {
    const { token } = signIn(mounted());
    return mounted().send({ method: 'POST', path, headers: { authorization: `Bearer ${token}`, 'content-type': type }, body });
  };
  const quickly = async (ask: () => Promise<Reply>): Promise<Reply> => {
    const { value: reply, ms } = await timed(ask);
    expect(ms).toBeLessThan(1_000);
    return reply;
  };
  const goesOn = async (): Promise<void> => expect((await signIn(mounted()).call('GET', '/limits')).status).toBe(200);

  it.each([
    ['JSON that breaks off', '/sobjects/Account', '{"Name":"Acme', JSON_TYPE],
    ['JSON that is nested deeply', '/sobjects/Account', `{"Name":${deep(100_000, '[', ']')}}`, JSON_TYPE],
    ['a list where an object belongs', '/sobjects/Account', '[]', JSON_TYPE],
    ['the wrong type', '/sobjects/Account', 'Name=Acme', 'text/plain'],
    ['a composite of nonsense', '/composite', '{"compositeRequest":[null]}', JSON_TYPE],
    ['a graph of nonsense', '/composite/graph', '{"graphs":[{"graphId":{},"compositeRequest":"x"}]}', JSON_TYPE],
    ['a batch of nonsense', '/composite/batch', '{"batchRequests":[7]}', JSON_TYPE],
    ['a tree of nonsense', '/composite/tree/Account', '{"records":[[]]}', JSON_TYPE],
    ['a collection of nonsense', '/composite/sobjects', '{"records":[null,1,"x"]}', JSON_TYPE],
    ['a job of nonsense', '/jobs/ingest', '{"object":{},"operation":["insert"]}', JSON_TYPE],
    ['a query job of nonsense', '/jobs/query', '{"operation":"query","query":7}', JSON_TYPE],
    ['an action of nonsense', '/actions/custom/flow/Sync_to_Intacct', '{"inputs":[null,[],{"recordId":{}}]}', JSON_TYPE],
    ['a search of nonsense', '/parameterizedSearch', '{"q":{},"sobjects":[null]}', JSON_TYPE],
    [
      'XML with a document type',
      '/sobjects/Account',
      '<!DOCTYPE x [<!ENTITY e "v">]><Account><Name>&e;</Name></Account>',
      'application/xml',
    ],
    ['multipart without an end', '/jobs/ingest', '--b\r\n\r\n', 'multipart/form-data; boundary=b'],
  ])('refuses %s within a second and goes on', async (_title, path, body, type) => {
    const reply = await quickly(() => post(`${BASE}${path}`, body, type));
    expect(reply.status, reply.text).toBeGreaterThanOrEqual(400);
    expect(reply.status, reply.text).toBeLessThan(500);
    await goesOn();
  });

  it('takes text in the wrong encoding as the front end does', async () => {
    const reply = await quickly(() =>
      post(`${BASE}/sobjects/Account`, Uint8Array.from(Buffer.from('{"Name":"Gr\xfcn"}', 'latin1')), JSON_TYPE),
    );
    expect(reply.status).toBe(201);
    expect(mounted().vendor.people.list('Account')[0]!['Name']).toBe('Gr\ufffdn');
  });

  it('finds no field in what every object of JavaScript has', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const reply = await post(`${BASE}/sobjects/Account`, `{"Name":"Acme","${name}":"x"}`, JSON_TYPE);
      expect([reply.status, reply.json()[0].message]).toEqual([400, `No such column '${name}' on sobject of type Account`]);
    }
    const admin = signIn(mounted());
    const { id } = (await admin.call('POST', '/jobs/ingest', { object: 'Account', operation: 'insert' })).json();
    await admin.call('PUT', `/jobs/ingest/${id}/batches`, '__proto__\nx\n', { 'content-type': 'text/csv' });
    await admin.call('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
    expect((await admin.call('GET', `/jobs/ingest/${id}`)).json().errorMessage).toBe('InvalidBatch : Field name not found : __proto__');
  });

  it('refuses a body beyond fifty megabytes', async () => {
    const reply = await post(`${BASE}/sobjects/Account`, `{"Name":"${'x'.repeat(50 * 1024 * 1024)}"}`, JSON_TYPE);
    expect(reply.status).toBe(413);
    await goesOn();
  });

  it('answers rows of the first Bulk API that are nested deeply', async () => {
    const headers = { 'x-sfdc-session': signIn(mounted()).token, 'content-type': JSON_TYPE };
    const send = (path: string, body: string): Promise<Reply> =>
      mounted().send({ method: 'POST', path: `/services/async/62.0/job${path}`, headers, body });
    const { id } = (await send('', '{"operation":"insert","object":"Account","contentType":"JSON"}')).json();
    const batch = (await quickly(() => send(`/${id}/batch`, `[{"Name":${deep(50_000, '[', ']')}}]`))).json();
    const read = await mounted().send({ path: `/services/async/62.0/job/${id}/batch/${batch.id}`, headers });
    expect(read.json()).toMatchObject({ state: 'Failed', stateMessage: expect.stringContaining('InvalidBatch') });
  });

  it('answers a query with thousands of values by composite, where addresses are not bounded', async () => {
    const list = Array.from({ length: 3_000 }, (_each, index) => `'name ${index}'`).join(',');
    const url = `${BASE}/query?q=${encodeURIComponent(`SELECT Id FROM Account WHERE Name IN (${list})`)}`;
    const body = JSON.stringify({ compositeRequest: [{ method: 'GET', url, referenceId: 'q' }] });
    const reply = await quickly(() => post(`${BASE}/composite`, body, JSON_TYPE));
    expect(reply.json().compositeResponse[0].httpStatusCode).toBe(200);
  });
});
