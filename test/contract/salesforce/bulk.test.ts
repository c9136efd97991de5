import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { type Client, signIn } from './client.js';

describeOnEveryMount('Salesforce: Bulk API 2.0', createSalesforce, (mounted) => {
  const csv = (client: Client, id: string, text: string): Promise<Reply> =>
    client.call('PUT', `/jobs/ingest/${id}/batches`, text, { 'content-type': 'text/csv' });
  const job = async (client: Client, described: Record<string, unknown>): Promise<string> => {
    const reply = await client.call('POST', '/jobs/ingest', described);
    if (reply.status !== 200) throw new Error(`the job was refused: ${reply.text}`);
    return reply.json().id;
  };
  const run = async (client: Client, described: Record<string, unknown>, text: string) => {
    const id = await job(client, described);
    await csv(client, id, text);
    await client.call('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
    const read = async (what: string): Promise<string> => (await client.call('GET', `/jobs/ingest/${id}/${what}/`)).text;
    return {
      info: (await client.call('GET', `/jobs/ingest/${id}`)).json(),
      successful: await read('successfulResults'),
      failed: await read('failedResults'),
      unprocessed: await read('unprocessedrecords'),
    };
  };

  it('makes a job, takes its rows once and tells each state', async () => {
    const admin = signIn(mounted());
    const created = await admin.call('POST', '/jobs/ingest', { object: 'account', operation: 'insert', lineEnding: 'LF' });
    expect([created.status, created.json()]).toMatchObject([
      200,
      { object: 'Account', operation: 'insert', state: 'Open', contentType: 'CSV', columnDelimiter: 'COMMA', concurrencyMode: 'Parallel' },
    ]);
    const { id, contentUrl } = created.json();
    expect(contentUrl).toBe(`services/data/v62.0/jobs/ingest/${id}/batches`);
    expect(created.text).toContain('"apiVersion":62.0');
    const upload = await csv(admin, id, 'Name\nAcme\n');
    expect([upload.status, upload.text]).toEqual([201, '']);
    expect((await csv(admin, id, 'Name\nOther\n')).json()[0]).toMatchObject({ errorCode: 'BULK_API_ERROR' });
    expect((await admin.call('GET', `/jobs/ingest/${id}/successfulResults`)).json()[0].errorCode).toBe('INVALIDJOBSTATE');
    expect((await admin.call('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' })).json()).toMatchObject({
      id,
      state: 'UploadComplete',
    });
    expect((await admin.call('GET', `/jobs/ingest/${id}`)).json()).toMatchObject({
      state: 'JobComplete',
      jobType: 'V2Ingest',
      numberRecordsProcessed: 1,
      numberRecordsFailed: 0,
    });
    const again = await admin.call('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
    expect([again.status, again.json()[0]]).toMatchObject([
      400,
      { errorCode: 'INVALIDJOBSTATE', message: 'Updating job to state: UploadComplete is not allowed' },
    ]);
    expect((await admin.call('DELETE', `/jobs/ingest/${id}`)).status).toBe(204);
    expect((await admin.call('GET', `/jobs/ingest/${id}`)).status).toBe(404);
  });

  it('tells of each row what became of it', async () => {
    const admin = signIn(mounted());
    const text = 'LastName,Email\nStark,a@b.test\n,c@d.test\n"Snow, ""Jon""",no mail\n';
    const { info, successful, failed, unprocessed } = await run(admin, { object: 'Contact', operation: 'insert' }, text);
    expect(info).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 3, numberRecordsFailed: 2 });
    expect(successful).toMatch(/^"sf__Id","sf__Created",LastName,Email\n"003\w{15}","true","Stark","a@b\.test"\n$/);
    expect(failed).toBe(
      [
        '"sf__Id","sf__Error",LastName,Email',
        '"","REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --","","c@d.test"',
        '"","INVALID_EMAIL_ADDRESS:Email: invalid email address: no mail:Email --","Snow, ""Jon""","no mail"',
        '',
      ].join('\n'),
    );
    expect(unprocessed).toBe('LastName,Email\n');
  });

  it('leaves fields alone that are empty and clears those that say #N/A', async () => {
    const admin = signIn(mounted());
    const id = await admin.create('Account', { Name: 'Acme', Phone: '1', Site: 'North' });
    await run(admin, { object: 'Account', operation: 'update' }, `Id,Name,Phone,Site\n${id},,#N/A,South`);
    expect((await admin.call('GET', `/sobjects/Account/${id}`)).json()).toMatchObject({ Name: 'Acme', Phone: null, Site: 'South' });
  });

  it('upserts by an external id and finds parents by theirs', async () => {
    const { state } = mounted().vendor;
    state.addField({ object: 'Account', fullName: 'Ext__c', type: 'Text', length: 40, externalId: true, unique: true });
    const admin = signIn(mounted());
    const described = { object: 'Account', operation: 'upsert', externalIdFieldName: 'ext__c' };
    const first = await run(admin, described, 'Ext__c,Name\nA1,Acme\nA2,Beta\nA1,Twice\n');
    expect(first.failed).toContain('DUPLICATE_VALUE:Duplicate external id specified: A1:--');
    const { successful } = await run(admin, described, 'Ext__c,Name\na1,Acme Ltd\nA3,Gamma');
    expect(successful.split('\n').map((line) => line.split(',')[1])).toEqual(['"sf__Created"', '"false"', '"true"', undefined]);
    await run(
      admin,
      { object: 'Contact', operation: 'insert' },
      'LastName,Account.Ext__c,User:Owner.Username\nStark,A3,admin@backlot.test',
    );
    const found = await admin.call('GET', '/query?q=SELECT+Account.Name,Owner.Name+FROM+Contact');
    expect(found.json().records[0]).toMatchObject({ Account: { Name: 'Gamma' } });
  });

  it('deletes to the recycle bin, and hard past it', async () => {
    const admin = signIn(mounted());
    const ids = [await admin.create('Account', { Name: 'Soft' }), await admin.create('Account', { Name: 'Hard' })];
    await run(admin, { object: 'Account', operation: 'delete' }, `Id\n${ids[0]}\n`);
    const { info } = await run(
      admin,
      { object: 'Account', operation: 'hardDelete' },
      `Id\n${ids[1]}\n${ids[1]!.slice(0, 3)}000000000001\n`,
    );
    expect(info).toMatchObject({ numberRecordsProcessed: 2, numberRecordsFailed: 1 });
    const bin = await admin.call('GET', '/queryAll?q=SELECT+Name+FROM+Account+WHERE+IsDeleted=true');
    expect(bin.json().records).toMatchObject([{ Name: 'Soft' }]);
  });

  it.each([
    ['an unknown column', 'Nope__c\n1\n', {}, 'InvalidBatch : Field name not found : Nope__c'],
    [
      'the wrong line ending',
      'Name\r\nAcme\r\n',
      {},
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    ],
    [
      'the other wrong line ending',
      'Name\nAcme\n',
      { lineEnding: 'CRLF' },
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is CRLF',
    ],
    ['an open quote', 'Name\n"Acme\n', {}, 'ClientInputError : Failed to parse CSV. EOF reached before quoted value was closed'],
  ])('fails a job with %s and leaves its rows unprocessed', async (_title, text, options, message) => {
    const { info } = await run(signIn(mounted()), { object: 'Account', operation: 'insert', ...options }, text);
    expect(info).toMatchObject({ state: 'Failed', errorMessage: message, numberRecordsProcessed: 0 });
    expect(mounted().vendor.people.list('Account')).toEqual([]);
  });

  it.each(['BACKQUOTE`', 'CARET^', 'PIPE|', 'SEMICOLON;', 'TAB\t'])('reads and writes columns between %s', async (name) => {
    const [, columnDelimiter, mark] = /^([A-Z]+)(.)$/s.exec(name)!;
    const described = { object: 'Account', operation: 'insert', columnDelimiter, lineEnding: 'CRLF' };
    const { successful } = await run(signIn(mounted()), described, `\ufeffName${mark}Phone\r\nAcme, Inc${mark}1\r\n\r\n`);
    expect(successful.split('\r\n')[1]).toMatch(new RegExp(`^"001\\w{15}"\\${mark}"true"\\${mark}"Acme, Inc"\\${mark}"1"$`));
  });

  it('makes, fills and closes a job in one multipart call', async () => {
    const admin = signIn(mounted());
    const part = (name: string, type: string, text: string): string =>
      `--xyz\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
    const described = JSON.stringify({ object: 'Account', operation: 'insert' });
    const body = `${part('job', 'application/json', described)}${part('content', 'text/csv', 'Name\nAcme\n')}--xyz--\r\n`;
    const reply = await admin.call('POST', '/jobs/ingest', body, { 'content-type': 'multipart/form-data; boundary=xyz' });
    expect([reply.status, reply.json().state]).toEqual([200, 'UploadComplete']);
    expect(mounted().vendor.people.list('Account')).toHaveLength(1);
    const broken = await admin.call('POST', '/jobs/ingest', body.slice(0, -20), { 'content-type': 'multipart/form-data; boundary=xyz' });
    expect(broken.status).toBe(400);
  });

  it.each([
    [{ object: 'Nope', operation: 'insert' }, 'INVALIDENTITY'],
    [{ object: 'Account', operation: 'query' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'upsert' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'insert', columnDelimiter: 'constructor' }, 'INVALIDJOB'],
  ])('refuses the job %j', async (described, errorCode) => {
    const reply = await signIn(mounted()).call('POST', '/jobs/ingest', described);
    expect([reply.status, reply.json()[0].errorCode]).toEqual([400, errorCode]);
  });

  it('gives up a job, lists jobs, and knows none that is not there', async () => {
    const admin = signIn(mounted());
    const id = await job(admin, { object: 'Account', operation: 'insert' });
    expect((await admin.call('PATCH', `/jobs/ingest/${id}`, { state: 'Aborted' })).json().state).toBe('Aborted');
    expect((await admin.call('GET', '/jobs/ingest')).json()).toMatchObject({ done: true, records: [{ id, state: 'Aborted' }] });
    expect((await admin.call('GET', '/jobs/ingest/7505g000000zzzz')).json()[0].errorCode).toBe('NOT_FOUND');
    expect((await mounted().send({ path: '/services/data/v62.0/jobs/ingest' })).json()[0].errorCode).toBe('INVALID_SESSION_ID');
  });

  it('reads records page by page, and ends with the word null', async () => {
    const admin = signIn(mounted());
    for (const Name of ['Acme', 'Beta "B"', 'Gamma']) await admin.create('Account', { Name, AnnualRevenue: 10 });
    const query = 'SELECT Name, AnnualRevenue, Parent.Name, CreatedDate FROM Account ORDER BY Name';
    const created = await admin.call('POST', '/jobs/query', { operation: 'query', query });
    expect(created.json()).toMatchObject({ state: 'UploadComplete', object: 'Account', operation: 'query' });
    const { id } = created.json();
    expect((await admin.call('GET', `/jobs/query/${id}`)).json()).toMatchObject({
      state: 'JobComplete',
      jobType: 'V2Query',
      numberRecordsProcessed: 3,
    });
    const first = await admin.call('GET', `/jobs/query/${id}/results?maxRecords=2`);
    expect(first.headers['content-type']).toMatch(/^text\/csv/);
    expect(first.headers['sforce-numberofrecords']).toBe('2');
    const [header, acme, beta] = first.text.split('\n');
    expect(header).toBe('"Name","AnnualRevenue","Parent.Name","CreatedDate"');
    expect(acme).toMatch(/^"Acme","10\.0","","\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z"$/);
    expect(beta).toMatch(/^"Beta ""B""",/);
    const last = await admin.call('GET', `/jobs/query/${id}/results?maxRecords=2&locator=${first.headers['sforce-locator']}`);
    expect([last.headers['sforce-locator'], last.text.split('\n')[0]]).toEqual(['null', header]);
    expect((await admin.call('GET', `/jobs/query/${id}/results?locator=nope`)).status).toBe(400);
    expect((await admin.call('DELETE', `/jobs/query/${id}`)).status).toBe(204);
  });

  it.each([
    ['SELECT Nope FROM Account', 'INVALID_FIELD'],
    ['SELECT COUNT(Id) FROM Account', 'FUNCTIONALITY_NOT_ENABLED'],
    ['SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'FUNCTIONALITY_NOT_ENABLED'],
    ['SELECT BillingAddress FROM Account', 'FUNCTIONALITY_NOT_ENABLED'],
    ['SELECT Id FROM Account OFFSET 1', 'FUNCTIONALITY_NOT_ENABLED'],
  ])('refuses the bulk query %s when the job is made', async (query, errorCode) => {
    const reply = await signIn(mounted()).call('POST', '/jobs/query', { operation: 'query', query });
    expect([reply.status, reply.json()[0].errorCode]).toEqual([400, errorCode]);
  });
});
