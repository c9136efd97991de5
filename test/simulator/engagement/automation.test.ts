import { describe, expect, it } from 'vitest';
import { setting } from './setting.js';

const scene = () => {
  const made = setting();
  const { people, by, world } = made;
  const ann = people.create('User', { email: 'ann@example.com' }, by);
  const bob = people.create('User', { email: 'bob@example.com' }, by);
  const prospect = (fields: Record<string, unknown>): string => people.create('Prospect', fields, by);
  const rule = (fields: Record<string, unknown>): string => people.create('AutomationRule', { paused: false, ...fields }, by);
  const read = (id: string) => people.read('Prospect', id)!;
  const tags = (id: string): unknown[] => people.list('TaggedObject').filter(({ objectId }) => objectId === Number(id));
  const advance = (ms: number): Promise<void> => world.clock.advanceTo(world.clock.now() + ms);
  return { ...made, ann, bob, prospect, rule, read, tags, advance };
};

const DAY = 86_400_000;

describe('automation rules', () => {
  it('are made paused, and reach back to everybody when they are resumed', () => {
    const { people, by, ann, prospect, read } = scene();
    const cto = prospect({ email: 'a@example.com', jobTitle: 'CTO' });
    const rule = people.create(
      'AutomationRule',
      { criteria: [{ field: 'jobTitle', is: 'cto' }], actions: [{ assignTo: { user: ann } }] },
      by,
    );
    expect(people.read('AutomationRule', rule)).toMatchObject({ paused: true });
    people.update('Prospect', cto, { city: 'Oslo' }, by);
    expect(read(cto)['assignedToId']).toBeNull();
    people.update('AutomationRule', rule, { paused: false }, by);
    expect(read(cto)['assignedToId']).toBe(Number(ann));
  });

  it('look at a prospect when it changes', () => {
    const { people, by, ann, prospect, rule, read } = scene();
    rule({ criteria: [{ field: 'jobTitle', is: 'CTO' }], actions: [{ assignTo: { user: ann } }] });
    const id = prospect({ email: 'a@example.com' });
    expect(read(id)['assignedToId']).toBeNull();
    people.update('Prospect', id, { jobTitle: 'CTO' }, by);
    expect(read(id)['assignedToId']).toBe(Number(ann));
  });

  it('act once on a prospect that leaves the criteria and comes back', () => {
    const { people, by, prospect, rule, read } = scene();
    rule({ criteria: [{ field: 'jobTitle', is: 'CTO' }], actions: [{ adjustScore: 10 }] });
    const id = prospect({ email: 'a@example.com', jobTitle: 'CTO' });
    people.update('Prospect', id, { jobTitle: 'CEO' }, by);
    people.update('Prospect', id, { jobTitle: 'CTO' }, by);
    expect(read(id)['score']).toBe(10);
  });

  it('repeat after their days, so many times', async () => {
    const { prospect, rule, read, advance } = scene();
    rule({ criteria: [{ field: 'jobTitle', is: 'CTO' }], actions: [{ adjustScore: 10 }], repeat: { afterDays: 1, maxTimes: 3 } });
    const id = prospect({ email: 'a@example.com', jobTitle: 'CTO' });
    expect(read(id)['score']).toBe(10);
    await advance(DAY - 60_000);
    expect(read(id)['score']).toBe(10);
    await advance(10 * 60_000);
    expect(read(id)['score']).toBe(20);
    await advance(10 * DAY);
    expect(read(id)['score']).toBe(30);
  });

  it('skip prospects that have an owner already', () => {
    const { people, by, ann, bob, prospect, rule, read } = scene();
    const id = prospect({ email: 'a@example.com', jobTitle: 'CTO' });
    people.assign(id, { user: bob }, by);
    rule({ criteria: [{ field: 'jobTitle', is: 'CTO' }], actions: [{ addTag: 'seen' }, { assignTo: { user: ann } }] });
    expect(read(id)['assignedToId']).toBe(Number(bob));
  });

  it('follow each other in the order of their ids', () => {
    const { prospect, rule, read } = scene();
    rule({ criteria: [{ tag: 'vip' }], actions: [{ setField: { industry: 'Retail' } }] });
    rule({ criteria: [{ field: 'jobTitle', is: 'CTO' }], actions: [{ addTag: 'vip' }] });
    const id = prospect({ email: 'a@example.com', jobTitle: 'CTO' });
    expect(read(id)['industry']).toBe('Retail');
  });

  it('tick only while some rule runs', () => {
    const { people, by, world, rule } = scene();
    const ticks = (): number => world.clock.timers().filter(({ kind }) => kind === 'engagement:automation').length;
    expect(ticks()).toBe(0);
    const id = rule({ criteria: [{ assigned: false }], actions: [] });
    expect(ticks()).toBe(1);
    expect(world.clock.timers().every(({ standing }) => standing)).toBe(true);
    people.update('AutomationRule', id, { paused: true }, by);
    expect(ticks()).toBe(0);
  });

  it('say in the change log that they wrote', () => {
    const { world, prospect, rule } = scene();
    rule({ name: 'Score CTOs', criteria: [{ field: 'jobTitle', is: 'CTO' }], actions: [{ adjustScore: 10 }] });
    prospect({ email: 'a@example.com', jobTitle: 'CTO' });
    expect(world.changes.since().at(-1)!.cause).toEqual({ kind: 'automation', text: 'automation rule "Score CTOs"' });
  });

  it('pass over an action that has become impossible', () => {
    const { people, by, ann, prospect, rule, read } = scene();
    rule({ criteria: [{ field: 'jobTitle', is: 'CTO' }], actions: [{ assignTo: { user: ann } }, { adjustScore: 5 }] });
    people.delete('User', ann, by);
    expect(read(prospect({ email: 'a@example.com', jobTitle: 'CTO' }))).toMatchObject({ assignedToId: null, score: 5 });
  });

  it.each([
    [[{ field: 'jobTitle', is: 'cto; ceo' }], true],
    [[{ field: 'jobTitle', is: '"CTO; EMEA"' }], false],
    [[{ field: 'jobTitle', isNot: 'ceo; cfo' }], true],
    [[{ field: 'jobTitle', isNot: 'ceo; cto' }], false],
    [[{ field: 'jobTitle', contains: 'T' }], true],
    [[{ field: 'city', isEmpty: true }], true],
    [[{ field: 'jobTitle', isEmpty: true }], false],
    [[{ field: 'jobTitle', isEmpty: false }], true],
    [[{ field: 'score', atLeast: 5 }], true],
    [[{ field: 'score', atMost: 4 }], false],
    [[{ assigned: false }], true],
    [[{ crm: 'none' }], true],
    [[{ crm: 'linked' }], false],
    [[{ tag: 'VIP' }], true],
    [[{ tag: 'other' }], false],
    [[{ any: [{ field: 'city', is: 'Oslo' }, { tag: 'vip' }] }], true],
    [[{ all: [{ field: 'city', is: 'Oslo' }, { tag: 'vip' }] }], false],
    [
      [
        { field: 'jobTitle', is: 'CTO' },
        { field: 'city', is: 'Oslo' },
      ],
      false,
    ],
  ])('criteria %j meet a CTO of five points tagged vip: %s', (criteria, isMet) => {
    const { people, by, prospect, rule, read } = scene();
    const id = prospect({ email: 'a@example.com', jobTitle: 'CTO', score: 5 });
    people.create('AutomationRule', { criteria: [{ field: 'email', contains: 'a@' }], actions: [{ addTag: 'vip' }], paused: false }, by);
    rule({ criteria, actions: [{ setField: { department: 'met' } }] });
    expect(read(id)['department']).toBe(isMet ? 'met' : null);
  });

  it.each([
    [{ criteria: [{ colour: 'red' }] }, '154'],
    [{ criteria: [{ field: 'shoeSize', is: 42 }] }, '180'],
    [{ criteria: [{ field: 'city', sounds: 'Oslo' }] }, '154'],
    [{ criteria: [{ list: 99 }] }, '55'],
    [{ criteria: 'all' }, '154'],
    [{ actions: [{ dance: true }] }, '154'],
    [{ actions: [{ assignTo: { user: 99 } }] }, '10'],
    [{ actions: [{ assignTo: { user: 1, group: 1 } }] }, '47'],
    [{ actions: [{ setField: { grade: 'A' } }] }, '180'],
    [{ repeat: { afterDays: 0 } }, '154'],
    [{ match: 'some' }, '154'],
    [{ colour: 'red' }, '180'],
  ])('refuse %j', (fields, code) => {
    const { people, by } = scene();
    expect(() => people.create('AutomationRule', fields, by)).toThrow(expect.objectContaining({ code }));
  });
});

describe('form handlers', () => {
  const form = (made: ReturnType<typeof scene>, fields: Record<string, unknown> = {}): string =>
    made.people.create('FormHandler', { name: 'demo', ...fields }, made.by);

  it('make a prospect of a visitor, with its page views, points and completion actions in order', () => {
    const made = scene();
    const { people, by, ann, read, tags } = made;
    const list = people.create('List', { name: 'News' }, by);
    const campaign = people.create('Campaign', { name: 'Spring' }, by);
    const id = form(made, {
      campaignId: Number(campaign),
      completionActions: [{ addToList: list }, { addTag: 'demo' }, { assignTo: { user: ann } }],
    });
    people.visit({ visitor: 'v1', page: '/' });
    people.visit({ visitor: 'v1', page: '/pricing' });
    const prospect = people.submit({ form: id, visitor: 'v1', fields: { email: 'jane@example.com', firstName: 'Jane', shoeSize: 42 } })!;
    expect(read(prospect)).toMatchObject({
      email: 'jane@example.com',
      firstName: 'Jane',
      score: 52,
      campaignId: Number(campaign),
      assignedToId: Number(ann),
      convertedFromObjectName: 'demo',
      convertedAt: '2026-03-02T09:00:00+00:00',
    });
    expect(people.list('ListMembership')).toMatchObject([{ listId: Number(list), prospectId: Number(prospect) }]);
    expect(tags(prospect)).toHaveLength(1);
    expect(people.list('VisitorActivity')).toMatchObject([
      { type: 20, prospectId: Number(prospect) },
      { type: 4, formHandlerId: Number(id) },
    ]);
  });

  it('show the error page for a bad address, which costs a known prospect five points', () => {
    const made = scene();
    const id = form(made);
    expect(made.people.submit({ form: id, visitor: 'v1', fields: { email: 'nonsense' } })).toBeNull();
    expect(made.people.list('Prospect')).toEqual([]);
    const known = made.people.submit({ form: id, visitor: 'v1', fields: { email: 'jane@example.com' } })!;
    expect(made.people.submit({ form: id, visitor: 'v1', fields: { email: '' } })).toBeNull();
    expect(made.read(known)['score']).toBe(45);
  });

  it('write to the latest active prospect with the address; blanks clear nothing', () => {
    const made = scene();
    const { people, prospect, read } = made;
    prospect({ email: 'a@example.com' });
    const active = prospect({ email: 'A@example.com', city: 'Oslo' });
    people.visit({ prospect: active, page: '/' });
    expect(people.submit({ form: form(made), visitor: 'v9', fields: { email: 'a@example.com', city: '', jobTitle: 'CTO' } })).toBe(active);
    expect(read(active)).toMatchObject({ city: 'Oslo', jobTitle: 'CTO' });
  });

  it('restore from the recycle bin where emails are unique', () => {
    const made = scene();
    const { people, by } = made;
    const bu = people.create('BusinessUnit', { name: 'unique', allowMultipleProspectsPerEmail: false }, by);
    const id = people.create('Prospect', { email: 'a@example.com', bu }, by);
    people.delete('Prospect', id, by);
    const form = people.create('FormHandler', { name: 'demo', bu }, by);
    expect(people.submit({ form, visitor: 'v1', fields: { email: 'a@example.com' } })).toBe(id);
    expect(people.stateOf('Prospect', id)).toBe('live');
  });

  it('adjust the score once for each prospect, everything else every time', () => {
    const made = scene();
    const id = form(made, { completionActions: [{ adjustScore: 7 }] });
    const prospect = made.people.submit({ form: id, visitor: 'v1', fields: { email: 'a@example.com' } })!;
    made.people.submit({ form: id, visitor: 'v1', fields: { email: 'a@example.com' } });
    expect(made.read(prospect)['score']).toBe(107);
  });
});

describe('scoring', () => {
  it('counts page views, and a visit when the browser comes back', async () => {
    const { people, prospect, read, advance } = scene();
    const id = prospect({ email: 'a@example.com' });
    people.visit({ prospect: id, page: '/' });
    people.visit({ prospect: id, page: '/pricing' });
    expect(read(id)['score']).toBe(2);
    await advance(30 * 60_000);
    people.visit({ prospect: id, page: '/' });
    expect(read(id)['score']).toBe(6);
  });

  it('scores everybody anew when a rule changes, and asks for a sync of all', async () => {
    const { people, state, prospect, read, advance } = scene();
    const id = prospect({ email: 'a@example.com', score: 100 });
    const other = prospect({ email: 'b@example.com' });
    people.visit({ prospect: id, page: '/' });
    await advance(60_000);
    people.settings('main').save({ 'scoring.pageView': 2 }, '1');
    expect(read(id)['score']).toBe(102);
    expect(state.tables.prospects.get(other)!.changedAt).toBe(state.now());
  });

  it('counts clicks, while opens are passive: no points, no last activity, no sync', async () => {
    const { people, by, state, prospect, read, advance } = scene();
    const id = prospect({ email: 'a@example.com' });
    const list = people.create('ListEmail', { name: 'News' }, by);
    const changedAt = state.tables.prospects.get(id)!.changedAt;
    await advance(60_000);
    people.email({ list, to: id, opened: 5 });
    expect(read(id)).toMatchObject({ score: 0, lastActivityAt: null });
    expect(state.tables.prospects.get(id)!.changedAt).toBe(changedAt);
    people.email({ list, to: id, clicked: 1 });
    expect(read(id)).toMatchObject({ score: 3, lastActivityAt: '2026-03-02T09:01:00+00:00' });
    expect(state.tables.prospects.get(id)!.changedAt).toBe(state.now());
  });

  it('mails nobody who opted out', () => {
    const { people, by, prospect } = scene();
    const id = prospect({ email: 'a@example.com', optedOut: true });
    const list = people.create('ListEmail', {}, by);
    expect(() => people.email({ list, to: id })).toThrow(expect.objectContaining({ code: '98' }));
  });
});
