import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

describeOnEveryMount('Salesforce: formats and conditions', createSalesforce, (mounted) => {
  const xml = { accept: 'application/xml', 'content-type': 'application/xml' };

  it('takes and gives XML', async () => {
    const admin = signIn(mounted());
    const created = await admin.call('POST', '/sobjects/Account', '<Account><Name>Acme &amp; Co</Name><Phone/></Account>', xml);
    expect([created.status, created.headers['content-type']]).toEqual([201, 'application/xml;charset=UTF-8']);
    const id = /<Result><id>(\w{18})<\/id><success>true<\/success><\/Result>/.exec(created.text)![1]!;
    const read = await admin.call('GET', `/sobjects/Account/${id}?fields=Name,Phone`, undefined, { accept: 'application/xml' });
    expect(read.text).toContain(`<Account type="Account" url="/services/data/v62.0/sobjects/Account/${id}"><Name>Acme &amp; Co</Name>`);
    const found = await admin.call('GET', '/query.xml?q=SELECT+Name+FROM+Account');
    expect(found.text).toMatch(
      /<QueryResult><totalSize>1<\/totalSize><done>true<\/done><records type="Account" url="[^"]+"><Name>Acme &amp; Co<\/Name><\/records><\/QueryResult>$/,
    );
    expect((await admin.call('PATCH', `/sobjects/Account/${id}`, '<Account><Name>Beta</Name></Account>', xml)).status).toBe(204);
    expect((await admin.call('GET', `/sobjects/Account/${id}.json`, undefined, { accept: 'application/xml' })).json().Name).toBe('Beta');
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Account><Name>&b;</Name></Account>'],
    ['an end that is missing', '<Account><Name>Acme</Name>'],
    ['too many levels', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`],
  ])('refuses XML with %s', async (_title, body) => {
    const reply = await signIn(mounted()).call('POST', '/sobjects/Account', body, xml);
    expect([reply.status, /<errorCode>(\w+)</.exec(reply.text)?.[1]]).toEqual([400, 'JSON_PARSER_ERROR']);
  });

  it('tells an account by its tag and refuses to change one that is another', async () => {
    const admin = signIn(mounted());
    const id = await admin.create('Account', { Name: 'Acme' });
    const path = `/sobjects/Account/${id}`;
    const etag = (await admin.call('GET', path)).headers['etag']!;
    const known = await admin.call('GET', path, undefined, { 'if-none-match': etag });
    expect([known.status, known.text, known.headers['etag']]).toEqual([304, '', etag]);
    expect((await admin.call('PATCH', path, { Name: 'Beta' }, { 'if-match': etag })).status).toBe(204);
    const stale = await admin.call('PATCH', path, { Name: 'Gamma' }, { 'if-match': etag });
    expect([stale.status, stale.json()[0].errorCode]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await admin.call('DELETE', path, undefined, { 'if-match': etag })).status).toBe(412);
    expect((await admin.call('GET', path)).json().Name).toBe('Beta');
  });

  it('spares clients what did not change since', async () => {
    const { world } = mounted();
    const admin = signIn(mounted());
    const id = await admin.create('Contact', { LastName: 'Stark' });
    const path = `/sobjects/Contact/${id}`;
    const since = (await admin.call('GET', path)).headers['last-modified']!;
    expect((await admin.call('GET', path, undefined, { 'if-modified-since': since })).status).toBe(304);
    await world.clock.advanceTo(world.clock.now() + 5_000);
    expect((await admin.call('PATCH', path, { Title: 'CTO' }, { 'if-unmodified-since': since })).status).toBe(204);
    expect((await admin.call('GET', path, undefined, { 'if-modified-since': since })).status).toBe(200);
    expect((await admin.call('PATCH', path, { Title: 'CEO' }, { 'if-unmodified-since': since })).status).toBe(412);
    for (const describe of ['/sobjects', '/sobjects/Account/describe']) {
      const stamp = (await admin.call('GET', describe)).headers['last-modified']!;
      expect((await admin.call('GET', describe, undefined, { 'if-modified-since': stamp })).status).toBe(304);
    }
  });

  it('answers HEAD as GET without the body', async () => {
    const admin = signIn(mounted());
    const id = await admin.create('Account', { Name: 'Acme' });
    const reply = await admin.call('HEAD', `/sobjects/Account/${id}`);
    expect([reply.status, reply.text, reply.headers['content-type']]).toEqual([200, '', 'application/json;charset=UTF-8']);
  });
});
