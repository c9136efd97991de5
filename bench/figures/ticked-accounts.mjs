import { smallCompany } from '../kinds/company.mjs';
import { door } from '../kinds/figure.mjs';
import { work } from '../kinds/work.mjs';

const ACCOUNTS = 10_000;
/** A gateway call has 100 functions at most, a collection of Salesforce 200 records. */
const [ENVELOPES, COLLECTIONS] = [ACCOUNTS / 100, ACCOUNTS / 200];

export default work({
  title: 'Sync core: 10,000 accounts marked for sync reach Sage Intacct',
  unit: 's',
  warmUps: 0,
  rounds: 3,
  bare: 'printing as many customers twice',
  goal: { max: 20 },
  async setup() {
    const { createConfiguredSettings, createMemoryJournal, createSyncCore } = await door('core');
    const { simulator, transport, admin } = await smallCompany({ seed: 'none' });
    const { salesforce, intacct, world } = simulator;
    const journal = createMemoryJournal();
    const access = { 'users.access': ['admin', 'connector'], 'sequences.customer': 'customers' };
    const settings = createConfiguredSettings({ engagement: {}, intacct: access }, journal, world.clock);
    const writes = { salesforce: 0, intacct: 0 };
    const counted = (system) => {
      const send = transport(system);
      return (request) => {
        if (request.headers.tracestate === 'backlot=write') writes[system] += 1;
        return send(request);
      };
    };
    const transports = { salesforce: counted('salesforce'), engagement: transport('engagement'), intacct: counted('intacct') };
    const core = createSyncCore({ transports, connections: connections(), settings, journal, clock: world.clock });
    const pass = () => world.clock.run(() => core.pass('intacct'));
    await pass();
    let [made, reached] = [0, 0];
    let printed = '[]';
    return {
      calls: 1,
      async before() {
        // The bare piece takes none of them.
        if (made > reached) return;
        await world.clock.advanceTo(world.clock.now() + 600_000);
        const ticked = (number) => ({ Name: `Account ${number}`, ia_crm__Sync_with_Intacct__c: true });
        for (const last = made + ACCOUNTS; made < last; made += 1) salesforce.people.create('Account', ticked(made), admin('salesforce'));
        writes.salesforce = writes.intacct = 0;
      },
      async ours() {
        await pass();
        const customers = intacct.people.list('CUSTOMER');
        reached = customers.length;
        if (reached !== made) throw new Error(`${reached} customers of ${made}`);
        if (writes.intacct !== ENVELOPES || writes.salesforce !== COLLECTIONS) throw new Error(`writes: ${JSON.stringify(writes)}`);
        printed = JSON.stringify(customers);
      },
      bare: async () => void JSON.stringify(JSON.parse(printed)),
    };
  },
});

function connections() {
  const salesforce = { url: 'http://localhost:4001', clientId: 'backlot', clientSecret: 'backlot', apiVersion: '62.0' };
  const intacctUser = { username: 'intacct@backlot.test', password: 'backlot' };
  const sender = { senderId: 'backlot', senderPassword: 'backlot', companyId: 'backlot', userId: 'connector', userPassword: 'backlot' };
  return {
    salesforce: { ...salesforce, username: 'connector@backlot.test', password: 'backlot', intacctUser },
    engagement: { url: 'http://localhost:4002' },
    intacct: { url: 'http://localhost:4003', ...sender },
  };
}
