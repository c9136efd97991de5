import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const BULK = '/api/v5/bulk-actions';
const OBJECTS = '/api/v5/objects';

describeOnEveryMount('Engagement: bulk actions', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const minutes = (count: number): Promise<void> => mounted().world.clock.advanceTo(mounted().world.clock.now() + count * 60_000);
  const start = (bulkAction: string, file: string) =>
    client.upload(BULK, { input: JSON.stringify({ object: 'Prospect', bulkAction }), file });
  const read = async (fields: string): Promise<unknown> => (await client.get(`${BULK}/1?fields=${fields}`)).json();

  it('deletes prospects by their ids, on the clock, and says which it could not', async () => {
    for (const email of ['a@example.com', 'b@example.com']) await client.prospect({ email });
    const made = await start('delete', 'id\n1\n9\nunicorn\n');
    expectStatus(made, 201);
    expect(made.json()).toEqual({ id: 1, status: 'Waiting' });
    expect(made.headers['location']).toBe(`${mounted().origin}${BULK}/1`);
    await minutes(2);
    expect(await read('status,object,bulkAction,origin,count,processedCount,percentComplete,errorCount,errorsRef,fileName')).toEqual({
      status: 'Complete',
      object: 'Prospect',
      bulkAction: 'Delete',
      origin: 'API',
      count: 3,
      processedCount: 3,
      percentComplete: 100,
      errorCount: 2,
      errorsRef: `${mounted().origin}${BULK}/1/errors`,
      fileName: 'rows.csv',
    });
    const errors = await client.get(`${BULK}/1/errors`);
    expect(errors.text).toBe('id,errorDescription\n9,Invalid prospect ID\nunicorn,Invalid prospect ID\n');
    expect((await client.get(`${OBJECTS}/prospects?fields=id`)).json().values).toEqual([{ id: 2 }]);
    expect((await client.get(`${OBJECTS}/prospects?fields=id&deleted=true`)).json().values).toEqual([{ id: 1 }]);
  });

  it('deletes for good what is in the recycle bin, with all that belongs to it', async () => {
    for (const email of ['a@example.com', 'b@example.com']) await client.prospect({ email });
    await client.post(`${OBJECTS}/lists`, { name: 'l' });
    await client.post(`${OBJECTS}/list-memberships`, { listId: 1, prospectId: 1 });
    await client.post(`${OBJECTS}/prospects/1/do/addTag`, { tagName: 'vip' });
    mounted().vendor.people.visit({ prospect: '1', page: '/' });
    await client.delete(`${OBJECTS}/prospects/1`);
    await start('permanentDelete', 'id\n1\n2\n');
    await minutes(2);
    expect(await read('status,errorCount')).toEqual({ status: 'Complete', errorCount: 1 });
    expect((await client.get(`${OBJECTS}/prospects?fields=id&deleted=all`)).json().values).toEqual([{ id: 2 }]);
    for (const collection of ['list-memberships', 'tagged-objects', 'visitor-activities']) {
      expect((await client.get(`${OBJECTS}/${collection}?fields=id&deleted=all`)).json().values, collection).toEqual([]);
    }
    expect((await client.get(`${OBJECTS}/visitors?fields=prospectId`)).json().values).toEqual([{ prospectId: null }]);
  });

  it('is paused, resumed and cancelled', async () => {
    await client.prospect({ email: 'a@example.com' });
    await start('delete', 'id\n1\n');
    expect((await client.patch(`${BULK}/1?fields=status`, { status: 'Paused' })).json()).toEqual({ status: 'Paused' });
    await minutes(5);
    expect(await read('status,processedCount,percentComplete')).toEqual({ status: 'Paused', processedCount: 0, percentComplete: 0 });
    expectStatus(await client.patch(`${BULK}/1`, { status: 'Waiting' }), 200);
    await minutes(5);
    expect(await read('status')).toEqual({ status: 'Complete' });
    expectRefusal(await client.patch(`${BULK}/1`, { status: 'Canceled' }), 400, 161);
  });

  it.each([
    ['no file', { input: '{"object":"Prospect","bulkAction":"delete"}' }, 162],
    ['no action', { input: '{"object":"Prospect"}', file: 'id\n1' }, 153],
    ['an action that it has not', { input: '{"object":"Prospect","bulkAction":"hug"}', file: 'id\n1' }, 154],
    ['another object', { input: '{"object":"List","bulkAction":"delete"}', file: 'id\n1' }, 192],
    ['another column', { input: '{"object":"Prospect","bulkAction":"delete"}', file: 'email\n1' }, 130],
    ['broken quotes', { input: '{"object":"Prospect","bulkAction":"delete"}', file: 'id\n"1' }, 159],
    ['input that is no JSON', { input: '{', file: 'id\n1' }, 150],
  ])('refuses %s', async (_title, parts, code) => {
    expectRefusal(await client.upload(BULK, parts as Record<string, string>), 400, code);
    expectRefusal(await client.post(BULK, {}), 400, 151);
  });
});

describeOnEveryMount('Engagement: external activities', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const ACTIVITIES = '/api/v5/external-activities';
  const SIGNUP = { extension: 'Events', type: 'Signup', email: 'a@example.com', value: 'Fair 2026' };
  const setUp = async (): Promise<number> => {
    mounted().vendor.people.create('ExternalActivityType', { extension: 'Events', type: 'Signup' }, '1');
    mounted().vendor.people.create('ExternalActivityType', { extension: 'Old', type: 'Signup', isActive: false }, '1');
    return client.prospect({ email: 'a@example.com' });
  };

  it('records what a prospect did elsewhere', async () => {
    const prospectId = await setUp();
    const made = await client.post(`${ACTIVITIES}?fields=id,prospectId`, { ...SIGNUP, activityDate: '2026-01-02T03:04:05+01:00' });
    expectStatus(made, 201);
    expect(made.json()).toEqual({ id: 1, prospectId });
    expect((await client.get(`${ACTIVITIES}?fields=extension,type,value,activityDate,prospect.email`)).json().values).toEqual([
      {
        extension: 'Events',
        type: 'Signup',
        value: 'Fair 2026',
        activityDate: '2026-01-02T02:04:05+00:00',
        prospect: { email: 'a@example.com' },
      },
    ]);
    expect((await client.get(`${OBJECTS}/prospects/${prospectId}?fields=lastActivityAt`)).json().lastActivityAt).not.toBeNull();
    expectRefusal(await client.delete(`${ACTIVITIES}/1`), 405, 60);
  });

  it.each([
    ['an extension that is not there', { extension: 'Unicorns' }, 154],
    ['an extension that is not active', { extension: 'Old' }, 154],
    ['a type that the extension has not', { type: 'Unicorn' }, 154],
    ['an address that nobody has', { email: 'x@example.com' }, 4],
    ['no value', { value: '' }, 153],
    ['a date that is none', { activityDate: 'yesterday' }, 57],
    ['fields that it has not', { unicorn: 1 }, 180],
  ])('refuses %s', async (_title, change, code) => {
    await setUp();
    expectRefusal(await client.post(ACTIVITIES, { ...SIGNUP, ...change }), 400, code);
  });
});

describeOnEveryMount('Engagement: lifecycle', createWithOrg, (mounted) => {
  const client = clientOf(mounted);

  it('moves prospects to the last stage whose criteria they meet, step by step, and notes the time', async () => {
    const { people } = mounted().vendor;
    const { clock } = mounted().world;
    people.create('LifecycleStage', { name: 'Known', criteria: [{ field: 'score', atLeast: '0' }] }, '1');
    people.create('LifecycleStage', { name: 'Warm', criteria: [{ field: 'score', atLeast: '50' }], isLocked: true }, '1');
    const id = await client.prospect({ email: 'a@example.com' });
    await clock.advanceTo(clock.now() + 60_000);
    for (const score of [60, 10]) await client.patch(`${OBJECTS}/prospects/${id}`, { score });
    const steps = await client.get(
      `${OBJECTS}/lifecycle-histories?fields=previousStage.name,nextStage.name,secondsElapsed&prospectId=${id}`,
    );
    expect(steps.json().values).toEqual([
      { previousStage: null, nextStage: { name: 'Known' }, secondsElapsed: 0 },
      { previousStage: { name: 'Known' }, nextStage: { name: 'Warm' }, secondsElapsed: 60 },
    ]);
    expect((await client.get(`${OBJECTS}/prospects/${id}?fields=lifecycleStageId,lifecycleStage.name`)).json()).toEqual({
      lifecycleStageId: 2,
      lifecycleStage: { name: 'Warm' },
    });
    expect(
      (await client.get(`${OBJECTS}/lifecycle-stages?fields=name,position,isLocked,matchType&orderBy=position`)).json().values,
    ).toEqual([
      { name: 'Known', position: 1, isLocked: false, matchType: 'all' },
      { name: 'Warm', position: 2, isLocked: true, matchType: 'all' },
    ]);
    expectRefusal(await client.post(`${OBJECTS}/lifecycle-stages`, { name: 'x' }), 405, 60);
  });

  it('says which company a visitor belongs to', async () => {
    mounted().vendor.people.visit({ visitor: 'browser', page: '/' });
    const address = `${OBJECTS}/visitors/1/do/identifyCompany`;
    expectStatus(await client.post(address, { name: 'Acme', city: 'Oslo' }), 204);
    expect((await client.get(`${OBJECTS}/visitors/1?fields=identifiedCompany.name,identifiedCompany.city`)).json()).toEqual({
      identifiedCompany: { name: 'Acme', city: 'Oslo' },
    });
    expectRefusal(await client.post(address, { city: 'Oslo' }), 400, 153);
    expectRefusal(await client.post(`${OBJECTS}/visitors/9/do/identifyCompany`, { name: 'Acme' }), 404, 109);
  });
});
