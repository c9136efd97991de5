import { expect, it } from 'vitest';
import { newOrg } from '../org.js';

type Rows = readonly Readonly<Record<string, string>>[];

function importing(into: string, match: string | null, rows: Rows, columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]) {
  return { into, match, rows, columns };
}

it('creates, updates and rejects row by row', () => {
  const { people, create, read, admin } = newOrg();
  const known = create('Contact', { LastName: 'Jensen', Email: 'jane@example.com', Title: 'CTO' });
  const outcome = people.import(
    importing('Contact', 'Email', [
      { LastName: 'Jensen-Lind', Email: 'JANE@example.com', Title: '' },
      { LastName: 'Lind', Email: 'bo@example.com', Title: 'CEO' },
      { LastName: '', Email: 'x@example.com', Title: '' },
    ]),
    admin,
  );
  expect(outcome).toMatchObject({ created: 1, matched: 1, updated: 1, errors: 1 });
  expect(outcome.ids).toEqual([known, expect.stringMatching(/^003/), null]);
  expect(outcome.messages).toEqual(['row 3: REQUIRED_FIELD_MISSING: Required fields are missing: [LastName]']);
  expect(read('Contact', known)).toMatchObject({ LastName: 'Jensen-Lind', Title: 'CTO' });
});

it.each([
  ['without the column', {}, null],
  ['with the column blank', { ia_crm__IntacctID__c: '' }, null],
  ['with a value', { ia_crm__IntacctID__c: 'C00001' }, 'C00001'],
])('makes accounts that are updated %s have the Intacct ID that the file says', (_title, extra, expected) => {
  const { people, create, read, admin } = newOrg();
  const account = create('Account', { Name: 'Acme', ia_crm__IntacctID__c: 'C00001' });
  people.import(importing('Account', 'Id', [{ Id: account, Phone: '1', ...extra }]), admin);
  expect(read('Account', account)).toMatchObject({ Phone: '1', ia_crm__IntacctID__c: expected });
});

it('reads headers as labels too and creates without a match column', () => {
  const { people, admin } = newOrg();
  const outcome = people.import(importing('Account', null, [{ 'Account Name': 'Acme', Employees: '12' }]), admin);
  expect(people.read('Account', outcome.ids[0]!)).toMatchObject({ Name: 'Acme', NumberOfEmployees: 12 });
});

it('refuses a file with a column that is not there', () => {
  const { people, admin } = newOrg();
  expect(() => people.import(importing('Account', null, [{ Colour: 'red' }]), admin)).toThrow(
    "No such column 'Colour' on sobject of type Account",
  );
});
