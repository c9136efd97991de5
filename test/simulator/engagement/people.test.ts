import { describe, expect, it } from 'vitest';
import { MAIN_UNIT, openUniqueUnit, type Setting, setting } from './setting.js';

const LEAD = '00Q000000000001EAA';
const OTHER_LEAD = '00Q000000000002EAA';

describe('the stage', () => {
  it('has one unit with one campaign and its administrator, and nothing else', () => {
    const { people, world } = setting();
    expect(people.units()).toEqual([MAIN_UNIT]);
    expect(people.unit('main')).toBe(MAIN_UNIT);
    expect(people.list('User')).toHaveLength(1);
    expect(people.list('Campaign')).toHaveLength(1);
    expect(people.list('Prospect')).toEqual([]);
    expect(world.clock.timers()).toEqual([]);
  });

  it('adds a unit with its own records and a paused connector', () => {
    const made = setting();
    const { people, by } = made;
    const emea = people.create('BusinessUnit', { name: 'EMEA' }, by);
    expect(emea).toBe('0Uv000000000002CAA');
    expect([people.settings(MAIN_UNIT).get('paused'), people.settings(emea).get('paused')]).toEqual([false, true]);
    const id = people.create('Prospect', { email: 'a@example.com', bu: 'emea' }, by);
    expect(people.read('Prospect', id)).toMatchObject({ bu: emea, campaignId: 2 });
  });

  it('is filled by the seed, the same every time', () => {
    const emails = (): unknown[] => {
      const { people, seed } = setting();
      seed('small');
      return people.list('Prospect').map(({ email }) => email);
    };
    expect(emails().length).toBeGreaterThan(5);
    expect(emails()).toEqual(emails());
  });
});

describe('records by hand', () => {
  it('draws what the vendor demands and the scenario leaves out', () => {
    const { people, by } = setting();
    const id = people.create('Prospect', { firstName: 'Jane' }, by);
    expect(people.read('Prospect', id)!['email']).toMatch(/@example\.com$/);
    expect(() => people.create('Prospect', { email: null }, by)).toThrow(expect.objectContaining({ code: '153' }));
  });

  it('goes to the recycle bin and back', () => {
    const { people, by } = setting();
    const id = people.create('Prospect', { email: 'a@example.com' }, by);
    people.delete('Prospect', id, by);
    expect([people.stateOf('Prospect', id), people.list('Prospect').length]).toEqual(['deleted', 0]);
    expect(() => people.update('Prospect', id, { city: 'Oslo' }, by)).toThrow();
    people.undelete('Prospect', id, by);
    expect(people.stateOf('Prospect', id)).toBe('live');
    expect(people.stateOf('Prospect', '99')).toBe('gone');
  });

  it('restores by entering the address again where emails are unique', () => {
    const made = setting();
    const bu = openUniqueUnit(made);
    const id = made.people.create('Prospect', { email: 'a@example.com', bu }, made.by);
    made.people.delete('Prospect', id, made.by);
    expect(made.people.create('Prospect', { email: 'A@example.com', city: 'Oslo', bu }, made.by)).toBe(id);
  });

  it('says when the values with an age of their own changed', async () => {
    const { people, by, state, world } = setting();
    const id = people.create('Prospect', { email: 'a@example.com' }, by);
    await world.clock.advanceTo(world.clock.now() + 60_000);
    people.update('Prospect', id, { optedOut: true }, by);
    expect(state.tables.prospects.get(id)).toMatchObject({ optedOutChangedAt: state.now(), emailChangedAt: null });
  });

  it('leaves no trace of a save that changes nothing', () => {
    const { people, by, world } = setting();
    const id = people.create('Prospect', { email: 'a@example.com', city: 'Oslo' }, by);
    const mark = world.changes.next;
    people.update('Prospect', id, { city: 'Oslo' }, by);
    expect(world.changes.next).toBe(mark);
  });

  it('knows every type that scenarios name', () => {
    const names = setting()
      .people.types()
      .map(({ name }) => name);
    const wanted = ['Prospect', 'User', 'Group', 'BusinessUnit', 'Campaign', 'List', 'ListMembership', 'Tag', 'CustomField'];
    expect(names).toEqual(expect.arrayContaining([...wanted, 'AutomationRule', 'FormHandler', 'ListEmail', 'File', 'CustomRedirect']));
  });

  it('switches CRM syncing of a prospect off and on', () => {
    const { people, by } = setting();
    const id = people.create('Prospect', { email: 'a@example.com', salesforceId: LEAD }, by);
    people.crmSync({ prospect: id, enabled: false }, by);
    expect(people.read('Prospect', id)!['salesforceId']).toBe('[[crm_ignore_prospect]]');
    expect(() => people.syncNow(id, by)).toThrow();
    people.crmSync({ prospect: id, enabled: true }, by);
    expect(people.read('Prospect', id)!['salesforceId']).toBe(LEAD);
  });

  it('comes back with everything after a snapshot is restored', () => {
    const { people, by, world } = setting();
    const id = people.create('Prospect', { email: 'a@example.com', city: 'Oslo' }, by);
    const snapshot = world.snapshot();
    people.update('Prospect', id, { city: 'Paris' }, by);
    people.create('Prospect', { email: 'b@example.com' }, by);
    world.restore(snapshot);
    expect(people.list('Prospect')).toMatchObject([{ city: 'Oslo' }]);
    expect(people.create('Prospect', { email: 'c@example.com' }, by)).toBe('2');
  });
});

describe('the import wizard', () => {
  type Options = { readonly unit?: string; readonly match?: string; readonly restoreDeleted?: boolean };
  const run = ({ people, by }: Setting, rows: readonly Record<string, string>[], { match = 'email', ...options }: Options = {}) =>
    people.import({ into: 'Prospect', match, rows, columns: [...new Set(rows.flatMap(Object.keys))], ...options }, by);
  const jane = { email: 'JJenson@Gmail.com ', firstName: 'Janet' };

  it.each([
    ['shared emails, match on', true, true, 'skip', { created: 0, matched: 1, updated: 0 }, 1, 'Jane'],
    ['shared emails, match on, vendor’s outcome', true, true, 'update', { created: 0, matched: 0, updated: 1 }, 1, 'Janet'],
    ['shared emails, match off', true, false, 'skip', { created: 1, matched: 0, updated: 0 }, 2, 'Jane'],
    ['unique emails, match on', false, true, 'skip', { created: 0, matched: 1, updated: 0 }, 1, 'Jane'],
    ['unique emails, match off', false, false, 'skip', { created: 0, matched: 1, updated: 0 }, 1, 'Jane'],
  ] as const)('Jane is known (%s)', (_title, isShared, isMatching, importMatchOutcome, counts, prospects, firstName) => {
    const made = setting();
    const unit = isShared ? MAIN_UNIT : openUniqueUnit(made);
    made.people.settings(unit).save({ matchByEmailWhenNoCrmId: isMatching, importMatchOutcome }, made.by);
    const known = made.people.create('Prospect', { email: 'jjenson@gmail.com', firstName: 'Jane', bu: unit }, made.by);
    const outcome = run(made, [jane], { unit });
    expect(outcome).toMatchObject({ ...counts, errors: 0 });
    expect(made.people.list('Prospect')).toHaveLength(prospects);
    expect(made.people.read('Prospect', known)).toMatchObject({ firstName, email: 'jjenson@gmail.com' });
  });

  it('does not take jjensen for jjenson', () => {
    const made = setting();
    made.people.create('Prospect', { email: 'jjenson@gmail.com' }, made.by);
    expect(run(made, [{ email: 'jjensen@gmail.com' }])).toMatchObject({ created: 1, matched: 0 });
  });

  it.each([
    ['known CRM id', LEAD, 'other@example.com', true, 'updated', 1],
    ['unknown CRM id, known address', OTHER_LEAD, 'free@example.com', true, 'updated', 2],
    ['unknown CRM id, known address, match off', OTHER_LEAD, 'free@example.com', false, 'created', 3],
    ['unknown CRM id, unknown address', OTHER_LEAD, 'new@example.com', true, 'created', 3],
  ] as const)('matches by CRM id: %s', (_title, salesforceId, email, isMatching, outcome, id) => {
    const made = setting();
    made.people.settings(MAIN_UNIT).save({ matchByEmailWhenNoCrmId: isMatching }, made.by);
    made.people.create('Prospect', { email: 'linked@example.com', salesforceId: LEAD }, made.by);
    made.people.create('Prospect', { email: 'free@example.com' }, made.by);
    const result = run(made, [{ salesforceId, email }], { match: 'salesforceId' });
    expect(result).toMatchObject({ [outcome]: 1, errors: 0, ids: [String(id)] });
    expect(made.people.read('Prospect', String(id))).toMatchObject({ salesforceId });
  });

  it.each([
    ['no address', { email: '', firstName: 'Jane' }, 'row 1: Invalid Email'],
    ['a bad address', { email: 'jane' }, 'row 1: Invalid Email'],
    ['a role address', { email: 'abuse@example.com' }, 'row 1: Email Not Allowed'],
    ['a bad value', { email: 'a@example.com', score: 'many' }, 'row 1: Field Validation Failure'],
  ])('reports a row with %s', (_title, row, message) => {
    const made = setting();
    const outcome = run(made, [row]);
    expect(outcome).toMatchObject({ created: 0, errors: 1, ids: [null] });
    expect(outcome.messages[0]).toContain(message);
    expect(made.people.list('Prospect')).toEqual([]);
  });

  it.each([true, false])('meets the recycle bin (match by email %s)', (isMatching) => {
    const made = setting();
    made.people.settings(MAIN_UNIT).save({ matchByEmailWhenNoCrmId: isMatching }, made.by);
    const id = made.people.create('Prospect', { email: 'a@example.com' }, made.by);
    made.people.delete('Prospect', id, made.by);
    const refused = run(made, [{ email: 'a@example.com' }]);
    expect(refused).toMatchObject({ created: 0, errors: 1 });
    expect(refused.messages[0]).toContain('Archived Prospects');
    expect(run(made, [{ email: 'a@example.com' }], { restoreDeleted: true })).toMatchObject({ updated: 1, errors: 0, ids: [id] });
  });

  it('assigns with the column userId', () => {
    const made = setting();
    const ann = made.people.create('User', {}, made.by);
    run(made, [{ email: 'a@example.com', userId: ann }]);
    expect(made.people.list('Prospect')).toMatchObject([{ assignedToId: Number(ann) }]);
  });

  it('refuses files whose columns make no sense', () => {
    const made = setting();
    expect(() => run(made, [{ email: 'a@example.com', shoeSize: '42' }])).toThrow(expect.objectContaining({ code: '130' }));
    expect(() => run(made, [{ email: 'a@example.com' }], { match: 'salesforceId' })).toThrow('Please select at least one CRM ID field');
    expect(() => run(made, [{ email: 'a@example.com' }], { match: 'phone' })).toThrow(expect.objectContaining({ code: '130' }));
  });
});
