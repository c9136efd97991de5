import { describe, expect, it } from 'vitest';
import { MAIN_UNIT, setting, WEST_QUEUE } from './setting.js';

describe('assignment', () => {
  const scene = () => {
    const made = setting();
    const { people, by } = made;
    const users = ['ann', 'bob', 'cy'].map((name) => people.create('User', { email: `${name}@example.com` }, by));
    const prospects = Array.from({ length: 5 }, (_, index) => people.create('Prospect', { email: `p${index}@example.com` }, by));
    const assigned = (id: string): unknown => people.read('Prospect', id)!['assignedToId'];
    return {
      ...made,
      users: users as [string, string, string],
      prospects: prospects as [string, string, string, string, string],
      assigned,
    };
  };

  it('goes round the group: who never had one first, by creation, then whose last one is oldest', () => {
    const { people, by, users, prospects, assigned } = scene();
    const [ann, bob, cy] = users;
    people.assign(prospects[0], { user: ann }, by);
    const group = people.create('Group', { name: 'Sales', members: [cy, ann, bob] }, by);
    for (const prospect of prospects.slice(1)) people.assign(prospect, { group }, by);
    expect(prospects.slice(1).map(assigned)).toEqual([bob, cy, ann, bob].map(Number));
  });

  it('counts assignments received outside the group', () => {
    const { people, by, users, prospects, assigned } = scene();
    const [ann, bob] = users;
    const group = people.create('Group', { members: [ann, bob] }, by);
    people.assign(prospects[0], { group }, by);
    people.assign(prospects[1], { group }, by);
    people.assign(prospects[2], { user: ann }, by);
    people.assign(prospects[3], { group }, by);
    expect(assigned(prospects[3])).toBe(Number(bob));
  });

  it('passes over deleted members, and an empty group assigns nobody and leaves an error', () => {
    const { people, by, state, users, prospects, assigned } = scene();
    const group = people.create('Group', { name: 'Sales', members: users.slice(0, 2) }, by);
    people.delete('User', users[0], by);
    people.assign(prospects[0], { group }, by);
    expect(assigned(prospects[0])).toBe(Number(users[1]));
    people.delete('User', users[1], by);
    people.assign(prospects[1], { group }, by);
    expect(assigned(prospects[1])).toBeNull();
    expect(state.tables.syncErrors.get(prospects[1])?.text).toContain('Sales');
  });

  it('waits for Salesforce when the target is a queue or the active rule', () => {
    const { people, by, state, prospects, assigned } = scene();
    people.assign(prospects[0], { queue: WEST_QUEUE }, by);
    people.assign(prospects[1], { assignmentRule: 'active' }, by);
    expect(assigned(prospects[0])).toBeNull();
    expect(state.tables.prospects.get(prospects[0])!.assignment).toMatchObject({ target: 'queue', queueId: WEST_QUEUE, trigger: 'manual' });
    expect(state.tables.prospects.get(prospects[1])!.assignment).toMatchObject({ target: 'assignmentRule', userId: null });
  });

  it('lets people re-assign and keeps the first time', async () => {
    const { people, by, world, users, prospects, assigned } = scene();
    people.assign(prospects[0], { user: users[0] }, by);
    await world.clock.advanceTo(world.clock.now() + 60_000);
    people.assign(prospects[0], { user: users[1] }, by);
    expect(assigned(prospects[0])).toBe(Number(users[1]));
    expect(people.read('Prospect', prospects[0])!['firstAssignedAt']).toBe('2026-03-02T09:00:00+00:00');
    people.unassign(prospects[0], by);
    expect(assigned(prospects[0])).toBeNull();
  });

  it.each([
    ['a user who is not there', { user: '99' }, '10'],
    ['a group that is not there', { group: '99' }, '12'],
    ['a queue that Salesforce does not have', { queue: '00G000000000009AAA' }, '51'],
  ])('refuses %s', (_title, target, code) => {
    const { people, by, prospects } = scene();
    expect(() => people.assign(prospects[0], target, by)).toThrow(expect.objectContaining({ code }));
  });
});

describe('CRM usernames', () => {
  const unitSettings = (made: ReturnType<typeof setting>) => made.people.settings(MAIN_UNIT);
  const PARTNER = '005000000000005AAA';
  const CUSTOMER = '005000000000006AAA';

  it.each([
    ['a partner', PARTNER, false, null],
    ['a portal user', CUSTOMER, false, null],
    ['a partner', PARTNER, true, '104'],
    ['a portal user', CUSTOMER, true, '104'],
    ['somebody inactive', '005000000000007AAA', false, '104'],
    ['somebody who does not exist', '005000000000099AAA', false, '104'],
    ['another user’s', '005000000000001AAA', false, '102'],
  ])('%s (%s) with the exclusion %s: %s', (_title, crmUsername, isExcluding, code) => {
    const made = setting();
    unitSettings(made).save({ excludePartnerAndPortalUsers: isExcluding }, made.by);
    const create = (): string => made.people.create('User', { crmUsername }, made.by);
    if (code === null) expect(made.people.read('User', create())).toMatchObject({ salesforceId: crmUsername, crmUsername });
    else expect(create).toThrow(expect.objectContaining({ code, message: expect.stringContaining('CRM Username') }));
  });

  it('keeps a mapping that was made before the exclusion', () => {
    const made = setting();
    const id = made.people.create('User', { crmUsername: PARTNER }, made.by);
    unitSettings(made).save({ excludePartnerAndPortalUsers: true }, made.by);
    expect(made.people.read('User', id)).toMatchObject({ salesforceId: PARTNER });
  });
});
