import { describe, expect, it } from 'vitest';
import { play } from './played.js';

const ROWS = '/services/data/v{version}/sobjects/Account';

describe('the guard', () => {
  const writes = (request: string) => `probe: p\nsystem: salesforce\nsteps:\n  - ${request}\n`;
  const SOMEBODY = '001000000000001AAA';

  it.each([
    ['an update of a record by id', `{ send: 'PATCH ${ROWS}/${SOMEBODY}', json: { Name: '{run}' } }`, SOMEBODY],
    ['a delete of a record by id', `{ send: 'DELETE ${ROWS}/${SOMEBODY}' }`, SOMEBODY],
    ['an upsert by a key of somebody else', `{ send: 'PATCH ${ROWS}/Key__c/K-1', json: { Name: '{run}' } }`, 'K-1'],
    [
      'a collection',
      `{ send: 'PATCH /services/data/v{version}/composite/sobjects', json: { records: [{ attributes: { type: Account }, Id: ${SOMEBODY}, Name: '{run}' }] } }`,
      SOMEBODY,
    ],
    ['a collection delete', `{ send: 'DELETE /services/data/v{version}/composite/sobjects', query: { ids: '${SOMEBODY}' } }`, SOMEBODY],
    [
      'a collection upsert',
      `{ send: 'PATCH /services/data/v{version}/composite/sobjects/Account/Key__c', json: { records: [{ attributes: { type: Account }, Key__c: K-1 }] } }`,
      'K-1',
    ],
    [
      'a part of a composite',
      `{ send: 'POST /services/data/v{version}/composite', json: { compositeRequest: [{ method: DELETE, referenceId: a, url: '/services/data/v62.0/sobjects/Account/${SOMEBODY}' }] } }`,
      SOMEBODY,
    ],
  ])('does not send %s', async (_name, request, key) => {
    const { stopped, statuses } = await play(writes(request));
    expect(stopped).toBe(`steps 1: not sent: it would write to ${key}, which it did not make`);
    expect(statuses).toEqual([]);
  });

  it('does not send what would make a record that nobody could tell from others', async () => {
    const { stopped } = await play(writes(`{ send: 'POST ${ROWS}', json: { Name: Acme } }`));
    expect(stopped).toContain('does not carry {run}');
  });

  it.each([
    ['a SOAP call that merges', `{ send: 'POST /services/Soap/u/62.0', xml: '<merge/>' }`],
    ['an action', `{ send: 'POST /services/data/v{version}/actions/custom/flow/X', json: {} }`],
    ['the end of a session', `{ send: 'POST /services/oauth2/revoke', form: { token: x } }`],
  ])('does not send %s, for nobody can tell what it writes', async (_name, request) => {
    expect((await play(writes(request))).stopped).toContain('nobody can tell which records');
  });

  it('lets a probe that says so do what it likes on a stand-in, and on other targets when it is allowed by name', async () => {
    const text = `probe: p\nsystem: salesforce\nallow: foreign\nsteps: [{ send: 'DELETE ${ROWS}/${SOMEBODY}' }]\n`;
    expect((await play(text)).statuses).toEqual([404]);
    expect((await play(text, { target: { isStandIn: false } })).stopped).toBe('it is destructive or cannot be undone: --allow foreign');
    expect((await play(text, { target: { isStandIn: false }, allowed: ['foreign'] })).statuses).toEqual([404]);
  });

  const soap = (call: string): string =>
    `send: 'POST /services/Soap/u/{version}', session: none, xml: '<e:Envelope xmlns:e="e"><e:Body>${call}</e:Body></e:Envelope>'`;
  const FOREIGN = '001000000000001AAA';

  it.each([
    ['a SOAP update', 'salesforce', soap(`<update><sObjects><type>Account</type><Id>${FOREIGN}</Id></sObjects></update>`)],
    ['a SOAP merge', 'salesforce', soap(`<merge><request><masterRecord><Id>${FOREIGN}</Id></masterRecord></request></merge>`)],
    ['a SOAP conversion', 'salesforce', soap(`<convertLead><leadConverts><leadId>${FOREIGN}</leadId></leadConverts></convertLead>`)],
    ['a job of somebody else', 'salesforce', `send: 'PATCH /services/data/v{version}/jobs/ingest/${FOREIGN}', json: { state: Aborted }`],
    ['a change by REST', 'intacct', `send: PATCH /ia/api/v1/objects/accounts-receivable/customer/7, json: { name: '{run}' }`],
    ['a removal by REST', 'intacct', 'send: DELETE /ia/api/v1/objects/accounts-receivable/customer/7'],
  ])('keeps %s away from records that the run did not make', async (_title, system, step) => {
    const { stopped } = await play(`probe: p\nsystem: ${system}\nsteps: [{ ${step} }]\n`);
    expect(stopped).toMatch(/^steps 1: not sent: it would write to (001000000000001AAA|CUSTOMER\/7), which it did not make$/);
  });

  it.each([
    ['rows by the ids of others', `Id,Name\\n${FOREIGN},{run} Acme`, FOREIGN],
    ['rows without the prefix', 'Name\\n{run} Acme\\nBeta', 'Beta'],
  ])('keeps a bulk job from %s, and removes the job', async (_title, csv, named) => {
    const jobs = '/services/data/v{version}/jobs/ingest';
    const { stopped, left } = await play(`
probe: p
system: salesforce
given: [{ send: 'POST ${jobs}', as: job, json: { object: Account, operation: insert } }]
steps: [{ send: 'PUT ${jobs}/{job.body.id}/batches', headers: { content-type: text/csv }, text: "${csv}" }]
`);
    expect(stopped).toBe(`steps 1: not sent: it would write to ${named}, which it did not make`);
    expect(left).toEqual([]);
  });

  it('keeps calls away of which nobody can tell what they write', async () => {
    const { stopped } = await play(
      `probe: p\nsystem: salesforce\nsteps: [{ ${soap('<emptyRecycleBin><ids>x</ids></emptyRecycleBin>')} }]\n`,
    );
    expect(stopped).toContain('nobody can tell which records POST /services/Soap/u/62.0 writes');
  });

  it('watches functions of the gateway, too', async () => {
    const { stopped } = await play(`
probe: p
system: intacct
steps: [{ function: '<delete><object>CUSTOMER</object><keys>7</keys></delete>' }]
`);
    expect(stopped).toBe('steps 1: not sent: it would write to CUSTOMER/7, which it did not make');
  });

  it('watches Account Engagement, too', async () => {
    const { stopped } = await play('probe: p\nsystem: engagement\nsteps: [{ send: DELETE /api/v5/objects/prospects/7 }]\n');
    expect(stopped).toBe('steps 1: not sent: it would write to prospects/7, which it did not make');
  });
});
