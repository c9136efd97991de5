import { describe, expect, it } from 'vitest';
import { createSalesforceClient, type SalesforceClient } from '../../../../src/clients/salesforce/client.js';
import { inLists, soqlText } from '../../../../src/clients/salesforce/wire.js';
import { VendorFailure } from '../../../../src/model/failure.js';
import { json, lost, type Script, type Scripted, scripted } from '../scripted.js';

const connection = {
  url: 'http://localhost:4001',
  clientId: 'backlot',
  clientSecret: 'secret',
  username: 'connector@backlot.test',
  password: 'pass',
  apiVersion: '62.0',
};

const signIn = (token = 'T1') => json(200, { access_token: token, id: 'http://localhost:4001/id/00D000000000001EAA/005000000000002AAA' });
const expired = json(401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
const page = (records: unknown[], nextRecordsUrl?: string) =>
  json(200, { totalSize: 3, done: nextRecordsUrl === undefined, nextRecordsUrl, records });

function clientOf(script: Script): Scripted & { client: SalesforceClient } {
  const parts = scripted('salesforce', script);
  return { ...parts, client: createSalesforceClient(connection, parts.send) };
}

async function failureOf(work: Promise<unknown>): Promise<VendorFailure> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(VendorFailure);
  return error as VendorFailure;
}

describe('Signing in to Salesforce', () => {
  it('happens at the first need, once, and hands on the user id', async () => {
    const { client, requests } = clientOf([signIn(), page([]), page([])]);
    await client.query('SELECT Id FROM Lead');
    await client.query('SELECT Id FROM Lead');
    expect(await client.userId()).toBe('005000000000002AAA');
    expect(requests.map(({ path }) => path)).toEqual([
      '/services/oauth2/token',
      '/services/data/v62.0/query',
      '/services/data/v62.0/query',
    ]);
    expect(requests[0]?.headers['tracestate']).toBe('backlot=sign-in');
    expect(requests[1]?.headers['authorization']).toBe('Bearer T1');
  });

  it('renews an expired session once and sends the same call again', async () => {
    const { client, requests } = clientOf([signIn(), expired, signIn('T2'), page([{ Id: '1' }])]);
    expect(await client.query('SELECT Id FROM Lead')).toEqual([{ Id: '1' }]);
    expect(requests[3]?.headers['authorization']).toBe('Bearer T2');
    expect(requests[3]?.query).toBe(requests[1]?.query);
  });

  it('gives up for now when the new session is expired, too', async () => {
    const { client } = clientOf([signIn(), expired, signIn('T2'), expired]);
    expect(await failureOf(client.query('SELECT Id FROM Lead'))).toMatchObject({ kind: 'retry', code: 'INVALID_SESSION_ID' });
  });

  it('is tried again at the next call after a refusal', async () => {
    const refused = json(400, { error: 'invalid_grant', error_description: 'authentication failure' });
    const { client } = clientOf([refused, signIn(), page([])]);
    expect(await failureOf(client.query('SELECT Id FROM Lead'))).toMatchObject({
      kind: 'retry',
      text: 'invalid_grant: authentication failure',
    });
    expect(await client.query('SELECT Id FROM Lead')).toEqual([]);
  });
});

describe('A Salesforce query', () => {
  it('follows every page, in pages of 2,000', async () => {
    const { client, requests } = clientOf([
      signIn(),
      page([{ Id: '1' }, { Id: '2' }], '/services/data/v62.0/query/01gX-2000'),
      page([{ Id: '3' }]),
    ]);
    expect(await client.query('SELECT Id FROM Lead', { purpose: 'poll', all: true })).toHaveLength(3);
    expect(requests.map(({ path }) => path).slice(1)).toEqual(['/services/data/v62.0/queryAll', '/services/data/v62.0/query/01gX-2000']);
    expect(requests[2]?.headers).toMatchObject({
      'sforce-query-options': 'batchSize=2000',
      tracestate: 'backlot=poll',
      'user-agent': 'backlot-sync',
    });
    expect(requests[1]?.headers).not.toHaveProperty('x-backlot-purpose');
  });

  it('numbers its calls without chance', async () => {
    const { client, requests } = clientOf([signIn(), page([])]);
    await client.query('SELECT Id FROM Lead');
    expect(requests.map(({ headers }) => headers['traceparent'])).toEqual([
      '00-0000000a000000010000000000000000-0000000000000001-01',
      '00-0000000a000000010000000000000000-0000000000000002-01',
    ]);
  });
});

describe('A Salesforce collection', () => {
  it('says for every record what became of it', async () => {
    const { client, requests } = clientOf([
      signIn(),
      json(200, [
        { id: '00Q1', success: true, errors: [] },
        {
          success: false,
          errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Company]', fields: [] }],
        },
        { success: false, errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access', fields: [] }] },
      ]),
    ]);
    const results = await client.create('Lead', [{ LastName: 'A' }, { LastName: 'B' }, { LastName: 'C' }]);
    expect(results.map((result) => (result.success ? result.id : [result.failure.kind, result.failure.text]))).toEqual([
      '00Q1',
      ['refusal', 'REQUIRED_FIELD_MISSING: Required fields are missing: [Company]'],
      ['retry', 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access'],
    ]);
    expect(JSON.parse(String(requests[1]?.body))).toMatchObject({
      allOrNone: false,
      records: [{ attributes: { type: 'Lead' }, LastName: 'A' }, {}, {}],
    });
  });

  it.each([
    ['FALSE unless the active rule is the target', false, 'FALSE'],
    ['TRUE when it is', true, 'TRUE'],
  ] as const)('sends Sforce-Auto-Assign %s (D-1)', async (_title, autoAssign, header) => {
    const { client, requests } = clientOf([signIn(), json(200, [])]);
    await client.create('Lead', [{}], { autoAssign });
    expect(requests[1]?.headers['sforce-auto-assign']).toBe(header);
  });
});

describe('What a failed Salesforce call means', () => {
  const error = (errorCode: string) => [{ message: 'no', errorCode }];
  it.each([
    ['a server error: nobody knows', json(500, error('UNKNOWN_EXCEPTION')), 'unknown', 'UNKNOWN_EXCEPTION', undefined],
    ['a server error without a body of the vendor', json(503, 'x'), 'unknown', 'ERROR_HTTP_503', undefined],
    ['a limit on requests', json(403, error('REQUEST_LIMIT_EXCEEDED')), 'retry', 'REQUEST_LIMIT_EXCEEDED', undefined],
    ['too many requests', json(429, error('X'), { 'retry-after': '30' }), 'retry', 'X', 30_000],
    ['a query that is wrong', json(400, error('MALFORMED_QUERY')), 'refusal', 'MALFORMED_QUERY', undefined],
    ['a lost reply', lost(), 'unknown', 'ECONNRESET', undefined],
    ['a refused connection', lost('ECONNREFUSED'), 'retry', 'ECONNREFUSED', undefined],
  ] as const)('%s', async (_title, answer, kind, code, retryAfterMs) => {
    const { client } = clientOf([signIn(), answer]);
    const failure = await failureOf(client.query('SELECT Id FROM Lead'));
    expect([failure.kind, failure.code, failure.details.retryAfterMs]).toEqual([kind, code, retryAfterMs]);
  });
});

describe('SOQL text', () => {
  it('escapes what would end a literal', () => {
    expect(soqlText("O'Hara\\\n")).toBe("'O\\'Hara\\\\\\n'");
  });

  it('keeps lists short enough for a URL and loses nothing', () => {
    const emails = Array.from({ length: 500 }, (_, n) => `person.number.${n}@a-rather-long-company-name.example.com`);
    const lists = inLists(emails);
    expect(lists.every((list) => encodeURIComponent(list).length < 9_500)).toBe(true);
    expect(lists.flatMap((list) => list.slice(1, -1).split(','))).toHaveLength(500);
    expect(inLists([])).toEqual([]);
  });
});
