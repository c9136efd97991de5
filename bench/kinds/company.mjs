import { door } from './figure.mjs';

const HOSTS = { salesforce: 'localhost:4001', engagement: 'localhost:4002', intacct: 'localhost:4003' };

/** A simulator with the small company in it, and what its clients need. */
export async function smallCompany({ seed = 'small' } = {}) {
  const { createSimulator, directTransport, httpMount } = await door('simulator');
  const simulator = createSimulator();
  if (seed !== 'none') for (const vendor of ['salesforce', 'engagement', 'intacct']) await simulator[vendor].seed(seed);
  const transport = (vendor) => directTransport(simulator[vendor].standIn, HOSTS[vendor]);
  return {
    simulator,
    transport,
    listener: (vendor) => httpMount(simulator[vendor].standIn),
    /** Headers of a Salesforce session. */
    bearer: async () => ({ authorization: `Bearer ${await signIn(transport('salesforce'))}` }),
    admin: (vendor) => simulator[vendor].people.user('admin'),
  };
}

async function signIn(send) {
  const body = 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await send({ method: 'POST', path: '/services/oauth2/token', query: '', headers, body });
  return JSON.parse(reply.body).access_token;
}
