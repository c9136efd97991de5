import { manyAccounts } from '../kinds/accounts.mjs';
import { work } from '../kinds/work.mjs';

export default work({
  title: 'Salesforce: LIKE without an index over 100,000 accounts',
  goal: { max: 5 },
  warmUps: 3,
  async setup() {
    const { query } = await manyAccounts();
    const calls = 100;
    let number = 0;
    const ours = () => {
      for (let call = 0; call < calls; call += 1) query(`SELECT Id FROM Account WHERE Name LIKE '%9${number++ % 1000}%'`);
    };
    return { ours, calls };
  },
});
