import { describe, expect, it } from 'vitest';
import { newOrg } from '../org.js';

describe('values of a write', () => {
  it.each([
    ['Account', 'Name', '  Acme  ', 'Acme'],
    ['Account', 'Description', ' two\r\nlines ', 'two\r\nlines'],
    ['Account', 'Phone', '   ', null],
    ['Account', 'AnnualRevenue', '12.5', 13],
    ['Account', 'AnnualRevenue', 12.4, 12],
    ['Account', 'BillingLatitude', '55.6761', 55.6761],
    ['Account', 'NumberOfEmployees', '25', 25],
    ['Account', 'Industry', 'Basket Weaving', 'Basket Weaving'],
    ['Contact', 'Birthdate', '1980-02-29', '1980-02-29'],
    ['Contact', 'HasOptedOutOfEmail', 'TRUE', true],
    ['Contact', 'EmailBouncedDate', '2026-01-31T12:34:56.789+01:00', '2026-01-31T11:34:56.000+0000'],
    ['Contact', 'Email', 'Jane@Example.com', 'Jane@Example.com'],
  ])('%s.%s: %j is kept as %j', (type, field, given, kept) => {
    const { create, read } = newOrg();
    expect(read(type, create(type, { [field]: given }))[field]).toBe(kept);
  });

  it.each([
    ['Contact', 'Birthdate', '1981-02-29', 'INVALID_TYPE_ON_FIELD_IN_RECORD'],
    ['Contact', 'Birthdate', '1699-01-01', 'INVALID_TYPE_ON_FIELD_IN_RECORD'],
    ['Contact', 'EmailBouncedDate', '2026-01-31', 'INVALID_TYPE_ON_FIELD_IN_RECORD'],
    ['Contact', 'HasOptedOutOfEmail', 'maybe', 'INVALID_TYPE_ON_FIELD_IN_RECORD'],
    ['Account', 'NumberOfEmployees', '2.5', 'INVALID_TYPE_ON_FIELD_IN_RECORD'],
    ['Account', 'AnnualRevenue', '1e18', 'NUMBER_OUTSIDE_VALID_RANGE'],
    ['Account', 'Name', { nested: 1 }, 'INVALID_TYPE_ON_FIELD_IN_RECORD'],
    ['Account', 'Name', null, 'REQUIRED_FIELD_MISSING'],
    ['Contact', 'Email', 'a@b', 'INVALID_EMAIL_ADDRESS'],
    ['Contact', 'Email', 'a b@c.com', 'INVALID_EMAIL_ADDRESS'],
  ])('%s.%s: %j is refused with %s', (type, field, given, code) => {
    expect(() => newOrg().create(type, { [field]: given })).toThrow(expect.objectContaining({ code }));
  });

  it('gives defaults to what is left out, and leaves empty what was cleared', () => {
    const { create, read, admin } = newOrg();
    expect(read('Lead', create('Lead'))).toMatchObject({
      Status: 'Open - Not Contacted',
      OwnerId: admin,
      DoNotCall: false,
      IsUnreadByOwner: false,
    });
    expect(read('Campaign', create('Campaign', { Status: null }))).toMatchObject({ Status: null });
  });

  it('computes names from their parts', () => {
    const { create, read, update } = newOrg();
    const contact = create('Contact', { FirstName: 'Jane', LastName: 'Jensen', Salutation: 'Ms.' });
    expect(read('Contact', contact)['Name']).toBe('Jane Jensen');
    update('Contact', contact, { FirstName: null });
    expect(read('Contact', contact)['Name']).toBe('Jensen');
  });

  it('refuses to set an account above itself', () => {
    const { create, update } = newOrg();
    const top = create('Account');
    const below = create('Account', { ParentId: create('Account', { ParentId: top }) });
    expect(() => update('Account', top, { ParentId: below })).toThrow(expect.objectContaining({ code: 'CIRCULAR_DEPENDENCY' }));
  });

  it('refuses references to deleted records', () => {
    const { create, people, admin } = newOrg();
    const account = create('Account');
    people.delete('Account', account, admin);
    expect(() => create('Contact', { AccountId: account })).toThrow(expect.objectContaining({ code: 'ENTITY_IS_DELETED' }));
  });

  it('moves the stamps even when nothing changes', async () => {
    const { create, update, read, world } = newOrg();
    const account = create('Account', { Name: 'Acme' });
    await world.clock.advanceTo(world.clock.now() + 1_500);
    update('Account', account, { Name: 'Acme' });
    expect(read('Account', account)).toMatchObject({
      SystemModstamp: '2026-03-02T09:00:01.000+0000',
      CreatedDate: '2026-03-02T09:00:00.000+0000',
    });
  });
});
