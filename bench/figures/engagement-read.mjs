import { smallCompany } from '../kinds/company.mjs';
import { requests } from '../kinds/requests.mjs';

export default requests({
  title: 'Account Engagement: v5 read of one prospect',
  goal: { ratio: 2 },
  async ours() {
    const { simulator, listener, bearer, admin } = await smallCompany();
    const id = simulator.engagement.people.create('Prospect', { email: 'bench@example.com' }, admin('engagement'));
    const headers = { ...(await bearer()), 'pardot-business-unit-id': '0Uv000000000001CAA' };
    const query = 'fields=id,email,firstName,lastName';
    return { listener: listener('engagement'), request: { method: 'GET', path: `/api/v5/objects/prospects/${id}`, query, headers } };
  },
});
