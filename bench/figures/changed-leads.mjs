import { smallCompany } from '../kinds/company.mjs';
import { door } from '../kinds/figure.mjs';
import { work } from '../kinds/work.mjs';

const LEADS = 10_000;
const UNIT = '0Uv000000000001CAA';

export default work({
  title: 'Sync core: 10,000 changed leads reach Account Engagement',
  unit: 's',
  warmUps: 0,
  bare: 'printing as many prospects twice',
  goal: { max: 10 },
  async setup() {
    const { createConfiguredSettings, createMemoryJournal, createSyncCore } = await door('core');
    const { simulator, transport, admin } = await smallCompany({ seed: 'none' });
    const { salesforce, engagement, world } = simulator;
    engagement.people.settings(UNIT).save({ autoCreateProspects: true }, admin('engagement'));
    const journal = createMemoryJournal();
    const configured = { engagement: { [UNIT]: { autoCreateProspects: true, paused: false } }, intacct: {} };
    const settings = createConfiguredSettings(configured, journal, world.clock);
    const transports = { salesforce: transport('salesforce'), engagement: transport('engagement'), intacct: transport('intacct') };
    const core = createSyncCore({ transports, connections: connections(), settings, journal, clock: world.clock });
    const fields = (number) => ({ LastName: `Lead ${number}`, Company: 'Acme', Email: `lead${number}@example.com` });
    const leads = Array.from({ length: LEADS }, (_, number) => salesforce.people.create('Lead', fields(number), admin('salesforce')));
    const pass = () => world.clock.run(() => core.pass('engagement'));
    const later = () => world.clock.advanceTo(world.clock.now() + 600_000);
    for (let round = 0; round < 3; round += 1) {
      await pass();
      await later();
    }
    let round = 0;
    const printed = JSON.stringify(engagement.people.list('Prospect'));
    return {
      calls: 1,
      async before() {
        round += 1;
        for (const lead of leads) salesforce.people.update('Lead', lead, { Title: `Round ${round}` }, admin('salesforce'));
        await later();
      },
      async ours() {
        await pass();
        const behind = engagement.people.list('Prospect').filter(({ jobTitle }) => jobTitle !== `Round ${round}`).length;
        if (behind > 0) throw new Error(`${behind} prospects are behind`);
      },
      bare: async () => void JSON.stringify(JSON.parse(printed)),
    };
  },
});

function connections() {
  const salesforce = { url: 'http://localhost:4001', clientId: 'backlot', clientSecret: 'backlot', apiVersion: '62.0' };
  return {
    salesforce: { ...salesforce, username: 'connector@backlot.test', password: 'backlot' },
    engagement: { url: 'http://localhost:4002' },
    intacct: { url: 'http://localhost:4003', senderId: '', senderPassword: '', companyId: '', userId: '', userPassword: '' },
  };
}
