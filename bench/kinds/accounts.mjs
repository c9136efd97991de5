import { smallCompany } from './company.mjs';

export const ACCOUNTS = 100_000;
/** Each of these is the parent of 50 others or so. */
const PARENTS = ACCOUNTS / 50;
const CITIES = ['Austin', 'Boston', 'Denver', 'Portland'];

export const FIELDS = 'Id, Name, BillingCity, NumberOfEmployees, Phone';

/** Salesforce with 100,000 accounts, in no order of name. */
export async function manyAccounts(count = ACCOUNTS) {
  const company = await smallCompany({ seed: 'none' });
  const { state } = company.simulator.salesforce;
  const type = state.schema.type('Account');
  const by = company.admin('salesforce');
  const parents = [];
  for (let index = 0; index < count; index += 1) {
    const values = {
      Name: `Account ${(index * 7919) % count}`,
      BillingCity: CITIES[index % 4],
      NumberOfEmployees: index % 1000,
      Phone: `555 ${index}`,
    };
    const isParent = index < PARENTS;
    const id = state.create(type, isParent ? values : { ...values, ParentId: parents[index % PARENTS] }, { by });
    if (isParent) parents.push(id);
  }
  const query = (text) => state.soql.query(text, { userId: by, includesDeleted: false, batchSize: 2000 });
  return { ...company, parents, query };
}

export const childrenQuery = (parent) => `q=${encodeURIComponent(`SELECT ${FIELDS} FROM Account WHERE ParentId = '${parent}' LIMIT 50`)}`;
