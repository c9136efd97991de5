import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { BASE, signIn } from './client.js';

describeOnEveryMount('Salesforce: attachments', createSalesforce, (mounted) => {
  it('keeps content that came as base64, and gives it at its own address', async () => {
    const admin = signIn(mounted());
    const ParentId = await admin.create('Account', { Name: 'Acme' });
    const Body = Buffer.from('Grüße').toString('base64');
    const id = await admin.create('Attachment', { ParentId, Name: 'hello.txt', ContentType: 'text/plain', Body });
    const url = `${BASE}/sobjects/Attachment/${id}/Body`;
    expect((await admin.call('GET', `/sobjects/Attachment/${id}`)).json()).toMatchObject({ Name: 'hello.txt', Body: url, BodyLength: 7 });
    const found = await admin.call('GET', '/query?q=SELECT+Name,Body+FROM+Attachment');
    expect(found.json().records[0].Body).toBe(url);
    const content = await admin.call('GET', url);
    expect([content.status, content.headers['content-type'], content.text]).toEqual([200, 'text/plain', 'Grüße']);
    const children = await admin.call('GET', '/query?q=SELECT+Id,(SELECT+Id+FROM+Attachments)+FROM+Account');
    expect(children.json().records[0].Attachments.totalSize).toBe(1);
    await admin.call('DELETE', `/sobjects/Account/${ParentId}`);
    expect((await admin.call('GET', url)).json()[0].errorCode).toBe('ENTITY_IS_DELETED');
  });

  it('takes content as a part of a multipart body', async () => {
    const admin = signIn(mounted());
    const ParentId = await admin.create('Account', { Name: 'Acme' });
    const entity = JSON.stringify({ ParentId, Name: 'raw.bin' });
    const body = Buffer.concat([
      Buffer.from(
        `--b1\r\nContent-Disposition: form-data; name="entity_attachment";\r\nContent-Type: application/json\r\n\r\n${entity}\r\n`,
      ),
      Buffer.from(
        '--b1\r\nContent-Disposition: form-data; name="Body"; filename="raw.bin"\r\nContent-Type: application/octet-stream\r\n\r\n',
      ),
      Buffer.from('a\r\nb'),
      Buffer.from('\r\n--b1--\r\n'),
    ]);
    const headers = { authorization: `Bearer ${admin.token}`, 'content-type': 'multipart/form-data; boundary="b1"' };
    const created = await mounted().send({ method: 'POST', path: `${BASE}/sobjects/Attachment`, headers, body });
    expect(created.status, created.text).toBe(201);
    expect((await admin.call('GET', `/sobjects/Attachment/${created.json().id}/Body`)).text).toBe('a\r\nb');
    const stray = Buffer.from(body.toString('latin1').replace('name="Body"', 'name="Name"'), 'latin1');
    const refused = await mounted().send({ method: 'POST', path: `${BASE}/sobjects/Attachment`, headers, body: stray });
    expect([refused.status, refused.json()[0].errorCode]).toEqual([400, 'INVALID_MULTIPART_REQUEST']);
  });

  it('refuses content that is not base64, and attachments without a parent', async () => {
    const admin = signIn(mounted());
    const ParentId = await admin.create('Account', { Name: 'Acme' });
    const codeOf = async (values: object): Promise<string> =>
      (await admin.call('POST', '/sobjects/Attachment', values)).json()[0].errorCode;
    expect(await codeOf({ ParentId, Name: 'x', Body: 'not base64!' })).toBe('INVALID_TYPE_ON_FIELD_IN_RECORD');
    expect(await codeOf({ Name: 'x', Body: 'YQ==' })).toBe('REQUIRED_FIELD_MISSING');
    const note = await admin.create('Note', { ParentId, Title: 'Call', Body: 'said yes' });
    expect((await admin.call('GET', `/sobjects/Account/${ParentId}/Notes`)).json().records).toMatchObject([{ Id: note, Body: 'said yes' }]);
  });
});
