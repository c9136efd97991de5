import { describe, expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount, type Mounted, type Reply } from '../mounts.js';
import { bearer } from './sign-in.js';

type Salesforce = Mounted<ReturnType<typeof createSalesforce>>;

const BASE = '/services/data/v62.0';

async function post(salesforce: Salesforce, path: string, body: unknown): Promise<Reply> {
  const headers = { ...(await bearer(salesforce)), 'content-type': 'application/json' };
  return salesforce.send({ method: 'POST', path: `${BASE}/${path}`, headers, body: JSON.stringify(body) });
}

const newAccount = (referenceId: string, Name?: string): object => ({
  method: 'POST',
  url: `${BASE}/sobjects/Account`,
  referenceId,
  body: { Name },
});
const names = ({ vendor }: Salesforce): unknown[] => vendor.people.list('Account').map((row) => row['Name']);

describeOnEveryMount('Salesforce: composite', createSalesforce, (mounted) => {
  describe('composite', () => {
    it('uses values of earlier replies in later addresses and bodies', async () => {
      const reply = await post(mounted(), 'composite', {
        compositeRequest: [
          newAccount('refA', 'Acme'),
          { method: 'POST', url: `${BASE}/sobjects/Contact`, referenceId: 'refC', body: { LastName: 'L', AccountId: '@{refA.id}' } },
          {
            method: 'GET',
            url: `${BASE}/query?q=SELECT+Id,Account.AnnualRevenue+FROM+Contact+WHERE+AccountId='@{refA.id}'`,
            referenceId: 'refQ',
          },
          { method: 'PATCH', url: `${BASE}/sobjects/Contact/@{refQ.records[0].Id}`, referenceId: 'refP', body: { Title: 'CTO' } },
        ],
      });
      expect(reply.status, reply.text).toBe(200);
      const [account, contact, query, patch] = reply.json().compositeResponse;
      const { id } = account.body;
      expect(account).toEqual({
        body: { id, success: true, errors: [] },
        httpHeaders: { Location: `${BASE}/sobjects/Account/${id}` },
        httpStatusCode: 201,
        referenceId: 'refA',
      });
      expect(query.body.records).toMatchObject([{ Id: contact.body.id }]);
      expect(patch).toEqual({ body: null, httpHeaders: {}, httpStatusCode: 204, referenceId: 'refP' });
      expect(mounted().vendor.people.read('Contact', contact.body.id)).toMatchObject({ Title: 'CTO', AccountId: id });
    });

    it('undoes everything when one fails and all or none is asked for', async () => {
      const reply = await post(mounted(), 'composite', {
        allOrNone: true,
        compositeRequest: [newAccount('a', 'Acme'), newAccount('b'), newAccount('c', 'Cargo')],
      });
      const [first, second, third] = reply.json().compositeResponse;
      const halted = [
        {
          errorCode: 'PROCESSING_HALTED',
          message: 'The transaction was rolled back since another operation in the same transaction failed.',
        },
      ];
      expect([reply.status, first.httpStatusCode, first.body, third.body]).toEqual([200, 400, halted, halted]);
      expect(second.body).toMatchObject([{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] }]);
      expect(names(mounted())).toEqual([]);
    });

    it('goes on after a failure otherwise, but not where its value is needed', async () => {
      const reply = await post(mounted(), 'composite', {
        compositeRequest: [
          newAccount('a'),
          { method: 'GET', url: `${BASE}/sobjects/Account/@{a.id}`, referenceId: 'b' },
          newAccount('c', 'Cargo'),
        ],
      });
      const [, second] = reply.json().compositeResponse;
      expect(second).toMatchObject({
        httpStatusCode: 400,
        body: [{ errorCode: 'PROCESSING_HALTED', message: 'Invalid reference specified. No value for a.id found in a' }],
      });
      expect(names(mounted())).toEqual(['Cargo']);
    });

    it('counts as one call', async () => {
      const reply = await post(mounted(), 'composite', { compositeRequest: [newAccount('a', 'A'), newAccount('b', 'B')] });
      expect(reply.headers['sforce-limit-info']).toBe('api-usage=1/15000');
    });

    it.each([
      [{ compositeRequest: [newAccount('x-y', 'A')] }, "Provided referenceId ('x-y') must start with a letter or a number"],
      [{ compositeRequest: Array.from({ length: 26 }, (_, index) => newAccount(`r${index}`, 'A')) }, "can't have more than 25 subrequests"],
      [{ compositeRequest: [newAccount('a', 'A'), newAccount('a', 'B')] }, 'must be unique'],
      [{}, 'compositeRequest property is required'],
    ])('refuses a body as a whole (%#)', async (body, message) => {
      const reply = await post(mounted(), 'composite', body);
      expect([reply.status, reply.json()[0].message]).toEqual([400, expect.stringContaining(message)]);
      expect(names(mounted())).toEqual([]);
    });
  });

  describe('batch', () => {
    it('answers each request on its own', async () => {
      const reply = await post(mounted(), 'composite/batch', {
        batchRequests: [
          { method: 'POST', url: 'v62.0/sobjects/Account', richInput: { Name: 'Acme' } },
          { method: 'GET', url: 'v62.0/sobjects/Nope/describe' },
          { method: 'GET', url: `${BASE}/query?q=SELECT+AnnualRevenue+FROM+Account` },
        ],
      });
      const { hasErrors, results } = reply.json();
      expect([hasErrors, results.map(({ statusCode }: { statusCode: number }) => statusCode)]).toEqual([true, [201, 404, 200]]);
      expect(results[2].result.totalSize).toBe(1);
    });

    it('stops at a failure when told to', async () => {
      const reply = await post(mounted(), 'composite/batch', {
        haltOnError: true,
        batchRequests: [
          { method: 'GET', url: 'v62.0/nowhere' },
          { method: 'POST', url: 'v62.0/sobjects/Account', richInput: { Name: 'Acme' } },
        ],
      });
      expect(reply.json().results[1]).toEqual({
        statusCode: 412,
        result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }],
      });
      expect(names(mounted())).toEqual([]);
    });
  });

  describe('tree', () => {
    const contact = (referenceId: string, fields: object): object => ({ attributes: { type: 'Contact', referenceId }, ...fields });
    const tree = (contacts: object[]): object => ({
      records: [{ attributes: { type: 'Account', referenceId: 'ref1' }, Name: 'Acme', Contacts: { records: contacts } }],
    });

    it('creates parents and children, breadth first', async () => {
      const reply = await post(mounted(), 'composite/tree/Account', tree([contact('ref2', { LastName: 'L' })]));
      expect(reply.status, reply.text).toBe(201);
      const [account, child] = reply.json().results;
      expect([reply.json().hasErrors, account.referenceId, child.referenceId]).toEqual([false, 'ref1', 'ref2']);
      expect(mounted().vendor.people.read('Contact', child.id)).toMatchObject({ AccountId: account.id });
    });

    it('creates nothing when one record is refused, and lists that one only', async () => {
      const reply = await post(
        mounted(),
        'composite/tree/Account',
        tree([contact('ref2', { LastName: 'L', Email: 'x' }), contact('ref3', { LastName: 'M' })]),
      );
      expect([reply.status, reply.json()]).toEqual([
        400,
        {
          hasErrors: true,
          results: [
            {
              referenceId: 'ref2',
              errors: [{ statusCode: 'INVALID_EMAIL_ADDRESS', message: 'Email: invalid email address: x', fields: ['Email'] }],
            },
          ],
        },
      ]);
      expect(names(mounted())).toEqual([]);
    });
  });

  it('refuses a subrequest of a higher version than its own', async () => {
    const compositeRequest = ['v61.0', 'v62.0', 'v63.0'].map((version, index) => ({
      method: 'GET',
      url: `/services/data/${version}/limits`,
      referenceId: `r${index}`,
    }));
    const { compositeResponse } = (await post(mounted(), 'composite', { compositeRequest })).json();
    expect(compositeResponse.map(({ httpStatusCode }: { httpStatusCode: number }) => httpStatusCode)).toEqual([200, 200, 400]);
    expect(compositeResponse[2].body[0].errorCode).toBe('INVALID_INPUT');
  });
});
