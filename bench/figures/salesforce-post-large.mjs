import { manyAccounts } from '../kinds/accounts.mjs';
import { requests } from '../kinds/requests.mjs';

async function posting(count) {
  const { listener, bearer } = await manyAccounts(count);
  const headers = { ...(await bearer()), 'content-type': 'application/json' };
  const body = JSON.stringify({ Name: 'Fresh {n}', BillingCity: 'Boston', NumberOfEmployees: 7 });
  return { listener: listener('salesforce'), request: { method: 'POST', path: '/services/data/v62.0/sobjects/Account', headers, body } };
}

export default requests({
  title: 'Salesforce: POST among 100,000 accounts',
  goal: { ratio: 1.2 },
  bare: 'among 100',
  ours: () => posting(100_000),
  bareOurs: () => posting(100),
});
