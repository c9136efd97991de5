import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { signIn } from './client.js';

const JOB = '/services/async/62.0/job';

describeOnEveryMount('Salesforce: Bulk API 1.0', createSalesforce, (mounted) => {
  const call = (method: string, path: string, body?: string, type = 'application/xml; charset=UTF-8', token?: string): Promise<Reply> =>
    mounted().send({
      method,
      path,
      headers: { 'x-sfdc-session': token ?? signIn(mounted()).token, 'content-type': type },
      ...(body === undefined ? {} : { body }),
    });
  const info = (inside: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?><jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload">${inside}</jobInfo>`;
  const value = (reply: Reply, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(reply.text)?.[1] ?? '';
  const open = async (operation: string, contentType: string, object = 'Account'): Promise<string> => {
    const reply = await call(
      'POST',
      JOB,
      info(`<operation>${operation}</operation><object>${object}</object><contentType>${contentType}</contentType>`),
    );
    if (reply.status !== 201) throw new Error(reply.text);
    return value(reply, 'id');
  };

  it('loads CSV and tells the outcome of each row in order', async () => {
    const job = await open('insert', 'CSV');
    const added = await call('POST', `${JOB}/${job}/batch`, 'Name,Phone\r\nAcme,1\n,2\n', 'text/csv');
    expect([added.status, value(added, 'state'), value(added, 'jobId')]).toEqual([201, 'Queued', job]);
    const batch = `${JOB}/${job}/batch/${value(added, 'id')}`;
    const done = await call('GET', batch);
    expect(['state', 'numberRecordsProcessed', 'numberRecordsFailed'].map((name) => value(done, name))).toEqual(['Completed', '2', '1']);
    expect((await call('GET', `${batch}/result`)).text).toMatch(
      /^"Id","Success","Created","Error"\n"001\w{15}","true","true",""\n"","false","false","REQUIRED_FIELD_MISSING:Required fields are missing: \[Name\]:Name --"\n$/,
    );
    expect((await call('GET', `${batch}/request`)).text).toBe('Name,Phone\r\nAcme,1\n,2\n');
    const closed = await call('POST', `${JOB}/${job}`, info('<state>Closed</state>'));
    expect(['state', 'numberBatchesCompleted', 'numberRecordsProcessed'].map((name) => value(closed, name))).toEqual(['Closed', '1', '2']);
    const late = await call('POST', `${JOB}/${job}/batch`, 'Name\nLate\n', 'text/csv');
    expect([late.status, value(late, 'exceptionCode')]).toEqual([400, 'InvalidJobState']);
  });

  it('speaks JSON to those that do', async () => {
    const json = 'application/json';
    const job = (await call('POST', JOB, JSON.stringify({ operation: 'insert', object: 'Contact', contentType: 'JSON' }), json)).json();
    expect(job).toMatchObject({ state: 'Open', contentType: 'JSON', apiVersion: 62 });
    const rows = [{ LastName: 'Stark' }, { FirstName: 'Arya' }];
    const batch = (await call('POST', `${JOB}/${job.id}/batch`, JSON.stringify(rows), json)).json();
    const results = (await call('GET', `${JOB}/${job.id}/batch/${batch.id}/result`, undefined, json)).json();
    expect(results).toMatchObject([
      { success: true, created: true, errors: [] },
      { success: false, id: null, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'], extendedErrorDetails: null }] },
    ]);
    const query = (await call('POST', JOB, JSON.stringify({ operation: 'query', object: 'Contact', contentType: 'JSON' }), json)).json();
    const asked = (
      await call('POST', `${JOB}/${query.id}/batch`, 'SELECT Id, LastName, Account.Name, CreatedDate FROM Contact', json)
    ).json();
    const path = `${JOB}/${query.id}/batch/${asked.id}/result`;
    const [result] = (await call('GET', path, undefined, json)).json();
    expect((await call('GET', `${path}/${result}`, undefined, json)).json()).toMatchObject([
      { attributes: { type: 'Contact' }, LastName: 'Stark', Account: null, CreatedDate: mounted().world.clock.now() },
    ]);
  });

  it('loads XML with parents by external id and gives XML back', async () => {
    const job = await open('insert', 'XML', 'Contact');
    const rows =
      '<sObjects xmlns="http://www.force.com/2009/06/asyncapi/dataload"><sObject><LastName>Stark &amp; Co</LastName>' +
      '<Owner><sObject><type>User</type><Username>admin@backlot.test</Username></sObject></Owner></sObject></sObjects>';
    const added = await call('POST', `${JOB}/${job}/batch`, rows);
    const results = await call('GET', `${JOB}/${job}/batch/${value(added, 'id')}/result`);
    expect([value(results, 'success'), value(results, 'created')]).toEqual(['true', 'true']);
    const query = await open('query', 'XML', 'Contact');
    const batch = await call('POST', `${JOB}/${query}/batch`, 'SELECT LastName, Owner.Username, Email FROM Contact', 'text/plain');
    const path = `${JOB}/${query}/batch/${value(batch, 'id')}/result`;
    const text = (await call('GET', `${path}/${value(await call('GET', path), 'result')}`)).text;
    expect(text).toContain(
      '<LastName>Stark &amp; Co</LastName><Owner xsi:type="sObject"><type>User</type><Username>admin@backlot.test</Username></Owner>',
    );
    expect(text).toContain('<Email xsi:nil="true"/>');
  });

  it('cuts a query into batches by primary key', async () => {
    const admin = signIn(mounted());
    for (const Name of ['A', 'B', 'C']) await admin.create('Account', { Name });
    const job = await open('query', 'CSV');
    await mounted().send({
      method: 'POST',
      path: `${JOB}/${job}/batch`,
      headers: { 'x-sfdc-session': admin.token, 'content-type': 'text/csv', 'sforce-enable-pkchunking': 'chunkSize=2' },
      body: 'SELECT Name FROM Account',
    });
    const listed = await call('GET', `${JOB}/${job}/batch`);
    expect([...listed.text.matchAll(/<state>(\w+)<\/state>/g)].map(([, state]) => state)).toEqual([
      'NotProcessed',
      'Completed',
      'Completed',
    ]);
  });

  it.each([
    ['a session that is over', 'GET', `${JOB}/7505g000000000A`, undefined, 'InvalidSessionId', 'nope'],
    ['an unknown job', 'GET', `${JOB}/7505g000000000A`, undefined, 'InvalidJob', undefined],
    ['an unknown object', 'POST', JOB, '<jobInfo><operation>insert</operation><object>Nope</object></jobInfo>', 'InvalidEntity', undefined],
    ['XML that breaks off', 'POST', JOB, '<jobInfo><operation>', 'InvalidJob', undefined],
    ['a document type', 'POST', JOB, '<!DOCTYPE a [<!ENTITY b "c">]><jobInfo/>', 'InvalidJob', undefined],
    [
      'a ZIP',
      'POST',
      JOB,
      '<jobInfo><operation>insert</operation><object>Account</object><contentType>ZIP_CSV</contentType></jobInfo>',
      'FeatureNotEnabled',
      undefined,
    ],
  ])('refuses %s', async (_title, method, path, body, code, token) => {
    const reply = await call(method, path, body, undefined, token);
    expect([reply.status, value(reply, 'exceptionCode')]).toEqual([400, code]);
  });

  it('fails a batch whose query or rows cannot be read', async () => {
    const [query, rows] = [await open('query', 'CSV'), await open('insert', 'CSV')];
    const messageOf = async (job: string, text: string): Promise<string> => {
      const batch = await call('POST', `${JOB}/${job}/batch`, text, 'text/csv');
      const read = await call('GET', `${JOB}/${job}/batch/${value(batch, 'id')}`);
      return `${value(read, 'state')} ${value(read, 'stateMessage')}`;
    };
    expect(await messageOf(query, 'SELECT Nope FROM Account')).toMatch(/^Failed InvalidBatch : Failed to process query: INVALID_FIELD/);
    expect(await messageOf(rows, 'Nope__c\n1')).toBe('Failed InvalidBatch : Field name not found : Nope__c');
  });
});
