import { manyAccounts } from '../kinds/accounts.mjs';
import { work } from '../kinds/work.mjs';

export default work({
  title: 'Salesforce: ORDER BY Name LIMIT 200 over 100,000 accounts',
  goal: { max: 3 },
  warmUps: 3,
  async setup() {
    const { query } = await manyAccounts();
    const calls = 100;
    const ours = () => {
      for (let call = 0; call < calls; call += 1) query('SELECT Id, Name FROM Account ORDER BY Name LIMIT 200');
    };
    return { ours, calls };
  },
});
