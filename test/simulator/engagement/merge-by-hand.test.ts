import { expect, it } from 'vitest';
import { setting } from './setting.js';

/** Three prospects: each with a tag, on a list, seen with a browser. */
function stage() {
  const { people, state, by } = setting();
  const list = people.create('List', { name: 'l' }, by);
  const ids = ['a', 'b', 'c'].map((name) => people.create('Prospect', { email: `${name}@example.com`, firstName: name }, by));
  for (const [index, id] of ids.entries()) {
    people.visit({ prospect: id, page: `/${index}` });
    if (index > 0) people.create('ListMembership', { listId: Number(list), prospectId: Number(id) }, by);
  }
  return { people, state, by, ids };
}

it('makes one prospect of three: activities, lists, browsers and points come together, the others are gone', () => {
  const { people, by, ids } = stage();
  const [master, ...losers] = ids as [string, string, string];
  people.merge({ master, losers, keep: { firstName: 'b', phone: '123' } }, by);
  expect(people.read('Prospect', master)).toMatchObject({ email: 'a@example.com', firstName: 'b', phone: '123', score: 3 });
  expect(losers.map((id) => people.stateOf('Prospect', id))).toEqual(['gone', 'gone']);
  const mine = { prospectId: Number(master) };
  expect(people.list('VisitorActivity')).toMatchObject([mine, mine, mine]);
  expect(people.list('Visitor')).toMatchObject([mine, mine, mine]);
  expect(people.list('ListMembership')).toMatchObject([mine]);
});

it('carries over that a loser met an automation rule', () => {
  const { people, by, ids } = stage();
  const [master, loser] = ids as [string, string, string];
  const rule = { criteria: [{ field: 'firstName', is: 'b' }], actions: [{ adjustScore: 10 }], paused: false };
  people.create('AutomationRule', rule, by);
  people.merge({ master, losers: [loser], keep: { firstName: 'b' } }, by);
  expect(people.read('Prospect', master)).toMatchObject({ score: 2 });
});

it.each([
  ['nobody', (ids: string[]) => ({ master: ids[0]!, losers: [] })],
  ['itself', (ids: string[]) => ({ master: ids[0]!, losers: [ids[0]!] })],
  ['somebody twice', (ids: string[]) => ({ master: ids[0]!, losers: [ids[1]!, ids[1]!] })],
])('does not merge %s', (_title, request) => {
  const { people, by, ids } = stage();
  expect(() => people.merge(request(ids), by)).toThrow(expect.objectContaining({ code: '154' }));
  expect(people.list('Prospect')).toHaveLength(3);
});
