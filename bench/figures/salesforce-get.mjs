import { smallCompany } from '../kinds/company.mjs';
import { requests } from '../kinds/requests.mjs';

export default requests({
  title: 'Salesforce: GET of one record',
  goal: { ratio: 2 },
  async ours() {
    const { simulator, listener, bearer, admin } = await smallCompany();
    const id = simulator.salesforce.people.create('Account', { Name: 'Bench' }, admin('salesforce'));
    const request = { method: 'GET', path: `/services/data/v62.0/sobjects/Account/${id}`, headers: await bearer() };
    return { listener: listener('salesforce'), request };
  },
});
