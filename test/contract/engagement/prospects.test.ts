import { describe, expect, it } from 'vitest';
import { createWithOrg, HEADERS_OF_UNIQUE_UNIT, openUniqueUnit } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus, HEADERS } from './client.js';

const PROSPECTS = '/api/v5/objects/prospects';

describeOnEveryMount('Engagement: prospects', createWithOrg, (mounted) => {
  const client = clientOf(mounted);

  it('creates with at least the id and a location, and reads what was asked for', async () => {
    const created = await client.post(`${PROSPECTS}?fields=id,email,score,createdAt`, { email: 'jane@example.com', jobTitle: 'CTO' });
    expectStatus(created, 201);
    expect(created.json()).toEqual({ id: 1, email: 'jane@example.com', score: 0, createdAt: '2026-03-02T09:00:00+00:00' });
    expect(created.headers['location']).toBe(`${mounted().origin}${PROSPECTS}/1`);
    const read = await client.get(`${PROSPECTS}/1?fields=email,jobTitle,lastName,grade,campaign.name,assignedTo.email`);
    expect(read.json()).toEqual({
      email: 'jane@example.com',
      jobTitle: 'CTO',
      lastName: null,
      grade: null,
      campaign: { name: 'Website Tracking' },
      assignedTo: null,
    });
  });

  it('updates with 204, or 200 when fields are asked for; null clears, what is left out stays', async () => {
    const id = await client.prospect({ email: 'jane@example.com', jobTitle: 'CTO', city: 'Oslo' });
    await mounted().world.clock.advanceTo(mounted().world.clock.now() + 60_000);
    expectStatus(await client.patch(`${PROSPECTS}/${id}`, { jobTitle: 'CEO' }), 204);
    const reply = await client.patch(`${PROSPECTS}/${id}?fields=jobTitle,city,updatedAt`, { jobTitle: null });
    expect(reply.json()).toEqual({ jobTitle: null, city: 'Oslo', updatedAt: '2026-03-02T09:01:00+00:00' });
  });

  it('deletes into the recycle bin and takes back by email', async () => {
    const id = await client.prospect({ email: 'jane@example.com' });
    expectStatus(await client.delete(`${PROSPECTS}/${id}`), 204);
    expectRefusal(await client.get(`${PROSPECTS}/${id}?fields=id`), 404, 109);
    expectRefusal(await client.patch(`${PROSPECTS}/${id}`, { jobTitle: 'CTO' }), 400, 219);
    expectRefusal(await client.delete(`${PROSPECTS}/${id}`), 404, 109);
    expect((await client.get(`${PROSPECTS}?fields=id&deleted=true`)).json().values).toEqual([{ id }]);
    expect((await client.get(`${PROSPECTS}?fields=id`)).json().values).toEqual([]);
    const undeleted = await client.post(`${PROSPECTS}/do/undelete`, { matchEmail: 'JANE@example.com', fields: ['id', 'isDeleted'] });
    expect(undeleted.json()).toEqual({ id, isDeleted: false });
  });

  it.each([
    ['an unknown field', { email: 'a@b.co', shoeSize: 42 }, 180],
    ['a read-only field', { email: 'a@b.co', grade: 'A' }, 180],
    ['a field named like JavaScript itself', { email: 'a@b.co', constructor: 'x' }, 180],
    ['no email', { firstName: 'Jane' }, 153],
    ['an email that is none', { email: 'jane' }, 4],
    ['an email with a space', { email: 'ja ne@example.com' }, 4],
    ['an email beyond 255 characters', { email: `${'a'.repeat(60)}@${'b'.repeat(200)}.com` }, 4],
    ['text for a number', { email: 'a@b.co', score: 'many' }, 56],
    ['text for a box', { email: 'a@b.co', optedOut: 'perhaps' }, 50],
    ['a list for a text', { email: 'a@b.co', city: ['Oslo'] }, 154],
    ['a campaign that is not there', { email: 'a@b.co', campaignId: 99 }, 38],
    ['an account, which the connector owns', { email: 'a@b.co', prospectAccountId: 1 }, 37],
    ['a user that is not there', { email: 'a@b.co', userId: 99 }, 10],
    ['a user and an owner at once', { email: 'a@b.co', userId: 1, salesforceOwnerId: '005000000000001AAA' }, 125],
    ['a Salesforce id that is none', { email: 'a@b.co', salesforceId: '001000000000001AAA' }, 77],
  ])('refuses %s', async (_title, values, code) => {
    expectRefusal(await client.post(PROSPECTS, values), 400, code);
    expect((await client.get(`${PROSPECTS}?fields=id`)).json().values).toEqual([]);
  });

  it('refuses bodies that are not JSON objects, without a stack trace', async () => {
    const { send } = mounted();
    const post = (body: string, type = 'application/json') =>
      send({
        method: 'POST',
        path: PROSPECTS,
        headers: { authorization: 'Bearer token-admin', 'pardot-business-unit-id': '0Uv000000000001CAA', 'content-type': type },
        body,
      });
    expectRefusal(await post('{"email":'), 400, 150);
    expectRefusal(await post('[]'), 400, 150);
    expectRefusal(await post('"x"'), 400, 150);
    expectRefusal(await post(''), 400, 152);
    expectRefusal(await post('email=a%40b.co', 'application/x-www-form-urlencoded'), 400, 151);
    expectRefusal(await post('{"__proto__":{"email":"a@b.co"}}'), 400, 180);
    expectRefusal(await post('{"email":[[{"a":"]]"}]]}'), 400, 154);
    expectRefusal(await post(`{"email":${'['.repeat(50_000)}${']'.repeat(50_000)}}`), 400, 150);
    expectRefusal(await post(`${'{"a":'.repeat(101)}1${'}'.repeat(101)}`), 400, 150);
  });

  it('refuses bodies beyond 50 MB', async () => {
    const body = `{"email":"a@b.co"}${' '.repeat(50 * 1024 * 1024)}`;
    const reply = await mounted().send({
      method: 'POST',
      path: PROSPECTS,
      headers: { ...HEADERS, 'content-type': 'application/json' },
      body,
    });
    expectRefusal(reply, 400, 204);
  });

  it('takes brackets within texts for what they are', async () => {
    const jobTitle = `\\"${'[{'.repeat(120)}`;
    const id = await client.prospect({ email: 'a@b.co', jobTitle });
    expect((await client.get(`${PROSPECTS}/${id}?fields=jobTitle`)).json().jobTitle).toBe(jobTitle);
  });

  it('assigns by user id and by Salesforce owner', async () => {
    const { people } = mounted().vendor;
    const ann = people.create('User', { crmUsername: '005000000000003AAA' }, people.user('admin')!);
    const id = await client.prospect({ email: 'a@example.com', userId: Number(ann) });
    const other = await client.prospect({ email: 'b@example.com', salesforceOwnerId: '005000000000003AAA' });
    for (const each of [id, other]) {
      expect((await client.get(`${PROSPECTS}/${each}?fields=assignedToId`)).json()).toEqual({ assignedToId: Number(ann) });
    }
    expectRefusal(await client.patch(`${PROSPECTS}/${id}`, { userId: null }), 400, 10);
  });

  it('lets one prospect only have a Salesforce record', async () => {
    await client.prospect({ email: 'a@example.com', salesforceId: '00Q000000000001' });
    expectRefusal(await client.post(PROSPECTS, { email: 'b@example.com', salesforceId: '00Q000000000001EAA' }), 400, 79);
    const read = await client.get(`${PROSPECTS}/1?fields=salesforceId,salesforceLeadId,salesforceContactId`);
    expect(read.json()).toEqual({ salesforceId: '00Q000000000001EAA', salesforceLeadId: '00Q000000000001EAA', salesforceContactId: null });
  });

  it('holds custom fields; lists leave out those with several values', async () => {
    expectStatus(await client.post('/api/v5/objects/custom-fields', { name: 'Region', fieldId: 'Region', type: 'text' }), 201);
    expectStatus(await client.post('/api/v5/objects/custom-fields', { name: 'Colours', fieldId: 'Colours', type: 'multi-select' }), 201);
    const id = await client.prospect({ email: 'a@example.com', Region__c: 'West', Colours__c: ['red', 'blue'] });
    const read = await client.get(`${PROSPECTS}/${id}?fields=Region__c,Colours__c`);
    expect(read.json()).toEqual({ Region__c: 'West', Colours__c: ['red', 'blue'] });
    expect((await client.get(`${PROSPECTS}?fields=Region__c`)).json().values).toEqual([{ Region__c: 'West' }]);
    expectRefusal(await client.get(`${PROSPECTS}?fields=Colours__c`), 400, 180);
  });

  describe('upsert of the latest by email', () => {
    const upsert = (body: Record<string, unknown>) => client.post(`${PROSPECTS}/do/upsertLatestByEmail`, body);

    it('creates the record the first time and updates it the second', async () => {
      const first = await upsert({ matchEmail: 'jane@example.com', prospect: { firstName: 'Jane' }, fields: ['id', 'email'] });
      expectStatus(first, 201);
      expect(first.json()).toEqual({ id: 1, email: 'jane@example.com' });
      const second = await upsert({
        matchEmail: 'Jane@Example.com',
        prospect: { email: 'jane@new.example.com' },
        fields: ['id', 'email', 'firstName'],
      });
      expectStatus(second, 200);
      expect(second.json()).toEqual({ id: 1, email: 'jane@new.example.com', firstName: 'Jane' });
    });

    it('takes the prospect that was active last', async () => {
      const { people } = mounted().vendor;
      const [first, second] = [await client.prospect({ email: 'a@example.com' }), await client.prospect({ email: 'a@example.com' })];
      people.visit({ prospect: String(second), page: '/pricing' });
      expect((await upsert({ prospect: { email: 'a@example.com' } })).json()).toEqual({ id: second });
      await mounted().world.clock.advanceTo(mounted().world.clock.now() + 1_000);
      people.visit({ prospect: String(first), page: '/pricing' });
      expect((await upsert({ prospect: { email: 'a@example.com' } })).json()).toEqual({ id: first });
    });

    it('looks into the recycle bin only when told to', async () => {
      const id = await client.prospect({ email: 'a@example.com' });
      await client.delete(`${PROSPECTS}/${id}`);
      const revived = await upsert({ matchEmail: 'a@example.com', prospect: { city: 'Oslo' }, secondaryDeletedSearch: true });
      expectStatus(revived, 200);
      expect(revived.json()).toEqual({ id });
      await client.delete(`${PROSPECTS}/${id}`);
      expectStatus(await upsert({ matchEmail: 'a@example.com', prospect: { city: 'Oslo' } }), 201);
    });

    it('refuses a body without prospect or address', async () => {
      expectRefusal(await upsert({ matchEmail: 'a@example.com' }), 400, 153);
      expectRefusal(await upsert({ prospect: { city: 'Oslo' } }), 400, 153);
      expectRefusal(await upsert({ prospect: { email: 'a@example.com' }, secondDeletedSearch: true }), 400, 154);
    });
  });

  describe('where emails are unique', () => {
    const unique = clientOf(mounted, HEADERS_OF_UNIQUE_UNIT);

    it('refuses a second prospect with the same address, and a change to one in use', async () => {
      openUniqueUnit(mounted().vendor);
      await unique.prospect({ email: 'a@example.com' });
      expectRefusal(await unique.post(PROSPECTS, { email: 'A@example.com' }), 400, 9);
      const other = await unique.prospect({ email: 'b@example.com' });
      expectRefusal(await unique.patch(`${PROSPECTS}/${other}`, { email: 'a@example.com' }), 400, 54);
      expectStatus(await unique.patch(`${PROSPECTS}/${other}`, { email: 'B@example.com' }), 204);
    });

    it('keeps the units apart', async () => {
      openUniqueUnit(mounted().vendor);
      const id = await client.prospect({ email: 'a@example.com' });
      expectRefusal(await unique.get(`${PROSPECTS}/${id}?fields=id`), 404, 109);
      expect((await unique.get(`${PROSPECTS}?fields=id&deleted=all`)).json().values).toEqual([]);
    });
  });
});
