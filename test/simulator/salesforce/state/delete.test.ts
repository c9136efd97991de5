import { expect, it } from 'vitest';
import { newOrg } from '../org.js';

it('takes contacts and opportunities along with their account, and brings them back with it', () => {
  const { people, admin, create } = newOrg();
  const account = create('Account');
  const contact = create('Contact', { AccountId: account });
  const task = create('Task', { WhoId: contact });
  const deal = create('Opportunity', { AccountId: account });
  const all = [
    ['Account', account],
    ['Contact', contact],
    ['Task', task],
    ['Opportunity', deal],
  ] as const;
  people.delete('Account', account, admin);
  expect(all.map(([type, id]) => people.stateOf(type, id))).toEqual(['deleted', 'deleted', 'deleted', 'deleted']);
  expect(() => people.undelete('Contact', contact, admin)).toThrow(expect.objectContaining({ code: 'UNDELETE_FAILED' }));
  people.undelete('Account', account, admin);
  expect(all.map(([type, id]) => people.stateOf(type, id))).toEqual(['live', 'live', 'live', 'live']);
});

it('does not bring back what was deleted before on its own', () => {
  const { people, admin, create } = newOrg();
  const account = create('Account');
  const contact = create('Contact', { AccountId: account });
  people.delete('Contact', contact, admin);
  people.delete('Account', account, admin);
  people.undelete('Account', account, admin);
  expect(people.stateOf('Contact', contact)).toBe('deleted');
});

it('clears lookups of records that stay', () => {
  const { people, admin, create, read } = newOrg();
  const parent = create('Account');
  const child = create('Account', { ParentId: parent });
  people.delete('Account', parent, admin);
  expect(read('Account', child)).toMatchObject({ ParentId: null, IsDeleted: false });
});

it('refuses to delete an account with cases', () => {
  const { people, admin, create } = newOrg();
  const account = create('Account', { Name: 'Acme' });
  create('Case', { AccountId: account });
  expect(() => people.delete('Account', account, admin)).toThrow(
    'Your attempt to delete Acme could not be completed because it is associated with the following cases.: 00001001',
  );
  expect(people.stateOf('Account', account)).toBe('live');
});

it('does not undelete what stands in the way of a unique value', () => {
  const { people, admin, create } = newOrg();
  create('CustomField', { object: 'Account', fullName: 'Key__c', type: 'Text', unique: true });
  const first = create('Account', { Key__c: 'A' });
  people.delete('Account', first, admin);
  const second = create('Account', { Key__c: 'a' });
  expect(() => people.undelete('Account', first, admin)).toThrow(
    `duplicate value found: Key__c duplicates value on record with id: ${second}`,
  );
});

it('deletes no users and no standard price book', () => {
  const { people, admin } = newOrg();
  for (const type of ['User', 'Pricebook2']) {
    const [row] = people.list(type);
    expect(() => people.delete(type, row!['Id'] as string, admin)).toThrow(
      expect.objectContaining({ code: 'INSUFFICIENT_ACCESS_OR_READONLY' }),
    );
  }
});
