import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { BASE, signIn } from './client.js';

describeOnEveryMount('Salesforce: sObject rows by external ID', createSalesforce, (mounted) => {
  function keyed() {
    const { vendor } = mounted();
    vendor.people.create(
      'CustomField',
      { object: 'Account', fullName: 'Key__c', type: 'Text', length: 40, externalId: true },
      vendor.people.user('admin')!,
    );
    return signIn(mounted());
  }

  it('creates the record the first time and updates it the second', async () => {
    const org = keyed();
    const made = await org.call('PATCH', '/sobjects/Account/Key__c/a%2F1', { Name: 'Acme' });
    const { id } = made.json();
    expect([made.status, made.json()]).toEqual([201, { id, success: true, errors: [], created: true }]);
    const changed = await org.call('PATCH', '/sobjects/account/key__C/A%2F1', { Name: 'Acme Ltd' });
    expect([changed.status, changed.json()]).toEqual([200, { id, success: true, errors: [], created: false }]);
    expect((await org.call('GET', '/sobjects/Account/Key__c/a%2F1?fields=Name,Key__c')).json()).toMatchObject({
      Name: 'Acme Ltd',
      Key__c: 'a/1',
    });
  });

  it('answers 204 to an update before v46', async () => {
    const org = keyed();
    await org.call('PATCH', '/sobjects/Account/Key__c/1', { Name: 'Acme' });
    const reply = await org.call('PATCH', '/services/data/v45.0/sobjects/Account/Key__c/1', { Name: 'Acme Ltd' });
    expect([reply.status, reply.text]).toEqual([204, '']);
  });

  it('does not create when only updates are wanted', async () => {
    const org = keyed();
    const reply = await org.call('PATCH', '/sobjects/Account/Key__c/1?updateOnly=true', { Name: 'Acme' });
    expect([reply.status, reply.json()[0].errorCode]).toEqual([404, 'NOT_FOUND']);
  });

  it('names every record when several contacts share an address', async () => {
    const org = keyed();
    const ids = [
      await org.create('Contact', { LastName: 'Jensen', Email: 'Jane@Example.com' }),
      await org.create('Contact', { LastName: 'Jensen', Email: 'jane@example.com' }),
    ];
    const addresses = ids.map((id) => `${BASE}/sobjects/Contact/${id}`);
    for (const [method, body] of [
      ['PATCH', { LastName: 'Lind' }],
      ['GET', undefined],
    ] as const) {
      const reply = await org.call(method, '/sobjects/Contact/Email/jane@example.com', body);
      expect([reply.status, reply.json()]).toEqual([300, addresses]);
    }
  });

  it('deletes by external id', async () => {
    const org = keyed();
    await org.call('PATCH', '/sobjects/Account/Key__c/1', { Name: 'Acme' });
    expect((await org.call('DELETE', '/sobjects/Account/Key__c/1')).status).toBe(204);
    expect((await org.call('GET', '/sobjects/Account/Key__c/1')).status).toBe(404);
  });

  it('refuses a body that repeats the field, and fields that identify nothing', async () => {
    const org = keyed();
    const repeated = await org.call('PATCH', '/sobjects/Account/Key__c/1', { Name: 'Acme', key__c: '1' });
    expect(repeated.json()).toEqual([
      { message: 'The Key__c field should not be specified in the sobject data.', errorCode: 'INVALID_FIELD' },
    ]);
    const unknown = await org.call('PATCH', '/sobjects/Account/Phone/1', { Name: 'Acme' });
    expect(unknown.json()).toEqual([
      { message: 'Provided external ID field does not exist or is not accessible: Phone', errorCode: 'NOT_FOUND' },
    ]);
  });
});
