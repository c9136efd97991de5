import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

describeOnEveryMount('Salesforce: planned errors in Bulk', createSalesforce, (mounted) => {
  const plan = (code: string, method: string): void => {
    const on = [{ system: 'salesforce' as const, method }];
    mounted().world.faults.arm({ on, action: { kind: 'error', code }, times: 1, from: 'any' });
  };

  const ingest = async (code: string, rows: string) => {
    const org = signIn(mounted());
    const { id } = (await org.call('POST', '/jobs/ingest', { object: 'Account', operation: 'insert' })).json();
    await org.call('PUT', `/jobs/ingest/${id}/batches`, rows, { 'content-type': 'text/csv' });
    plan(code, 'PATCH');
    const closed = await org.call('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
    const info = (await org.call('GET', `/jobs/ingest/${id}`)).json();
    return { closed, info, read: async (what: string) => (await org.call('GET', `/jobs/ingest/${id}/${what}`)).text };
  };

  it('hit the first row of a job', async () => {
    const { closed, info, read } = await ingest('UNABLE_TO_LOCK_ROW', 'Name\nOne\nTwo\n');
    expect(closed.status).toBe(200);
    expect(info).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 2, numberRecordsFailed: 1 });
    expect(await read('failedResults')).toBe(
      '"sf__Id","sf__Error",Name\n"","UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record:--","One"\n',
    );
    expect(mounted().vendor.people.list('Account')).toMatchObject([{ Name: 'Two' }]);
  });

  it('fail a job by its own codes, and leave its rows unprocessed', async () => {
    const { info, read } = await ingest('InternalServerError', 'Name\nOne\n');
    expect(info).toMatchObject({ state: 'Failed', errorMessage: 'InternalServerError : The job failed as planned.' });
    expect(await read('unprocessedrecords')).toBe('Name\n"One"\n');
  });

  it('refuse the call where the code is one of calls', async () => {
    const { closed, info } = await ingest('REQUEST_LIMIT_EXCEEDED', 'Name\nOne\n');
    expect([closed.status, closed.json()[0].errorCode, info.state]).toEqual([403, 'REQUEST_LIMIT_EXCEEDED', 'Open']);
  });

  it.each([
    ['UNABLE_TO_LOCK_ROW', 'insert', 'Name\nOne\nTwo\n', /<state>Completed<.*<numberRecordsFailed>1</],
    ['InternalServerError', 'insert', 'Name\nOne\n', /<state>Failed<.*<stateMessage>InternalServerError : /],
    ['QUERY_TIMEOUT', 'query', 'SELECT Id FROM Account', /<state>Failed<.*<stateMessage>InvalidBatch : .*QUERY_TIMEOUT: Your query/],
  ])('hit batches of the first Bulk API: %s', async (code, operation, body, expected) => {
    const { token } = signIn(mounted());
    const send = (method: string, path: string, text = '', type = 'application/xml') =>
      mounted().send({
        method,
        path: `/services/async/62.0/job${path}`,
        headers: { 'x-sfdc-session': token, 'content-type': type },
        body: text,
      });
    const made = await send(
      'POST',
      '',
      `<jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload"><operation>${operation}</operation><object>Account</object><contentType>CSV</contentType></jobInfo>`,
    );
    const job = /<id>([^<]+)</.exec(made.text)![1];
    plan(code, 'POST');
    const added = await send('POST', `/${job}/batch`, body, 'text/csv');
    expect(added.status).toBe(201);
    expect((await send('GET', `/${job}/batch`)).text).toMatch(expected);
  });
});
