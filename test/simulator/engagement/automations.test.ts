import { describe, expect, it } from 'vitest';
import { setting } from './setting.js';

const DAY = 86_400_000;

const scene = () => {
  const made = setting();
  const { people, by, world, state } = made;
  const make = (type: string, fields: Record<string, unknown>): string => people.create(type, fields, by);
  const read = (id: string) => people.read('Prospect', id)!;
  const members = (list: string): number[] =>
    state.tables.memberships.find('list', list).flatMap(({ isDeleted, prospectId }) => (isDeleted ? [] : [prospectId]));
  const advance = (ms: number): Promise<void> => world.clock.advanceTo(world.clock.now() + ms);
  const tags = (id: string): unknown[] => state.tables.taggedObjects.find('object', `prospect:${id}`).map(({ tagId }) => tagId);
  return { ...made, make, read, members, advance, tags };
};

describe('a dynamic list', () => {
  it('takes in whoever meets its criteria, from the start and later, and lets go who does not', () => {
    const { people, by, make, members } = scene();
    const [cto, ceo] = [make('Prospect', { jobTitle: 'CTO' }), make('Prospect', { jobTitle: 'CEO' })];
    const list = make('List', { criteria: [{ field: 'jobTitle', is: 'CTO' }] });
    expect(people.read('List', list)).toMatchObject({ isDynamic: true, match: 'all' });
    expect(members(list)).toEqual([Number(cto)]);
    people.update('Prospect', ceo, { jobTitle: 'CTO' }, by);
    people.update('Prospect', cto, { jobTitle: 'CEO' }, by);
    expect(members(list)).toEqual([Number(ceo)]);
    people.update('List', list, { criteria: [{ field: 'jobTitle', is: 'CEO' }] }, by);
    expect(members(list)).toEqual([Number(cto)]);
  });

  it('is followed by rules that look for its members', () => {
    const { make, people, by, tags } = scene();
    const list = make('List', { criteria: [{ field: 'score', atLeast: 100 }] });
    make('AutomationRule', { paused: false, criteria: [{ list }], actions: [{ addTag: 'hot' }] });
    const jane = make('Prospect', {});
    expect(tags(jane)).toEqual([]);
    people.update('Prospect', jane, { score: 100 }, by);
    expect(tags(jane)).toEqual([1]);
  });

  it('lets go who falls out as time passes', async () => {
    const { make, members, advance } = scene();
    const list = make('List', { criteria: [{ field: 'createdAt', withinDays: 2 }] });
    const jane = make('Prospect', {});
    expect(members(list)).toEqual([Number(jane)]);
    await advance(DAY);
    expect(members(list)).toEqual([Number(jane)]);
    await advance(DAY + 120_000);
    expect(members(list)).toEqual([]);
  });

  it('has no members by hand, and does not look at itself', () => {
    const { make, people, by } = scene();
    const list = make('List', { isDynamic: true });
    const jane = make('Prospect', {});
    expect(() => make('ListMembership', { listId: Number(list), prospectId: Number(jane) })).toThrow(
      expect.objectContaining({ code: '51' }),
    );
    expect(() => people.update('List', list, { criteria: [{ not: { list } }] }, by)).toThrow(expect.objectContaining({ code: '154' }));
    expect(() => make('List', { isDynamic: false, criteria: [{ assigned: true }] })).toThrow(expect.objectContaining({ code: '154' }));
  });

  it('comes to rest with another that looks at it', () => {
    const { make, people, by, members } = scene();
    const first = make('List', { isDynamic: true });
    const second = make('List', { criteria: [{ list: first }] });
    people.update('List', first, { criteria: [{ field: 'city', is: 'Oslo' }, { not: { list: second } }] }, by);
    const jane = make('Prospect', { city: 'Oslo' });
    expect([members(first), members(second)].flat().every((id) => id === Number(jane))).toBe(true);
  });
});

describe('a segmentation rule', () => {
  it('looks at everybody once, when it is made', () => {
    const { make, people, by, tags } = scene();
    const [cto, ceo] = [make('Prospect', { jobTitle: 'CTO' }), make('Prospect', { jobTitle: 'CEO' })];
    const rule = make('SegmentationRule', { criteria: [{ field: 'jobTitle', is: 'CTO' }], actions: [{ addTag: 'tech' }] });
    expect(people.read('SegmentationRule', rule)).toMatchObject({ matchedCount: 1 });
    people.update('Prospect', ceo, { jobTitle: 'CTO' }, by);
    expect([tags(cto), tags(ceo)]).toEqual([[1], []]);
  });
});

describe('a page action', () => {
  it('runs for prospects who look at its pages, every time, its points aside once', () => {
    const { make, people, read, tags } = scene();
    make('PageAction', {
      url: 'https://www.example.com/pricing*',
      points: 10,
      isPriority: true,
      completionActions: [{ addTag: 'priced' }],
    });
    const jane = make('Prospect', {});
    people.visit({ prospect: jane, page: 'http://www.example.com/about' });
    expect([read(jane)['score'], tags(jane)]).toEqual([1, []]);
    people.visit({ prospect: jane, page: 'https://WWW.example.com/pricing?plan=1' });
    people.visit({ prospect: jane, page: 'https://www.example.com/pricing' });
    expect([read(jane)['score'], tags(jane)]).toEqual([23, [1]]);
    const views = people.list('VisitorActivity').filter(({ type }) => type === 2);
    expect(views).toMatchObject([
      { typeName: 'Page View', visitorPageViewId: 2, prospectId: Number(jane) },
      { typeName: 'Page View', visitorPageViewId: 3 },
    ]);
  });

  it('passes over anonymous visitors', () => {
    const { make, people } = scene();
    make('PageAction', { url: '*', completionActions: [{ addTag: 'seen' }] });
    people.visit({ visitor: 'somebody', page: 'https://www.example.com/' });
    expect(people.list('TaggedObject')).toEqual([]);
  });

  it.each([
    ['https://a.co/x', 'https://a.co/x/y', false],
    ['https://a.co/*/buy', 'https://a.co/shop/buy', true],
    ['https://a.co/*/buy', 'https://a.co/shop/buy/now', false],
    ['*buy*', 'http://b.co/buying', true],
  ])('with the address %s is met by %s: %s', (url, page, isMet) => {
    const { make, people, tags } = scene();
    make('PageAction', { url, completionActions: [{ addTag: 'met' }] });
    const jane = make('Prospect', {});
    people.visit({ prospect: jane, page });
    expect(tags(jane).length === 1).toBe(isMet);
  });
});

describe('actions', () => {
  it('set scores, marks, flags and profiles, in their order', () => {
    const { make, people, by, read } = scene();
    const profile = make('Profile', { name: 'Partner', criteria: { Size: 3, Region: 1 } });
    const actions = [
      { setScore: 70 },
      { adjustScore: 5 },
      { setProfile: profile },
      { markProfile: { Size: 'match' } },
      { markReviewed: true },
      { doNotEmail: true },
      { optOut: true },
      { star: true },
    ];
    make('AutomationRule', { paused: false, criteria: [{ field: 'city', is: 'Oslo' }], actions });
    const jane = make('Prospect', { score: 20 });
    people.update('Prospect', jane, { city: 'Oslo' }, by);
    expect(read(jane)).toMatchObject({
      ...{ score: 75, profileId: Number(profile), grade: 'C', isReviewed: true, isDoNotEmail: true, optedOut: true, isStarred: true },
    });
  });

  it('answer a form with an email, once', () => {
    const { make, people } = scene();
    const template = make('EmailTemplate', { subject: 'Thanks', textMessage: '%%unsubscribe%%', isAutoResponderEmail: true });
    const form = make('FormHandler', { completionActions: [{ sendEmail: template }] });
    for (let count = 0; count < 2; count += 1) people.submit({ form, fields: { email: 'jane@example.com' }, visitor: 'v' });
    expect(people.list('Email')).toMatchObject([{ subject: 'Thanks', type: 'autoresponder', emailTemplateId: Number(template) }]);
    const other = make('EmailTemplate', { subject: 'No', textMessage: '%%unsubscribe%%' });
    expect(() => make('FormHandler', { completionActions: [{ sendEmail: other }] })).toThrow(expect.objectContaining({ code: '86' }));
    expect(() => make('FormHandler', { completionActions: [{ sendEmail: 99 }] })).toThrow(expect.objectContaining({ code: '68' }));
  });

  it.each([
    [{ markProfile: { Shoes: 'match' } }, '154'],
    [{ markProfile: { Industry: 'maybe' } }, '18'],
    [{ setProfile: 99 }, '39'],
    [{ setScore: 'high' }, '56'],
    [{ markReviewed: false }, '154'],
  ])('refuse %j', (action, code) => {
    const { make } = scene();
    expect(() => make('AutomationRule', { actions: [action] })).toThrow(expect.objectContaining({ code }));
  });
});

describe('profiles', () => {
  it('grade by their own criteria, and keep what was judged under another', () => {
    const { make, people, by, read } = scene();
    const partner = make('Profile', { name: 'Partner', criteria: { Industry: 1, Size: 3 } });
    const jane = make('Prospect', { profileCriteria: { Industry: 'match' } });
    expect(read(jane)).toMatchObject({ profileId: 1, grade: 'C-' });
    people.update('Prospect', jane, { profileId: Number(partner) }, by);
    expect(read(jane)['grade']).toBe('D+');
    people.update('Prospect', jane, { profileCriteria: { Size: 'nomatch' } }, by);
    expect(read(jane)['grade']).toBe('F');
    people.update('Profile', partner, { criteria: { Size: 1 } }, by);
    expect(read(jane)['grade']).toBe('D-');
    people.update('Prospect', jane, { profileId: null }, by);
    expect(read(jane)).toMatchObject({ profileId: 1, grade: 'C-' });
  });

  it('keep the default, and refuse what is no third of a letter', () => {
    const { make, people, by } = scene();
    expect(() => people.delete('Profile', '1', by)).toThrow(expect.objectContaining({ code: '108' }));
    expect(() => make('Profile', { criteria: { Size: 4 } })).toThrow(expect.objectContaining({ code: '154' }));
    expect(() => make('Profile', { criteria: [] })).toThrow(expect.objectContaining({ code: '154' }));
  });
});

describe('a preview of a rule', () => {
  it('names who meets its criteria, and does nothing', () => {
    const { make, people, tags } = scene();
    const [cto] = [make('Prospect', { jobTitle: 'CTO' }), make('Prospect', {})];
    const rule = make('AutomationRule', { criteria: [{ field: 'jobTitle', is: 'CTO' }], actions: [{ addTag: 'x' }] });
    expect(people.preview(rule)).toEqual([cto]);
    expect(tags(cto)).toEqual([]);
  });
});
