import { smallCompany } from '../kinds/company.mjs';
import { door } from '../kinds/figure.mjs';
import { work } from '../kinds/work.mjs';

const CALLS = 500;
const ORIGIN = 'http://localhost:4001';

export default work({
  title: 'MSW mount: GET of one record',
  unit: 'us',
  bare: 'MSW with one bare handler',
  goal: { ratio: 1.1 },
  warmUps: 3,
  async setup() {
    const { http, HttpResponse } = await import('msw');
    const { setupServer } = await import('msw/node');
    const { backlotHandlers } = await door('msw');
    const { simulator, transport, bearer, admin } = await smallCompany();
    const path = `/services/data/v62.0/sobjects/Account/${simulator.salesforce.people.create('Account', { Name: 'Bench' }, admin('salesforce'))}`;
    const headers = await bearer();
    const text = (await transport('salesforce')({ method: 'GET', path, query: '', headers, body: '' })).body;
    const server = setupServer();
    server.listen({ onUnhandledRequest: 'error' });
    const many = async (handlers) => {
      server.resetHandlers(...handlers);
      for (let call = 0; call < CALLS; call += 1) {
        const reply = await fetch(`${ORIGIN}${path}`, { headers });
        if ((await reply.text()).length !== text.length) throw new Error(`another reply: ${reply.status}`);
      }
    };
    const record = JSON.parse(text);
    return {
      calls: CALLS,
      ours: () => many(backlotHandlers(simulator)),
      bare: () => many([http.get(`${ORIGIN}${path}`, () => HttpResponse.json(record))]),
    };
  },
});
