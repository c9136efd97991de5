import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

const HEADERS = {
  'content-type': 'application/json',
  accept: '*/*',
  'user-agent': 'sfdx toolbelt:',
  'sforce-call-options': 'client=sfdx toolbelt:',
};

const soql = (text: string) => `?q=${encodeURIComponent(text)}`;
const SANDBOXES =
  "SELECT Id,Status,SandboxName,SandboxInfoId,LicenseType,CreatedDate,CopyProgress,SandboxOrganization,SourceId,Description,EndDate,Features FROM SandboxProcess WHERE SandboxOrganization='00D5g0000000001' ORDER BY CreatedDate DESC";

describeOnEveryMount('Salesforce: calls of the sf command', createSalesforce, (org) => {
  const ask = (path: string) => signIn(org()).call('GET', path, undefined, HEADERS);

  it('signs in with an access token', async () => {
    const { user_id } = (await ask('/services/oauth2/userinfo')).json();
    const user = await ask(`/services/data/v51.0/sobjects/User/${user_id}`);
    expect(user.json().Username).toBe('admin@backlot.test');
    // Asks whether this is a hub of scratch orgs; it is not.
    const hub = await ask(`/services/data/v51.0/query${soql('SELECT Id FROM ScratchOrgInfo limit 1')}`);
    expect([hub.status, hub.json()[0].errorCode]).toEqual([400, 'INVALID_TYPE']);
    expect((await ask('/services/data')).json().at(-1)).toHaveProperty('version');
    const fields = 'Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix, OrganizationType';
    expect((await ask(`/query${soql(`SELECT ${fields} FROM Organization`)}`)).json()).toMatchObject({ totalSize: 1 });
    expect((await ask(`/tooling/query${soql(SANDBOXES)}`)).json()).toMatchObject({ totalSize: 0, entityTypeName: 'SandboxProcess' });
  });

  it('finds paths behind two slashes', async () => {
    const headers = { ...HEADERS, authorization: `Bearer ${signIn(org()).token}` };
    for (const path of ['//services/data/v62.0/limits', '//services/data/v62.0/tooling/sobjects']) {
      expect((await org().send({ path, headers })).status).toBe(200);
    }
  });

  it('asks for the columns of a tooling query', async () => {
    const reply = await ask(`/tooling/query${soql('SELECT QualifiedApiName FROM EntityDefinition')}&columns=true`);
    expect(reply.json().columnMetadata).toMatchObject([{ columnName: 'QualifiedApiName' }]);
  });

  /** A call as the command's plugins send it, behind the slash that a stored address leaves. */
  const send = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = HEADERS) =>
    signIn(org()).call(method, path, body, headers);
  const BULK = { 'content-type': 'application/json; charset=utf-8', accept: '*/*', 'user-agent': 'undici' };
  const CSV = { 'content-type': 'text/csv', accept: '*/*', 'user-agent': 'undici' };

  it('org login jwt: signs in with an assertion that ends in milliseconds', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: 'backlot', sub: 'admin@backlot.test', aud: 'http://localhost:4001/', exp: org().world.clock.now() + 60_000 };
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const signed = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
    const assertion = `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
    const form = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
    const reply = await org().send({
      method: 'POST',
      path: '/services/oauth2/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    expect([reply.status, Object.keys(reply.json())]).toEqual([200, ['access_token', 'scope', 'instance_url', 'id', 'token_type']]);
    expect(reply.json().access_token).toMatch(/^(00D\w{12,15})![.\w]*$/);
  });

  it('org display, org list: asks for the resources of the version', async () => {
    expect((await ask('/services/data/v62.0')).json()).toMatchObject({ sobjects: '/services/data/v62.0/sobjects' });
  });

  it('data query: asks again for the columns, also of parents, children, groups and deleted rows', async () => {
    await signIn(org()).create('Account', { Name: 'Acme' });
    const columns = async (text: string) => {
      expect((await ask(`/query${soql(text)}`)).json().totalSize).toBe(1);
      return (await ask(`/query${soql(text)}&columns=true`)).json();
    };
    expect(await columns('SELECT Id, Owner.Name, (SELECT LastName FROM Contacts) FROM Account')).toMatchObject({
      columnMetadata: [
        { columnName: 'Id', aggregate: false },
        { columnName: 'Owner', foreignKeyName: 'OwnerId', joinColumns: [{ columnName: 'Name' }] },
        { columnName: 'Contacts', aggregate: true, joinColumns: [{ columnName: 'LastName' }] },
      ],
      entityName: 'Account',
      idSelected: true,
    });
    expect(await columns('SELECT COUNT(Id) n, Industry FROM Account GROUP BY Industry')).toMatchObject({ groupBy: true });
    expect((await ask(`/queryAll${soql('SELECT Id FROM Account')}`)).json().totalSize).toBe(1);
  });

  it('data create, update, get and delete record: by id, and by a field’s value', async () => {
    const created = await send('POST', '/sobjects/Account', { Name: 'Sf Made' });
    expect([created.status, created.json()]).toMatchObject([201, { success: true, errors: [] }]);
    // The command writes the field in lower case and reads it as `Id`.
    const found = (await ask(`/query${soql("SELECT id FROM Account WHERE Name = 'Sf Made'")}`)).json();
    const { id } = created.json();
    expect(found).toMatchObject({ totalSize: 1, records: [{ Id: id }] });
    expect((await send('PATCH', `/sobjects/Account/${id}`, { Site: 'HQ' })).status).toBe(204);
    expect((await ask(`/sobjects/Account/${id}`)).json()).toMatchObject({ Name: 'Sf Made', Site: 'HQ' });
    const deleted = await send('DELETE', `/sobjects/Account/${id}`);
    expect([deleted.status, deleted.text]).toEqual([204, '']);
  });

  it('data import tree, data export tree: writes trees, and describes what it reads', async () => {
    const records = ['One', 'Two'].map((Name, index) => ({ attributes: { type: 'Account', referenceId: `AccountRef${index}` }, Name }));
    const imported = await send('POST', '/composite/tree/Account', { records });
    expect([imported.status, imported.json()]).toMatchObject([201, { hasErrors: false, results: [{ referenceId: 'AccountRef0' }, {}] }]);
    expect((await ask(`/query${soql('SELECT Name, (SELECT LastName FROM Contacts) FROM Account')}`)).json().records).toMatchObject([
      { Name: 'One', Contacts: null },
      { Name: 'Two', Contacts: null },
    ]);
    const { childRelationships } = (await ask('/sobjects/Account/describe')).json();
    expect(childRelationships).toContainEqual(expect.objectContaining({ relationshipName: 'Contacts', childSObject: 'Contact' }));
  });

  it('data import, update, upsert and delete bulk: polls the job and reads its three results', async () => {
    const run = async (described: object, rows: string) => {
      const made = await send('POST', '/jobs/ingest', { lineEnding: 'LF', columnDelimiter: 'COMMA', ...described }, BULK);
      const { id } = made.json();
      expect((await send('PUT', `/jobs/ingest/${id}/batches`, rows, CSV)).status).toBe(201);
      expect((await send('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' }, BULK)).json().state).toBe('UploadComplete');
      const info = (await ask(`/jobs/ingest/${id}`)).json();
      const results = ['successfulResults', 'failedResults', 'unprocessedrecords'].map(async (name) => {
        const reply = await ask(`/jobs/ingest/${id}/${name}`);
        expect([reply.status, reply.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/csv/)]);
        return reply.text;
      });
      return { info, results: await Promise.all(results) };
    };
    const imported = await run({ object: 'Account', operation: 'insert' }, 'Name,Site\nBulk One,a\nBulk Two,b\n');
    expect(imported.info).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 2, numberRecordsFailed: 0 });
    const [id] = /001\w{15}/.exec(imported.results[0]!)!;
    expect((await run({ object: 'Account', operation: 'update' }, `Id,Site\n${id},c\n`)).info.numberRecordsFailed).toBe(0);
    const upsert = { object: 'Account', operation: 'upsert', externalIdFieldName: 'Id' };
    expect((await run(upsert, `Id,Site\n${id},d\n`)).results[0]).toContain('"false"');
    const { info, results } = await run({ object: 'Account', operation: 'delete' }, `Id\n${id}\n`);
    expect([info.state, results]).toEqual(['JobComplete', [expect.stringContaining(id), '"sf__Id","sf__Error",Id\n', 'Id\n']]);
  });

  it('data export bulk: reads the pages of a query job as CSV', async () => {
    await signIn(org()).create('Account', { Name: 'Acme' });
    const job = (
      await send('POST', '/jobs/query', { query: 'SELECT Name FROM Account', operation: 'query', lineEnding: 'LF' }, BULK)
    ).json();
    expect((await ask(`/jobs/query/${job.id}`)).json()).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 1 });
    const page = await send('GET', `/jobs/query/${job.id}/results`, undefined, { ...HEADERS, accept: 'text/csv' });
    expect([page.text, page.headers['sforce-locator'], page.headers['sforce-numberofrecords']]).toEqual(['"Name"\n"Acme"\n', 'null', '1']);
  });

  it('data search, sobject list, sobject describe, api request rest, org list limits', async () => {
    await signIn(org()).create('Account', { Name: 'Acme' });
    const found = await ask(`/search?q=${encodeURIComponent('FIND {acme} IN ALL FIELDS RETURNING Account(Id, Name)')}`);
    expect(found.json().searchRecords).toMatchObject([{ attributes: { type: 'Account' }, Name: 'Acme' }]);
    const names = (await ask('/sobjects')).json().sobjects.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort());
    expect((await ask('/sobjects/Account/describe')).json().name).toBe('Account');
    expect((await ask('/services/data/v62.0')).status).toBe(200);
    expect((await ask('/limits')).json().DailyApiRequests).toMatchObject({ Max: 15_000 });
  });
});
