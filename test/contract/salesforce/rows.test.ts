import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { BASE, signIn } from './client.js';

describeOnEveryMount('Salesforce: sObject rows', createSalesforce, (mounted) => {
  it('creates a record, tells where it is, and reads it back with every field', async () => {
    const org = signIn(mounted());
    const made = await org.call('POST', '/sobjects/account', { name: '  Acme  ', AnnualRevenue: 1000000, Phone: 12345, Website: '' });
    expect(made.status).toBe(201);
    const { id } = made.json();
    expect(made.json()).toEqual({ id, success: true, errors: [] });
    expect(id).toMatch(/^001[0-9A-Za-z]{12}[A-Z0-5]{3}$/);
    expect(made.headers['location']).toBe(`${BASE}/sobjects/Account/${id}`);
    expect(made.headers['sforce-limit-info']).toBe('api-usage=1/15000');
    const read = await org.call('GET', `/sobjects/Account/${id.slice(0, 15)}`);
    expect(read.json()).toMatchObject({
      attributes: { type: 'Account', url: `${BASE}/sobjects/Account/${id}` },
      Id: id,
      Name: 'Acme',
      Phone: '12345',
      Website: null,
      IsDeleted: false,
      BillingAddress: null,
      CreatedDate: '2026-03-02T09:00:00.000+0000',
    });
    expect(read.text).toContain('"AnnualRevenue":1000000.0');
  });

  it('changes what it is given, clears what is null, and leaves the rest', async () => {
    const { world } = mounted();
    const org = signIn(mounted());
    const id = await org.create('Contact', { FirstName: 'Jane', LastName: 'Jensen', Phone: '1' });
    await world.clock.advanceTo(world.clock.now() + 60_000);
    const changed = await org.call('PATCH', `/sobjects/Contact/${id}`, { lastname: 'Lind', Phone: null });
    expect([changed.status, changed.text]).toEqual([204, '']);
    const read = (await org.call('GET', `/sobjects/Contact/${id}?fields=Name,Phone,Owner.Username,LastModifiedDate`)).json();
    expect(read).toMatchObject({ Name: 'Jane Lind', Phone: null, Owner: { Username: 'admin@backlot.test' } });
    expect(read.LastModifiedDate).toBe('2026-03-02T09:01:00.000+0000');
  });

  it('moves a deleted record out of sight and says so', async () => {
    const org = signIn(mounted());
    const id = await org.create('Account', { Name: 'Acme' });
    expect((await org.call('DELETE', `/sobjects/Account/${id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) {
      const reply = await org.call(method, `/sobjects/Account/${id}`);
      expect(reply.status).toBe(404);
      expect(reply.json()).toEqual([{ message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED', fields: [] }]);
    }
  });

  it('answers an update by POST for clients without PATCH', async () => {
    const org = signIn(mounted());
    const id = await org.create('Account', { Name: 'Acme' });
    expect((await org.call('POST', `/sobjects/Account/${id}?_HttpMethod=PATCH`, { Name: 'Acme Ltd' })).status).toBe(204);
    const refused = await org.call('POST', `/sobjects/Account/${id}`, { Name: 'Acme' });
    expect([refused.status, refused.json()[0].errorCode]).toEqual([405, 'METHOD_NOT_ALLOWED']);
  });

  it.each([
    [
      'a missing required field',
      'POST',
      '/sobjects/Lead',
      { FirstName: 'Jane' },
      400,
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [LastName, Company]',
      ['LastName', 'Company'],
    ],
    [
      'an unknown field',
      'POST',
      '/sobjects/Account',
      { Name: 'A', Foo__c: 1 },
      400,
      'INVALID_FIELD',
      "No such column 'Foo__c' on sobject of type Account",
      undefined,
    ],
    [
      'an id in the body',
      'POST',
      '/sobjects/Account',
      { Name: 'A', Id: '001000000000001AAA' },
      400,
      'INVALID_FIELD',
      'The Id field should not be specified in the sobject data.',
      undefined,
    ],
    [
      'a read-only field',
      'POST',
      '/sobjects/Lead',
      { LastName: 'J', Company: 'A', Name: 'J', ConvertedDate: null },
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'Unable to create/update fields: Name, ConvertedDate. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
      ['Name', 'ConvertedDate'],
    ],
    [
      'a text that is too long',
      'POST',
      '/sobjects/Account',
      { Name: 'A'.repeat(256) },
      400,
      'STRING_TOO_LONG',
      `Account Name: data value too large: ${'A'.repeat(256)} (max length=255)`,
      ['Name'],
    ],
    [
      'a bad email',
      'POST',
      '/sobjects/Contact',
      { LastName: 'J', Email: 'nope' },
      400,
      'INVALID_EMAIL_ADDRESS',
      'Email: invalid email address: nope',
      ['Email'],
    ],
    [
      'a number out of range',
      'POST',
      '/sobjects/Account',
      { Name: 'A', NumberOfEmployees: 123456789 },
      400,
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Employees: value outside of valid range on numeric field: 123456789',
      ['NumberOfEmployees'],
    ],
    [
      'a value outside a restricted picklist',
      'POST',
      '/sobjects/Account',
      { Name: 'A', BillingGeocodeAccuracy: 'Moon' },
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Billing Geocode Accuracy: bad value for restricted picklist field: Moon',
      ['BillingGeocodeAccuracy'],
    ],
    [
      'a reference that is no id',
      'POST',
      '/sobjects/Contact',
      { LastName: 'J', AccountId: 'bad' },
      400,
      'MALFORMED_ID',
      'Account ID: id value of incorrect type: bad',
      ['AccountId'],
    ],
    [
      'an id of another object',
      'POST',
      '/sobjects/Contact',
      { LastName: 'J', AccountId: '0055g0000000001' },
      400,
      'FIELD_INTEGRITY_EXCEPTION',
      'Account ID: id value of incorrect type: 0055g0000000001',
      ['AccountId'],
    ],
    [
      'a reference to nothing',
      'POST',
      '/sobjects/Contact',
      { LastName: 'J', AccountId: '0015g0000000099' },
      400,
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
      ['AccountId'],
    ],
    [
      'a text where a date belongs',
      'POST',
      '/sobjects/Contact',
      '{"LastName":"J","Birthdate":"2026-02-30"}',
      400,
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of date from VALUE_STRING value 2026-02-30 or request may be missing a required field at [line:1, column:29]',
      undefined,
    ],
    [
      'broken JSON',
      'POST',
      '/sobjects/Account',
      '{"Name":"A",}',
      400,
      'JSON_PARSER_ERROR',
      "Unexpected character ('}' (code 125)): was expecting double-quote to start field name at [line:1, column:14]",
      undefined,
    ],
    [
      'an empty body',
      'POST',
      '/sobjects/Account',
      '',
      400,
      'JSON_PARSER_ERROR',
      'No content to map to Object due to end of input',
      undefined,
    ],
    ['an unknown object', 'POST', '/sobjects/Foo__c', { Name: 'A' }, 404, 'NOT_FOUND', 'The requested resource does not exist', undefined],
    [
      'an id that never was',
      'GET',
      '/sobjects/Account/0015g0000000099',
      undefined,
      404,
      'NOT_FOUND',
      'The requested resource does not exist',
      undefined,
    ],
    [
      'text that is no id',
      'GET',
      '/sobjects/Account/nonsense',
      undefined,
      404,
      'NOT_FOUND',
      'Provided external ID field does not exist or is not accessible: nonsense',
      undefined,
    ],
    ['an unknown path', 'GET', '/nonsense', undefined, 404, 'NOT_FOUND', 'The requested resource does not exist', undefined],
    [
      'an unknown version',
      'GET',
      '/services/data/v99.0/sobjects',
      undefined,
      404,
      'NOT_FOUND',
      'The requested resource does not exist',
      undefined,
    ],
    [
      'a method that a path does not have',
      'PUT',
      '/sobjects/Account',
      { Name: 'A' },
      405,
      'METHOD_NOT_ALLOWED',
      "HTTP Method 'PUT' not allowed. Allowed are HEAD,GET,POST",
      undefined,
    ],
  ] as const)('refuses %s as the vendor does', async (_title, method, path, body, status, errorCode, message, fields) => {
    const reply = await signIn(mounted()).call(method, path, body);
    expect(reply.json()).toEqual([{ message, errorCode, ...(fields === undefined ? {} : { fields }) }]);
    expect(reply.status).toBe(status);
    expect(reply.headers['sforce-limit-info']).toMatch(/^api-usage=\d+\/15000$/);
  });

  it.each([
    ['no session', {}, 'INVALID_SESSION_ID', 'Session expired or invalid'],
    ['an unknown token', { authorization: 'Bearer 00D!x' }, 'INVALID_SESSION_ID', 'Session expired or invalid'],
    ['another kind of sign-in', { authorization: 'Basic abc' }, 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE'],
  ])('refuses %s', async (_title, headers, errorCode, message) => {
    const reply = await mounted().send({ path: `${BASE}/sobjects/Account`, headers });
    expect([reply.status, reply.json()]).toEqual([401, [{ message, errorCode }]]);
  });

  it('ends a session after two idle hours, and not before', async () => {
    const { world } = mounted();
    const org = signIn(mounted());
    const hour = 3_600_000;
    await world.clock.advanceTo(world.clock.now() + hour);
    expect((await org.call('GET', '/sobjects/Account')).status).toBe(200);
    await world.clock.advanceTo(world.clock.now() + 2 * hour - 1);
    expect((await org.call('GET', '/sobjects/Account')).status).toBe(200);
    await world.clock.advanceTo(world.clock.now() + 2 * hour);
    expect((await org.call('GET', '/sobjects/Account')).status).toBe(401);
  });

  it('refuses a body that is not JSON by its type', async () => {
    const reply = await signIn(mounted()).call('POST', '/sobjects/Account', 'Name=Acme', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([reply.status, reply.json()[0].errorCode]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('tells errors in XML to clients that want XML', async () => {
    const reply = await mounted().send({ path: `${BASE}/sobjects/Account`, headers: { accept: 'application/xml' } });
    expect(reply.text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Errors><Error><errorCode>INVALID_SESSION_ID</errorCode><message>Session expired or invalid</message></Error></Errors>',
    );
  });

  it('survives hostile keys and nesting', async () => {
    const org = signIn(mounted());
    const proto = await org.call('POST', '/sobjects/Account', '{"Name":"A","__proto__":{"isAdmin":true}}');
    expect(proto.json()[0]).toMatchObject({ errorCode: 'INVALID_FIELD', message: "No such column '__proto__' on sobject of type Account" });
    const deep = await org.call('POST', '/sobjects/Account', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
    expect([deep.status, deep.json()[0].errorCode]).toEqual([400, 'JSON_PARSER_ERROR']);
    expect((await org.call('GET', '/sobjects/constructor')).status).toBe(404);
  });

  it('reads children and parents of a record by the name of the relationship', async () => {
    const org = signIn(mounted());
    const account = await org.create('Account', { Name: 'Acme' });
    const contact = await org.create('Contact', { LastName: 'Jensen', AccountId: account });
    const children = await org.call('GET', `/sobjects/Account/${account}/Contacts?fields=LastName`);
    expect(children.json()).toMatchObject({ totalSize: 1, done: true, records: [{ LastName: 'Jensen', Id: contact }] });
    expect((await org.call('GET', `/sobjects/Contact/${contact}/Account?fields=Name`)).json()).toMatchObject({ Name: 'Acme' });
    expect((await org.call('GET', `/sobjects/Contact/${contact}/ReportsTo`)).status).toBe(404);
  });

  it('takes a parent by its external id, and refuses one that is not there', async () => {
    const { vendor } = mounted();
    const admin = vendor.people.user('admin')!;
    vendor.people.create(
      'CustomField',
      { object: 'Account', fullName: 'Key__c', type: 'Text', length: 20, externalId: true, unique: true },
      admin,
    );
    const org = signIn(mounted());
    const account = await org.create('Account', { Name: 'Acme', Key__c: 'A1' });
    const contact = await org.create('Contact', { LastName: 'Jensen', Account: { Key__c: 'a1' } });
    expect((await org.call('GET', `/sobjects/Contact/${contact}`)).json().AccountId).toBe(account);
    const refused = await org.call('POST', '/sobjects/Contact', { LastName: 'J', Account: { Key__c: 'B2' } });
    expect(refused.json()).toEqual([
      { message: 'Foreign key external ID: b2 not found for field Key__c in entity Account', errorCode: 'INVALID_FIELD', fields: [] },
    ]);
    const twice = await org.call('POST', '/sobjects/Account', { Name: 'Other', Key__c: 'a1' });
    expect(twice.json()).toEqual([
      { message: `duplicate value found: Key__c duplicates value on record with id: ${account}`, errorCode: 'DUPLICATE_VALUE', fields: [] },
    ]);
  });
});
