import { smallCompany } from './company.mjs';

const ACCOUNTS = 100_000;

/** A world with 100,000 accounts, and a way to write in it. */
export async function company100k() {
  const company = await smallCompany({ seed: 'none' });
  const { people } = company.simulator.salesforce;
  const admin = company.admin('salesforce');
  const ids = Array.from({ length: ACCOUNTS }, (_, index) => people.create('Account', { Name: `Account ${index}` }, admin));
  let writes = 0;
  return {
    ...company,
    ids,
    rename: (index) => {
      writes += 1;
      people.update('Account', ids[index], { Name: `Renamed ${writes}` }, admin);
    },
  };
}
