import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newOrg } from '../org.js';

it('moves what hung on the losers to the master and sends them to the recycle bin', () => {
  const { people, admin, create, read } = newOrg();
  const [love, lace, lark] = [
    create('Account', { Name: 'Love' }),
    create('Account', { Name: 'Lace', Phone: '2' }),
    create('Account', { Name: 'Lark' }),
  ];
  const contact = create('Contact', { AccountId: lace });
  const deal = create('Opportunity', { AccountId: lark });
  const child = create('Account', { Name: 'Child', ParentId: lace });
  people.merge({ type: 'Account', master: love!, losers: [lace!, lark!], keep: { Phone: '2' } }, admin);
  expect(read('Account', love!)).toMatchObject({ Name: 'Love', Phone: '2', IsDeleted: false });
  expect(read('Account', lace!)).toMatchObject({ IsDeleted: true, MasterRecordId: love });
  expect([read('Contact', contact)['AccountId'], read('Opportunity', deal)['AccountId'], read('Account', child)['ParentId']]).toEqual([
    love,
    love,
    love,
  ]);
  expect(people.stateOf('Account', lark!)).toBe('deleted');
});

it('moves the stamp of reparented records but not their last modification', async () => {
  const { world, people, admin, create, read } = newOrg();
  const [master, loser] = [create('Account'), create('Account')];
  const contact = create('Contact', { AccountId: loser });
  const made = read('Contact', contact)['LastModifiedDate'];
  await world.clock.advanceTo(world.clock.now() + 60_000);
  people.merge({ type: 'Account', master: master!, losers: [loser!], keep: {} }, admin);
  expect(read('Contact', contact)).toMatchObject({ LastModifiedDate: made, SystemModstamp: '2026-03-02T09:01:00.000+0000' });
});

it('keeps the membership of the master when both were in one campaign', () => {
  const { people, admin, create } = newOrg();
  const campaign = create('Campaign');
  const [master, loser] = [create('Lead'), create('Lead')];
  const kept = create('CampaignMember', { CampaignId: campaign, LeadId: master });
  create('CampaignMember', { CampaignId: campaign, LeadId: loser });
  people.merge({ type: 'Lead', master: master!, losers: [loser!], keep: {} }, admin);
  expect(people.list('CampaignMember').map((row) => row['Id'])).toEqual([kept]);
  expect(people.read('Campaign', campaign)).toMatchObject({ NumberOfLeads: 1 });
});

it('puts a master that stood below its loser at the top', () => {
  const { people, admin, create, read } = newOrg();
  const loser = create('Account');
  const master = create('Account', { ParentId: loser });
  people.merge({ type: 'Account', master, losers: [loser], keep: {} }, admin);
  expect(read('Account', master)['ParentId']).toBeNull();
});

it.each([
  ['more than two losers', (ids: string[]) => ({ master: ids[0]!, losers: [ids[1]!, ids[2]!, ids[3]!] }), 'NUMBER_OUTSIDE_VALID_RANGE'],
  ['the master as its own loser', (ids: string[]) => ({ master: ids[0]!, losers: [ids[0]!] }), 'INVALID_CROSS_REFERENCE_KEY'],
  ['a record of another type', (ids: string[]) => ({ master: ids[0]!, losers: [ids[4]!] }), 'INVALID_CROSS_REFERENCE_KEY'],
  ['a deleted loser', (ids: string[]) => ({ master: ids[0]!, losers: [ids[5]!] }), 'ENTITY_IS_DELETED'],
])('refuses %s and changes nothing', (_title, pick, code) => {
  const { world, people, admin, create } = newOrg();
  const ids = [create('Account'), create('Account'), create('Account'), create('Account'), create('Contact'), create('Account')];
  people.delete('Account', ids[5]!, admin);
  const before = world.changes.next;
  expect(() => people.merge({ type: 'Account', keep: {}, ...pick(ids) }, admin)).toThrow(expect.objectContaining({ code }));
  expect(world.changes.next).toBe(before);
});

it('does not merge converted leads', () => {
  const { people, admin, create } = newOrg();
  const [master, converted] = [create('Lead'), create('Lead')];
  people.convert({ lead: converted }, admin);
  const merge = () => people.merge({ type: 'Lead', master, losers: [converted], keep: {} }, admin);
  expect(merge).toThrow(expect.objectContaining({ code: 'CANNOT_UPDATE_CONVERTED_LEAD' }));
});

it('brings a loser back alone when it is undeleted', () => {
  const { people, admin, create, read } = newOrg();
  const [master, loser] = [create('Account'), create('Account')];
  const contact = create('Contact', { AccountId: loser });
  people.merge({ type: 'Account', master: master!, losers: [loser!], keep: {} }, admin);
  people.undelete('Account', loser!, admin);
  expect(read('Account', loser!)).toMatchObject({ IsDeleted: false, MasterRecordId: null });
  expect(read('Contact', contact)['AccountId']).toBe(master);
});

it('leaves no live record that refers to a loser, whatever is merged', () => {
  const { people, admin, create, world } = newOrg();
  const empty = world.snapshot();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 5 }),
      (links, merges) => {
        world.restore(empty);
        const accounts = Array.from({ length: 6 }, () => create('Account'));
        for (const [of, parent] of links) {
          create('Contact', { AccountId: accounts[of] });
          if (of > parent) people.update('Account', accounts[of]!, { ParentId: accounts[parent] }, admin);
        }
        for (const [master, loser] of merges) {
          const isPossible = master !== loser && [master, loser].every((index) => people.stateOf('Account', accounts[index]!) === 'live');
          if (isPossible) people.merge({ type: 'Account', master: accounts[master]!, losers: [accounts[loser]!], keep: {} }, admin);
        }
        const live = new Set(people.list('Account').map((row) => row['Id']));
        for (const row of people.list('Contact')) expect(live).toContain(row['AccountId']);
        for (const row of people.list('Account')) {
          if (row['ParentId'] !== null) expect(live).toContain(row['ParentId']);
          expect(row['ParentId']).not.toBe(row['Id']);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});
