import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

const PATH = '/composite/sobjects';
const account = (values: Record<string, unknown>) => ({ attributes: { type: 'Account' }, ...values });

describeOnEveryMount('Salesforce: sObject collections', createSalesforce, (mounted) => {
  it('creates what can be created and tells the errors of the rest', async () => {
    const org = signIn(mounted());
    const reply = await org.call('POST', PATH, {
      records: [account({ Name: 'A' }), account({}), { attributes: { type: 'contact' }, LastName: 'J' }],
    });
    expect(reply.status).toBe(200);
    const [first, second, third] = reply.json();
    expect(first).toEqual({ id: first.id, success: true, errors: [] });
    expect(second).toEqual({
      success: false,
      errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] }],
    });
    expect(third.id).toMatch(/^003/);
  });

  it('rolls everything back when all or none was asked for', async () => {
    const { vendor, world } = mounted();
    const org = signIn(mounted());
    const before = world.changes.next;
    const reply = await org.call('POST', PATH, { allOrNone: true, records: [account({ Name: 'A' }), account({}), account({ Name: 'C' })] });
    const rolledBack = {
      statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
      fields: [],
    };
    const missing = { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] };
    expect(reply.json()).toEqual([rolledBack, missing, rolledBack].map((error) => ({ success: false, errors: [error] })));
    expect(vendor.people.list('Account')).toEqual([]);
    expect(world.changes.next).toBe(before);
  });

  it('updates by id in any spelling, and refuses unknown, deleted, repeated and malformed ids row by row', async () => {
    const org = signIn(mounted());
    const [kept, gone] = [await org.create('Account', { Name: 'A' }), await org.create('Account', { Name: 'B' })];
    await org.call('DELETE', `/sobjects/Account/${gone}`);
    const records = [{ Id: kept }, { id: kept }, { id: gone }, { id: '0015g0000000099' }, { id: 'bad' }, {}].map((row) =>
      account({ ...row, Name: 'New' }),
    );
    const reply = (await org.call('PATCH', PATH, { records })).json();
    expect(reply.map((row: { success: boolean }) => row.success)).toEqual([true, false, false, false, false, false]);
    expect(reply.slice(1).map((row: { errors: { statusCode: string }[] }) => row.errors[0]!.statusCode)).toEqual([
      'DUPLICATE_VALUE',
      'ENTITY_IS_DELETED',
      'INVALID_CROSS_REFERENCE_KEY',
      'MALFORMED_ID',
      'MISSING_ARGUMENT',
    ]);
  });

  it('upserts by external id and says which were created', async () => {
    const { vendor } = mounted();
    vendor.people.create(
      'CustomField',
      { object: 'Account', fullName: 'Key__c', type: 'Text', externalId: true },
      vendor.people.user('admin')!,
    );
    const org = signIn(mounted());
    const id = await org.create('Account', { Name: 'A', Key__c: '1' });
    const records = [account({ Name: 'A2', Key__c: '1' }), account({ Name: 'B', Key__c: '2' }), account({ Name: 'C', Key__c: '2' })];
    const [first, second, third] = (await org.call('PATCH', `${PATH}/Account/Key__c`, { records })).json();
    expect(first).toEqual({ id, success: true, errors: [], created: false });
    expect(second).toMatchObject({ success: true, created: true });
    expect(third.errors[0]).toMatchObject({ statusCode: 'DUPLICATE_VALUE', message: 'Duplicate external id specified: 2' });
  });

  it('says which records an external id is ambiguous for', async () => {
    const org = signIn(mounted());
    const ids = [
      await org.create('Contact', { LastName: 'A', Email: 'a@b.com' }),
      await org.create('Contact', { LastName: 'B', Email: 'a@b.com' }),
    ];
    const records = [{ attributes: { type: 'Contact' }, LastName: 'C', Email: 'a@b.com' }];
    const [row] = (await org.call('PATCH', `${PATH}/Contact/Email`, { records })).json();
    expect(row.errors[0]).toEqual({
      statusCode: 'DUPLICATE_EXTERNAL_ID',
      message: `Email: more than one record found for external id field: [${ids.join(', ')}]`,
      fields: ['Email'],
    });
  });

  it('deletes and reads by lists of ids; null stands for what is not there', async () => {
    const org = signIn(mounted());
    const [a, b] = [await org.create('Account', { Name: 'A' }), await org.create('Account', { Name: 'B' })];
    const deleted = await org.call('DELETE', `${PATH}?ids=${a},0015g0000000099&allOrNone=false`);
    expect(deleted.json()).toEqual([
      { id: a, success: true, errors: [] },
      { success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] }] },
    ]);
    const byGet = await org.call('GET', `${PATH}/Account?ids=${a},${b}&fields=Name`);
    const byPost = await org.call('POST', `${PATH}/Account`, { ids: [a, b], fields: ['Name'] });
    expect(byGet.json()).toMatchObject([null, { Name: 'B', Id: b }]);
    expect(byPost.json()).toEqual(byGet.json());
  });

  it.each([
    [
      'more than 200 records',
      { records: Array.from({ length: 201 }, () => account({ Name: 'A' })) },
      'EXCEEDED_ID_LIMIT',
      'record limit reached. cannot submit more than 200 records into this call',
    ],
    ['a record without a type', { records: [{ Name: 'A' }] }, 'INVALID_INPUT', 'Include an entity type in the attributes of each record'],
    [
      'a value of the wrong form',
      { records: [account({ Name: 'A', NumberOfEmployees: 'many' })] },
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of int from VALUE_STRING value many or request may be missing a required field at [line:1, column:77]',
    ],
  ])('refuses a whole call with %s', async (_title, body, errorCode, message) => {
    const reply = await signIn(mounted()).call('POST', PATH, body);
    expect([reply.status, reply.json()]).toEqual([400, [{ message, errorCode }]]);
    expect(mounted().vendor.people.list('Account')).toEqual([]);
  });

  it('puts a planned error on the first record only', async () => {
    const { world } = mounted();
    const org = signIn(mounted());
    world.faults.arm({
      on: [{ system: 'salesforce', method: 'POST', segments: ['composite', 'sobjects'] }],
      action: { kind: 'error', code: 'UNABLE_TO_LOCK_ROW' },
      times: 1,
      from: 'any',
    });
    const reply = (await org.call('POST', PATH, { records: [account({ Name: 'A' }), account({ Name: 'B' })] })).json();
    expect(reply[0]).toEqual({
      success: false,
      errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record', fields: [] }],
    });
    expect(reply[1].success).toBe(true);
  });
});
