import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connection } from '@jsforce/jsforce-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { directTransport } from '../../../simulator/server/direct.js';
import { httpMount } from '../../../simulator/server/http-mount.js';

let server: Server;
let vendor: ReturnType<typeof createSalesforce>;
let connection: Connection;
let admin: string;

beforeEach(async () => {
  vendor = createSalesforce(createWorld());
  admin = vendor.people.user('admin')!;
  server = createServer(httpMount(vendor.standIn));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const instanceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // A token alone, so that the client does not sign in again by itself.
  connection = new Connection({ instanceUrl, accessToken: vendor.state.sessions.issue({ userId: admin }).token, version: '62.0' });
});

afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const make = (type: string, fields: Record<string, unknown> = {}): string => vendor.people.create(type, fields, admin);
const add = (type: string, fields: Record<string, unknown>) => connection.sobject(type).create(fields as { Name: string });
const change = (type: string, fields: { Id: string }) => connection.sobject(type).update(fields);
const ask = (text: string) => connection.query(text).then(({ records }) => records);
/** A request that jsforce itself would not send. */
async function send(method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<unknown> {
  const sent = { ...headers, authorization: `Bearer ${connection.accessToken}` };
  const request = { method, path: `/services/data/v62.0${path}`, query: '', headers: sent, body };
  const reply = await directTransport(vendor.standIn, 'localhost:4001')(request);
  const parsed = reply.body === '' ? null : JSON.parse(String(reply.body));
  return reply.status < 400 ? parsed : Promise.reject({ ...parsed[0], status: reply.status });
}
const JSON_TYPE = { 'content-type': 'application/json' };

const shared = async (): Promise<string> => {
  const [id, user] = [make('Account', { Name: 'Acme' }), vendor.people.user('connector')!];
  vendor.people.share({ record: id, user, access: 'read' }, admin);
  connection.accessToken = vendor.state.sessions.issue({ userId: user }).token;
  return id;
};

const MANY_PARTS = JSON.stringify({
  compositeRequest: Array.from({ length: 26 }, (_each, index) => ({
    method: 'GET',
    url: '/services/data/v62.0/limits',
    referenceId: `r${index}`,
  })),
});

/** How each code of the vendor's table comes about, and what its text says. */
const PROVOKED: readonly (readonly [code: string, text: string, provoke: () => unknown])[] = [
  ['REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName, Company]', () => add('Lead', { FirstName: 'Ann' })],
  ['INVALID_FIELD', "No such column 'Nope__c' on sobject of type Account", () => add('Account', { Name: 'A', Nope__c: 1 })],
  [
    'INVALID_FIELD',
    'Foreign key external ID: x not found for field Email in entity Contact',
    () => add('Contact', { LastName: 'A', ReportsTo: { Email: 'x' } }),
  ],
  [
    'INVALID_FIELD',
    'The Id field should not be specified in the sobject data.',
    () => send('PATCH', `/sobjects/Account/${make('Account', { Name: 'A' })}`, `{"Id":"x"}`, JSON_TYPE),
  ],
  [
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    'Unable to create/update fields: Name',
    () => add('Lead', { LastName: 'A', Company: 'B', Name: 'C' }),
  ],
  [
    'INVALID_TYPE_ON_FIELD_IN_RECORD',
    'value not of required type: ',
    () => add('Attachment', { ParentId: make('Account', { Name: 'A' }), Name: 'A', Body: '!' }),
  ],
  ['JSON_PARSER_ERROR', 'Unexpected character', () => send('POST', '/sobjects/Account', '{}}', JSON_TYPE)],
  [
    'JSON_PARSER_ERROR',
    'Cannot deserialize instance of date from VALUE_STRING value soon',
    () => add('Opportunity', { Name: 'A', StageName: 'Prospecting', CloseDate: 'soon' }),
  ],
  ['MALFORMED_ID', 'id value of incorrect type: bad', () => add('Contact', { LastName: 'A', AccountId: 'bad' })],
  ['FIELD_INTEGRITY_EXCEPTION', 'id value of incorrect type: 005', () => add('Contact', { LastName: 'A', AccountId: admin })],
  ['INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', () => add('Contact', { LastName: 'A', AccountId: '001000000000001AAA' })],
  [
    'DUPLICATE_VALUE',
    'duplicate value found: Code__c duplicates value on record with id: 001',
    () => {
      make('CustomField', { object: 'Account', fullName: 'Code__c', type: 'Text', length: 20, unique: true });
      make('Account', { Name: 'A', Code__c: 'X' });
      return add('Account', { Name: 'B', Code__c: 'x' });
    },
  ],
  [
    'DUPLICATE_EXTERNAL_ID',
    'Email: more than one record found for external id field: [003',
    async () => {
      for (const LastName of ['A', 'B']) make('Contact', { LastName, Email: 'a@b.co' });
      const results = await connection.sobject('Contact').upsert([{ LastName: 'C', Email: 'a@b.co' }], 'Email');
      return Promise.reject([results].flat()[0]!.errors[0]);
    },
  ],
  [
    'MULTIPLE_CHOICES',
    '',
    () => {
      for (const LastName of ['A', 'B']) make('Contact', { LastName, Email: 'a@b.co' });
      return connection.sobject('Contact').upsert({ LastName: 'C', Email: 'a@b.co' }, 'Email');
    },
  ],
  [
    'DUPLICATES_DETECTED',
    'Use one of these records?',
    () => {
      make('DuplicateRule', { object: 'Contact', match: ['Email'] });
      make('Contact', { LastName: 'A', Email: 'a@b.co' });
      return add('Contact', { LastName: 'B', Email: 'a@b.co' });
    },
  ],
  ['INVALID_EMAIL_ADDRESS', 'Email: invalid email address: x', () => add('Contact', { LastName: 'A', Email: 'x' })],
  ['STRING_TOO_LONG', 'Account Name: data value too large: ', () => add('Account', { Name: 'x'.repeat(256) })],
  ['NUMBER_OUTSIDE_VALID_RANGE', 'value outside of valid range', () => add('Account', { Name: 'A', NumberOfEmployees: 1e9 })],
  [
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'bad value for restricted picklist field: x',
    () => add('Account', { Name: 'A', BillingGeocodeAccuracy: 'x' }),
  ],
  [
    'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    'No.',
    () => {
      make('ValidationRule', { object: 'Account', errorConditionFormula: 'Name = "A"', errorMessage: 'No.' });
      return add('Account', { Name: 'A' });
    },
  ],
  [
    'CANNOT_UPDATE_CONVERTED_LEAD',
    'cannot reference converted lead',
    () => {
      const Id = make('Lead', { LastName: 'A', Company: 'B' });
      vendor.people.convert({ lead: Id }, admin);
      return change('Lead', { Id, ...{ FirstName: 'C' } });
    },
  ],
  [
    'INACTIVE_OWNER_OR_USER',
    'operation performed with inactive user [005',
    () => {
      const OwnerId = make('User', { LastName: 'Gone', IsActive: false });
      return add('Account', { Name: 'A', OwnerId });
    },
  ],
  ['INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', async () => change('Account', { Id: await shared() })],
  [
    'DELETE_FAILED',
    'it is associated with the following cases.: 0',
    () => {
      const AccountId = make('Account', { Name: 'Acme' });
      make('Case', { AccountId });
      return connection.sobject('Account').destroy(AccountId);
    },
  ],
  ['CIRCULAR_DEPENDENCY', 'attempt to create a circular dependency', () => circle()],
  [
    'STANDARD_PRICE_NOT_DEFINED',
    'Before creating a custom price, create a standard price.',
    () => {
      const [Product2Id, Pricebook2Id] = [make('Product2', { Name: 'P' }), make('Pricebook2', { Name: 'B' })];
      return add('PricebookEntry', { Product2Id, Pricebook2Id, UnitPrice: 1 });
    },
  ],
  ['MALFORMED_QUERY', "expecting 'from', found 'Account'", () => ask('SELECT Id FRM Account')],
  ['INVALID_TYPE', "sObject type 'Nope' is not supported", () => ask('SELECT Id FROM Nope')],
  ['INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc', () => ask("SELECT Id FROM Account WHERE Id = 'abc'")],
  ['INVALID_QUERY_LOCATOR', 'invalid query locator', () => connection.queryMore('01g000000000001AAA-2000')],
  ['NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000', () => ask('SELECT Id FROM Account OFFSET 2001')],
  [
    'EXCEEDED_ID_LIMIT',
    'cannot submit more than 200 records',
    () => {
      const records = Array.from({ length: 201 }, () => ({ attributes: { type: 'Account' }, Name: 'A' }));
      return send('POST', '/composite/sobjects', JSON.stringify({ records }), JSON_TYPE);
    },
  ],
  ['MALFORMED_SEARCH', 'No search term found. The search term must be enclosed in braces.', () => connection.search('FIND acme')],
  ['INVALID_SEARCH', 'search term must be longer than one character: a', () => connection.search('FIND {a}')],
  ['MALFORMED_QUERY', 'A query string has to be specified', () => send('GET', '/query')],
  [
    'INVALID_SESSION_ID',
    'Session expired or invalid',
    () => {
      vendor.state.sessions.expire(connection.accessToken!);
      return ask('SELECT Id FROM Account');
    },
  ],
  [
    'REQUEST_LIMIT_EXCEEDED',
    'TotalRequests Limit exceeded.',
    () => {
      vendor.state.limits.set('api requests a day', 0);
      return ask('SELECT Id FROM Account');
    },
  ],
  [
    'FUNCTIONALITY_NOT_ENABLED',
    'This feature is not currently enabled for this user type or org',
    () => ask('SELECT Id FROM Account WITH DATA CATEGORY Geography__c AT usa__c'),
  ],
  [
    'MULTIPLE_API_ERRORS',
    'Multiple errors returned',
    () => {
      for (const [fullName, errorMessage] of [
        ['One', 'No.'],
        ['Two', 'Never.'],
      ] as const)
        make('ValidationRule', { object: 'Account', fullName, errorConditionFormula: 'Name = "A"', errorMessage });
      return add('Account', { Name: 'A' });
    },
  ],
  [
    'INVALID_AUTH_HEADER',
    'INVALID_HEADER_TYPE',
    () => {
      connection.accessToken = 'two words';
      return ask('SELECT Id FROM Account');
    },
  ],
  ['INVALID_INPUT', "composite request can't have more than 25 subrequests", () => send('POST', '/composite', MANY_PARTS, JSON_TYPE)],
  ['MISSING_ARGUMENT', 'The q parameter must name objects', () => send('GET', '/compactLayouts')],
  [
    'ILLEGAL_QUERY_PARAMETER_VALUE',
    'Illegal value for limit: x',
    async () => {
      const [view] = ((await connection.sobject('Account').listviews()) as { listviews: { resultsUrl: string }[] }).listviews;
      return connection.request(`${view!.resultsUrl}?limit=x`);
    },
  ],
  [
    'APEX_ERROR',
    'System.TypeError: nothing there\n\nClass.pay.post: line 1, column 1',
    () => {
      const handle = (): never => {
        throw new TypeError('nothing there');
      };
      vendor.state.apexRest = [{ method: 'POST', path: '/pay', handle }];
      return connection.apex.post('/pay', {});
    },
  ],
  [
    'APEX_ERROR',
    'System.DmlException: Insert failed. First exception on row 0; first error: STRING_TOO_LONG, Account Name: data value too large: x',
    () => {
      const handle = (): string => make('Account', { Name: 'x'.repeat(256) });
      vendor.state.apexRest = [{ method: 'POST', path: '/make', handle }];
      // What is read jsforce asks again and again after a 500, for seconds.
      return connection.apex.post('/make', {});
    },
  ],
  ['NOT_FOUND', 'The requested resource does not exist', () => send('GET', '/nope')],
  ['NOT_FOUND', 'The requested resource does not exist', () => connection.sobject('Account').retrieve('001000000000001AAA')],
  ['NOT_FOUND', 'Provided external ID field does not exist or is not accessible: x', () => send('GET', '/sobjects/Account/x')],
  [
    'ENTITY_IS_DELETED',
    'entity is deleted',
    () => {
      const id = make('Account', { Name: 'A' });
      vendor.people.delete('Account', id, admin);
      return connection.sobject('Account').retrieve(id);
    },
  ],
  ['METHOD_NOT_ALLOWED', "HTTP Method 'DELETE' not allowed. Allowed are ", () => send('DELETE', '/limits')],
  ['UNSUPPORTED_MEDIA_TYPE', 'media type', () => send('POST', '/sobjects/Account', 'Name=A', { 'content-type': 'text/plain' })],
  ['NOT_ACCEPTABLE', 'text/calendar', () => send('GET', '/limits', undefined, { accept: 'text/calendar' })],
];

/** Codes of the table that nothing in a stand-in's own conduct gives; scenarios and the control API plan them. */
const PLANNED: readonly (readonly [code: string, why: string, status: number])[] = [
  ['FIELD_FILTER_VALIDATION_EXCEPTION', 'there are no lookup filters', 400],
  ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'no triggers run', 400],
  ['CANNOT_EXECUTE_FLOW_TRIGGER', 'no flows run', 400],
  ['TRANSFER_REQUIRES_READ', 'every user may read every object', 400],
  ['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'records that nobody restricted are public', 400],
  ['UNABLE_TO_LOCK_ROW', 'calls are answered one at a time', 400],
  ['API_DISABLED_FOR_ORG', 'the API cannot be switched off', 403],
  ['API_CURRENTLY_DISABLED', 'users have no permissions to lose', 403],
  ['OPERATION_TOO_LARGE', 'no query is too large', 403],
  ['QUERY_TIMEOUT', 'no query takes so long', 400],
  ['CONFLICT', 'calls are answered one at a time', 409],
  ['UNKNOWN_EXCEPTION', 'nothing is known to break', 500],
  ['SERVER_ERROR', 'nothing is known to break', 500],
  ['INVALID_BATCH_SIZE', 'sizes out of bounds are moved into them', 400],
  ['SERVER_UNAVAILABLE', 'the stand-in is always there', 503],
];

function circle() {
  const Id = make('Account', { Name: 'A' });
  return change('Account', { Id, ...{ ParentId: make('Account', { Name: 'B', ParentId: Id }) } });
}

const codeOf = (error: Record<string, unknown>): unknown => error['errorCode'] ?? error['statusCode'] ?? error['name'];

describe('the error codes of the vendor’s table, as jsforce tells them', () => {
  it.each(PROVOKED)('%s: %s', async (code, text, provoke) => {
    const error = await Promise.resolve()
      .then(provoke)
      .then(
        (value) => ({ errorCode: 'none', message: JSON.stringify(value) }),
        (reason: Record<string, unknown>) => reason,
      );
    expect([codeOf(error), String(error['message'])]).toEqual([code, expect.stringContaining(text)]);
  });

  it.each(PLANNED)('%s comes by plan only, because %s', async (code, _why, status) => {
    vendor.state.world.faults.arm({ on: [{ system: 'salesforce' }], action: { kind: 'error', code }, times: 1, from: 'any' });
    await expect(send('POST', '/sobjects/Account', '{"Name":"A"}', JSON_TYPE)).rejects.toMatchObject({ status, errorCode: code });
    expect(vendor.people.list('Account')).toEqual([]);
  });
});
