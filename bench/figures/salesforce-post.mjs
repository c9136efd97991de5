import { smallCompany } from '../kinds/company.mjs';
import { requests } from '../kinds/requests.mjs';

export default requests({
  title: 'Salesforce: POST with validation, duplicate rules, change log',
  goal: { ratio: 2.5 },
  async ours() {
    const { listener, bearer } = await smallCompany();
    const headers = { ...(await bearer()), 'content-type': 'application/json' };
    const body = JSON.stringify({ LastName: 'Bench {n}', Company: 'Bench {n}', Email: 'bench-{n}@example.com' });
    return { listener: listener('salesforce'), request: { method: 'POST', path: '/services/data/v62.0/sobjects/Lead', headers, body } };
  },
});
