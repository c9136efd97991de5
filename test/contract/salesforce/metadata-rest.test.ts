import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { type Client, signIn } from './client.js';

const BOUNDARY = 'a-boundary';

/** A deployment as the Salesforce CLI posts it. */
function multipart(zip: Uint8Array, options: object): Uint8Array {
  const part = (head: string, body: Uint8Array | string) => [
    Buffer.from(`--${BOUNDARY}\r\n${head}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ];
  return Buffer.concat([
    ...part('Content-Disposition: form-data; name="json"\r\nContent-Type: application/json', JSON.stringify({ deployOptions: options })),
    ...part('Content-Disposition: form-data; name="file"; filename="package.zip"\r\nContent-Type: application/zip', zip),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
}

describeOnEveryMount('Salesforce: deployments by REST', createSalesforce, (mounted) => {
  const path = '/services/data/v62.0/metadata/deployRequest';
  const post = ({ token }: Client, body: Uint8Array) =>
    mounted().send({
      method: 'POST',
      path,
      headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      body,
    });
  const file =
    '<CustomObject><label>Box</label><pluralLabel>Boxes</pluralLabel><nameField><label>Name</label><type>Text</type></nameField></CustomObject>';
  const zip = zipSync({ 'package.xml': strToU8('<Package/>'), 'objects/Box__c.object': strToU8(file) });

  it('carries a zip out and says where to ask', async () => {
    const org = signIn(mounted());
    const started = await post(org, multipart(zip, { rollbackOnError: true }));
    expect([started.status, started.json().deployResult.status]).toEqual([201, 'Pending']);
    const { id, url } = started.json();
    expect(url).toMatch(new RegExp(`/services/data/v62.0/metadata/deployRequest/${id}$`));
    const asked = await org.call('GET', `/metadata/deployRequest/${id.slice(0, 15)}?includeDetails=true`);
    expect(asked.json()).toMatchObject({
      id,
      deployResult: { status: 'Succeeded', details: { componentSuccesses: [{ fullName: 'Box__c' }] } },
    });
    expect((await org.create('Box__c', { Name: 'One' })).slice(0, 2)).toBe('a0');
  });

  it('refuses what is no zip, no deployment and what is over', async () => {
    const org = signIn(mounted());
    expect((await post(org, multipart(strToU8('no zip'), {}))).json()[0].errorCode).toBe('INVALID_ZIP_FILE');
    expect((await post(org, strToU8('no parts'))).json()[0].errorCode).toBe('INVALID_MULTIPART_REQUEST');
    expect((await org.call('POST', '/metadata/deployRequest', { validatedDeployRequestId: '0Af000000000001' })).status).toBe(400);
    expect((await org.call('GET', '/metadata/deployRequest/0Af000000000001')).status).toBe(404);
    const { id } = (await post(org, multipart(zip, { checkOnly: true }))).json();
    const cancelled = await org.call('PATCH', `/metadata/deployRequest/${id}`, { deployResult: { status: 'Canceling' } });
    expect([cancelled.status, cancelled.json()[0].message]).toEqual([400, 'Deployment already completed']);
  });
});
