import { smallCompany } from '../kinds/company.mjs';
import { work } from '../kinds/work.mjs';

const CALLS = 20_000;

export default work({
  title: 'Direct transport: one call with log and clock',
  unit: 'us',
  bare: 'printing as many bytes',
  goal: { perSecondMin: 100_000 },
  async setup() {
    const { simulator, transport, bearer, admin } = await smallCompany();
    const id = simulator.salesforce.people.create('Account', { Name: 'Bench' }, admin('salesforce'));
    const send = transport('salesforce');
    const request = { method: 'GET', path: `/services/data/v62.0/sobjects/Account/${id}`, query: '', headers: await bearer(), body: '' };
    const record = JSON.parse((await send(request)).body);
    return {
      calls: CALLS,
      ours: async () => {
        for (let call = 0; call < CALLS; call += 1) if ((await send(request)).status !== 200) throw new Error('refused');
      },
      bare: async () => {
        for (let call = 0; call < CALLS; call += 1) await JSON.stringify(record);
      },
    };
  },
});
