import { ACCOUNTS, childrenQuery, manyAccounts } from '../kinds/accounts.mjs';
import { requests } from '../kinds/requests.mjs';

/** Texts that come again and again, each of other records. */
const TEXTS = 50;
const ROWS = 50;

export default requests({
  title: 'Salesforce: indexed query for 50 of 100,000 accounts',
  goal: { ratio: 1.5 },
  bare: 'bare with 50 look-ups in a Map',
  calls: 500,
  async ours() {
    const { listener, bearer, parents } = await manyAccounts();
    const headers = await bearer();
    const path = '/services/data/v62.0/query';
    const asked = parents.slice(0, TEXTS).map((parent) => ({ method: 'GET', path, query: childrenQuery(parent), headers }));
    return { listener: listener('salesforce'), requests: asked };
  },
  /** As many records in a Map, of which each call prints fifty, as the query does. */
  async bareOurs() {
    const records = new Map();
    for (let number = 0; number < ACCOUNTS; number += 1) records.set(idOf(number), recordOf(number));
    const listener = (request, response) => {
      const first = Number(/n=(\d+)/.exec(request.url)[1]);
      const found = Array.from({ length: ROWS }, (_each, index) => records.get(idOf(first + index * (ACCOUNTS / ROWS))));
      const body = JSON.stringify({ totalSize: ROWS, done: true, records: found });
      const headers = { 'Content-Type': 'application/json;charset=UTF-8', 'Content-Length': String(Buffer.byteLength(body)) };
      response.writeHead(200, headers).end(body);
    };
    const asked = Array.from({ length: TEXTS }, (_each, number) => ({ method: 'GET', path: '/query', query: `n=${number}` }));
    return { listener, requests: asked };
  },
});

const idOf = (number) => `0015g${String(number).padStart(13, '0')}`;

function recordOf(number) {
  const Id = idOf(number);
  return {
    attributes: { type: 'Account', url: `/services/data/v62.0/sobjects/Account/${Id}` },
    Id,
    Name: `Account ${(number * 7919) % ACCOUNTS}`,
    BillingCity: 'Portland',
    NumberOfEmployees: number % 1000,
    Phone: `555 ${number}`,
  };
}
