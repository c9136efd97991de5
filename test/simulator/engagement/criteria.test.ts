import { describe, expect, it } from 'vitest';
import { setting, WEST_QUEUE } from './setting.js';

const DAY = 86_400_000;

/** A prospect with a value of every kind; whether criteria are met shows in a preview. */
async function scene() {
  const made = setting();
  const { people, by, world, state } = made;
  const make = (type: string, fields: Record<string, unknown>): string => people.create(type, fields, by);
  make('CustomField', { name: 'Colours', type: 'multi-select', isRecordMultipleResponses: true });
  const ids = {
    ann: make('User', { email: 'ann@example.com' }),
    campaign: make('Campaign', { name: 'Spring' }),
    news: make('List', { name: 'News' }),
    file: make('File', { name: 'Brochure' }),
    redirect: make('CustomRedirect', { name: 'Away', destinationUrl: 'https://example.com/' }),
    handler: make('FormHandler', { name: 'Demo' }),
    email: make('ListEmail', { name: 'March' }),
  };
  const jane = make('Prospect', {
    email: 'jane@example.com',
    jobTitle: 'Chief Buyer',
    score: 40,
    campaignId: Number(ids.campaign),
    Colours__c: ['Red', 'Blue'],
    optedOut: true,
    profileCriteria: { Industry: 'match' },
  });
  people.create('ListMembership', { listId: Number(ids.news), prospectId: Number(jane) }, by);
  people.create('Prospect', { email: 'bob@example.com' }, by);
  people.assign(jane, { user: ids.ann }, by);
  people.submit({ form: ids.handler, fields: {}, prospect: jane });
  await world.clock.advanceTo(world.clock.now() + 3 * DAY);
  const isMet = (criteria: readonly unknown[], match: 'all' | 'any' = 'all'): boolean => {
    const rule = people.create('AutomationRule', { criteria, match }, by);
    return people.preview(rule).includes(jane);
  };
  return { ...made, ids, jane, isMet, state };
}

type Scene = Awaited<ReturnType<typeof scene>>;

const CASES: readonly (readonly [
  what: string,
  criteria: (ids: Scene['ids']) => readonly unknown[],
  met: boolean,
  match?: 'all' | 'any',
])[] = [
  ['a text that is another', () => [{ field: 'jobTitle', is: 'chief buyer' }], true],
  ['a text that is one of several', () => [{ field: 'jobTitle', is: 'CTO; "Chief Buyer"' }], true],
  ['a text that is none of several', () => [{ field: 'jobTitle', isNot: 'CTO; CEO' }], true],
  ['a text that is not, but is one of several', () => [{ field: 'jobTitle', isNot: 'CTO; Chief Buyer' }], false],
  ['a part of a text', () => [{ field: 'jobTitle', contains: 'buy; sell' }], true],
  ['no part of a text', () => [{ field: 'jobTitle', doesNotContain: 'sell; trade' }], true],
  ['no part of a text, which has one', () => [{ field: 'jobTitle', doesNotContain: 'sell; buy' }], false],
  ['the beginning of a text', () => [{ field: 'jobTitle', beginsWith: 'chief' }], true],
  ['the beginning of a text, from its middle', () => [{ field: 'jobTitle', beginsWith: 'buyer' }], false],
  ['an empty field', () => [{ field: 'fax', isEmpty: true }], true],
  ['a field that is not empty', () => [{ field: 'jobTitle', isEmpty: false }], true],
  ['one of several values', () => [{ field: 'Colours__c', is: 'blue' }], true],
  ['none of several values', () => [{ field: 'Colours__c', isNot: 'green' }], true],
  ['a score at least', () => [{ field: 'score', atLeast: 90 }], true],
  ['a score greater than itself', () => [{ field: 'score', greaterThan: 90 }], false],
  ['a score less than', () => [{ field: 'score', lessThan: 91 }], true],
  ['a grade on its scale', () => [{ field: 'grade', greaterThan: 'D+' }], true],
  ['a grade beyond', () => [{ field: 'grade', atLeast: 'B' }], false],
  ['opted out', () => [{ field: 'optedOut', is: true }], true],
  ['made within a week', () => [{ field: 'createdAt', withinDays: 7 }], true],
  ['made within two days', () => [{ field: 'createdAt', withinDays: 2 }], false],
  ['not active for two days', () => [{ field: 'lastActivityAt', notWithinDays: 2 }], true],
  ['assigned', () => [{ assigned: true }], true],
  ['assigned to a user', ({ ann }) => [{ assignedTo: { user: ann } }], true],
  ['assigned to a queue', () => [{ assignedTo: { queue: WEST_QUEUE } }], false],
  ['in a campaign', ({ campaign }) => [{ campaign }], true],
  ['on a list', ({ news }) => [{ list: news }], true],
  ['not on a list', ({ news }) => [{ not: { list: news } }], false],
  ['form handler done', ({ handler }) => [{ completed: { FormHandler: handler } }], true],
  ['file not opened', ({ file }) => [{ not: { completed: { File: file } } }], true],
  ['redirect followed', ({ redirect }) => [{ completed: { CustomRedirect: redirect } }], false],
  ['email clicked', ({ email }) => [{ completed: { ListEmail: email } }], false],
  ['no opportunity', () => [{ not: { opportunity: 'any' } }], true],
  ['not in Salesforce', () => [{ crm: 'none' }], true],
  ['no account of a name', () => [{ account: 'name', is: 'Acme' }], false],
  ['not in a Salesforce campaign', () => [{ salesforceCampaign: 'Expo' }], false],
  ['all of two', () => [{ assigned: true }, { field: 'fax', isEmpty: false }], false],
  ['any of two', () => [{ assigned: true }, { field: 'fax', isEmpty: false }], true, 'any'],
  ['any of none', () => [], false, 'any'],
  ['groups in groups', () => [{ any: [{ all: [{ assigned: true }, { field: 'score', atLeast: 90 }] }, { tag: 'no' }] }], true],
  ['not a group', () => [{ not: { any: [{ tag: 'no' }, { field: 'score', lessThan: 0 }] } }], true],
];

describe('criteria', () => {
  it.each(CASES.map(([what, criteria, met, match]) => ({ what, criteria, met, match })))('know $what', async ({ criteria, met, match }) => {
    const { ids, isMet } = await scene();
    expect(isMet(criteria(ids), match)).toBe(met);
  });

  it.each([
    ['a field of nobody', { field: 'shoeSize', is: 42 }, '180'],
    ['a field of no account', { account: 'shoeSize', is: 42 }, '180'],
    ['an operator that is none', { field: 'city', sounds: 'nice' }, '154'],
    ['days that are none', { field: 'createdAt', withinDays: 'soon' }, '56'],
    ['a line that is too long', { field: 'city', is: 'x'.repeat(256) }, '154'],
    ['an asset that is not there', { completed: { File: 99 } }, '109'],
    ['a kind that is none', { completed: { Unicorn: 1 } }, '154'],
    ['two assets at once', { completed: { File: 1, Form: 1 } }, '154'],
    ['a campaign that is not there', { campaign: 99 }, '38'],
    ['an opportunity in no status', { opportunity: 'maybe' }, '154'],
    ['assigned to a rule', { assignedTo: { assignmentRule: 'active' } }, '154'],
    ['not of nothing', { not: null }, '154'],
  ])('refuse %s', async (_what, criterion, code) => {
    const { people, by } = setting();
    expect(() => people.create('AutomationRule', { criteria: [criterion] }, by)).toThrow(expect.objectContaining({ code }));
  });

  it('refuse nesting without end', () => {
    const { people, by } = setting();
    let criterion: unknown = { assigned: true };
    for (let depth = 0; depth < 200; depth += 1) criterion = { not: criterion };
    expect(() => people.create('AutomationRule', { criteria: [criterion] }, by)).toThrow(expect.objectContaining({ code: '154' }));
  });
});
