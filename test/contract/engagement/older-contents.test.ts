import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { HEADERS } from './client.js';
import { expectOlderRefusal, olderClientOf } from './older-client.js';

const TEXT = 'Hello. %%unsubscribe%%';

describeOnEveryMount('Engagement: contents, emails and users of version 4', createWithOrg, (mounted) => {
  const { get, post } = olderClientOf(mounted, 4);
  const make = (type: string, fields: Record<string, unknown>): string =>
    mounted().vendor.people.create(type, fields, mounted().vendor.people.user('admin')!);
  const result = async (object: string, query: Record<string, string> = {}) => (await get(object, 'query', query)).json().result;

  it.each([
    ['form', 'Form', 'form', {}],
    ['formHandler', 'FormHandler', 'form_handler', {}],
    ['customRedirect', 'CustomRedirect', 'custom_redirect', { destinationUrl: 'https://example.com/' }],
    ['dynamicContent', 'DynamicContent', 'dynamic_content', {}],
    ['emailTemplate', 'EmailTemplate', 'email_template', { subject: 'Hi', textMessage: TEXT }],
  ])('reads and queries a %s, in JSON and in XML, and changes none', async (object, type, element, fields) => {
    const id = make(type, { name: 'First', ...fields });
    make(type, { name: 'Second', ...fields });
    expect((await get(object, `read/id/${id}`)).json()[element]).toMatchObject({ id: Number(id), name: 'First' });
    expect(await result(object)).toMatchObject({ total_results: 2, [element]: [{ name: 'First' }, { name: 'Second' }] });
    expect(await result(object, { name: 'second' })).toMatchObject({ total_results: 1, [element]: { name: 'Second' } });
    const xml = await mounted().send({ path: `/api/${object}/version/4/do/read/id/${id}`, headers: HEADERS });
    expect(xml.text).toContain(`<${element}><id>${id}</id><name>First</name>`);
    expectOlderRefusal(await get(object, 'read/id/99'), 16);
    expectOlderRefusal(await post(object, 'create', { name: 'Third' }), 2);
  });

  it('shows the stages of the lifecycle and who went through them', async () => {
    make('LifecycleStage', { name: 'Known', criteria: [{ field: 'score', atLeast: '0' }] });
    make('LifecycleStage', { name: 'Warm', criteria: [{ field: 'score', atLeast: '50' }], isLocked: true });
    const prospect = Number(make('Prospect', { email: 'jane@example.com' }));
    const { people } = mounted().vendor;
    people.update('Prospect', String(prospect), { score: 60 }, people.user('admin')!);
    expect((await result('lifecycleStage')).lifecycle_stage).toMatchObject([
      { name: 'Known', position: 1, is_locked: false },
      { name: 'Warm', position: 2, is_locked: true },
    ]);
    const { lifecycle_history: steps } = await result('lifecycleHistory');
    expect([steps].flat().at(-1)).toMatchObject({ prospect_id: prospect, next_stage_id: 2 });
    expectOlderRefusal(await post('lifecycleStage', 'create', { name: 'Hot' }), 2);
  });

  it('links contents to the host of the call', async () => {
    make('CustomRedirect', { name: 'R', destinationUrl: 'https://example.com/' });
    const { custom_redirect } = (await get('customRedirect', 'read/id/1')).json();
    expect(custom_redirect.url).toMatch(/^https?:\/\/[^/]+\/l\/1\/2026-03-02\/\w+$/);
    expect(custom_redirect.destination_url).toBe('https://example.com/');
  });

  it('sends an email to one prospect, by id or address', async () => {
    await post('prospect', 'create/email/a@b.co');
    const sent = await post('email', 'send/prospect_id/1', { campaign_id: '1', subject: 'Hi', text_content: TEXT });
    expect(sent.json().email).toMatchObject({ id: 1, subject: 'Hi', prospect_id: 1, message: { text: TEXT, html: null } });
    expect((await get('email', 'read/id/1')).json().email.subject).toBe('Hi');
    expect((await result('visitorActivity', { prospect_id: '1' })).visitor_activity).toMatchObject({ type: 6, email_id: 1 });
    const other = { campaign_id: '1', subject: 'Again', text_content: TEXT, prospect_email: 'A@b.co' };
    expect((await post('email', 'send', other)).json().email.id).toBe(2);
  });

  it('refuses emails that nobody may get, or that say too little', async () => {
    await post('prospect', 'create/email/a@b.co', { opted_out: 'true' });
    const whole = { campaign_id: '1', subject: 'Hi', text_content: TEXT };
    expectOlderRefusal(await post('email', 'send/prospect_id/1', whole), 98);
    expectOlderRefusal(await post('email', 'send/prospect_id/9', whole), 3);
    expectOlderRefusal(await post('email', 'send', { ...whole, prospect_email: 'no@b.co' }), 4);
    expectOlderRefusal(await post('email', 'send', { ...whole, prospect_id: '1', prospect_email: 'no@b.co' }), 44);
    expectOlderRefusal(await post('email', 'send', whole), 13);
    expectOlderRefusal(await post('email', 'send/prospect_id/1', { subject: 'Hi', text_content: TEXT }), 13);
    expectOlderRefusal(await post('email', 'send/prospect_id/1', { campaign_id: '1', text_content: TEXT }), 13);
    expectOlderRefusal(await post('email', 'send/prospect_id/1', { campaign_id: '1', subject: 'Hi' }), 13);
    expectOlderRefusal(await post('email', 'send/prospect_id/1', { ...whole, text_content: 'No way out' }), 64);
    expectOlderRefusal(await post('email', 'send/prospect_id/1', { campaign_id: '1', email_template_id: '7' }), 68);
    expectOlderRefusal(await get('email', 'send/prospect_id/1', whole), 60);
    expectOlderRefusal(await post('email', 'send', { ...whole, 'list_ids[]': '7' }), 236);
  });

  it('sends a list email, and counts what became of it', async () => {
    await post('list', 'create', { name: 'News' });
    for (const email of ['a@b.co', 'c@d.co', 'e@f.co']) await post('prospect', `create/email/${email}`, { list_1: '1' });
    const message = { campaign_id: '1', name: 'March', subject: 'Hi', text_content: TEXT, 'list_ids[]': '1' };
    expect((await post('email', 'send', message)).json().email).toMatchObject({ id: 1, name: 'March' });
    expect((await get('email', 'stats/id/1')).json().stats).toMatchObject({ sent: 3, delivered: 3, opens: 0, opens_rate: '0.00%' });
    const { people } = mounted().vendor;
    people.email({ list: '1', to: '1', opened: 2, clicked: 1 });
    const { stats } = (await get('email', 'stats/id/1')).json();
    expect(stats).toMatchObject({ sent: 4, opens: 2, unique_opens: 1, total_clicks: 1, unique_clicks: 1, opens_rate: '25.00%' });
    expect(await result('emailClick', { list_email_id: '1' })).toMatchObject({ total_results: 1, emailClick: { prospect_id: 1 } });
    expect(await result('emailClick', { list_email_id: '2' })).toEqual({ total_results: 0 });
    expectOlderRefusal(await get('email', 'stats/id/9'), 16);
  });

  it('lists the templates for one prospect', async () => {
    make('EmailTemplate', { name: 'One', subject: 'Hi', textMessage: TEXT, isOneToOneEmail: true });
    make('EmailTemplate', { name: 'List', subject: 'Hi', textMessage: TEXT, isListEmail: true });
    const listed = (await get('emailTemplate', 'listOneToOne')).json().result;
    expect(listed).toMatchObject({ total_results: 1, email_template: { name: 'One', is_one_to_one_email: true } });
  });

  it('lets administrators make users, change their roles and delete them', async () => {
    const made = await post('user', 'create', { email: 'new@b.co', first_name: 'New', role: 'Sales', timezone: 'Europe/Oslo' });
    expect(made.json().user).toMatchObject({ email: 'new@b.co', first_name: 'New', role: 'Sales' });
    const { id } = made.json().user;
    expect((await post('user', `updateRole/id/${id}`, { role_id: '3' })).json().user.role).toBe('Sales Manager');
    expect((await post('user', `updateRole/email/new@b.co`, { role: 'marketing' })).json().user.role).toBe('Marketing');
    expectOlderRefusal(await post('user', 'create', { email: 'NEW@b.co', role: 'Sales' }), 99);
    expectOlderRefusal(await post('user', 'create', { email: 'x@b.co', role: 'King' }), 101);
    expectOlderRefusal(await post('user', 'create', { email: 'x@b.co', role: 'Sales', timezone: 'Mars/Base' }), 100);
    expectOlderRefusal(await post('user', 'create', { email: 'x@b.co' }), 13);
    expectOlderRefusal(await post('user', 'create', { role: 'Sales' }), 13);
    expectOlderRefusal(await post('user', 'delete/id/1'), 46);
    expect((await post('user', `delete/id/${id}`)).status).toBe(204);
    expectOlderRefusal(await get('user', `read/id/${id}`), 16);
  });

  it('shows others only themselves', async () => {
    make('User', { email: 'ann@backlot.test', crmUsername: 'ann@backlot.test' });
    const ann = olderClientOf(mounted, 4, { ...HEADERS, authorization: 'Bearer token-ann' });
    expect((await ann.get('user', 'query')).json().result).toMatchObject({ total_results: 1, user: { email: 'ann@backlot.test' } });
    expectOlderRefusal(await ann.get('user', 'read/id/1'), 16);
    expectOlderRefusal(await ann.post('user', 'create', { email: 'x@b.co', role: 'Sales' }), 46);
    expect(await result('user')).toMatchObject({ total_results: 2 });
  });

  it('shows sellers only their own prospects, and lets them assign none', async () => {
    const user = make('User', { email: 'ann@backlot.test', crmUsername: 'ann@backlot.test', roleName: 'Sales' });
    await post('prospect', 'create/email/a@b.co', { user_id: user });
    await post('prospect', 'create/email/c@d.co');
    const ann = olderClientOf(mounted, 4, { ...HEADERS, authorization: 'Bearer token-ann' });
    expect((await ann.get('prospect', 'query')).json().result).toMatchObject({ total_results: 1, prospect: { id: 1 } });
    expectOlderRefusal(await ann.get('prospect', 'read/id/2'), 3);
    expectOlderRefusal(await ann.get('prospect', 'read/email/c@d.co'), 4);
    expectOlderRefusal(await ann.post('prospect', 'assign/id/1', { user_id: '1' }), 46);
    expectOlderRefusal(await ann.post('prospect', 'unassign/id/1'), 46);
    expectOlderRefusal(await ann.post('prospect', 'update/id/1', { user_id: '1' }), 46);
  });

  it('describes prospect accounts', async () => {
    const { result } = (await get('prospectAccount', 'describe')).json();
    expect(result.field).toContainEqual({ id: 'name', name: 'Name', type: 'Text', is_required: true, is_custom: false });
    expect(result.field.map(({ id }: { id: string }) => id)).toContain('billing_address_one');
  });

  it('passes over parameters that no field has, and says so in the call log', async () => {
    const reply = await post('prospect', 'create/email/a@b.co', { shoe_size: '42', grade: 'A', first_name: 'Jane' });
    expect(reply.json().prospect).toMatchObject({ first_name: 'Jane', grade: '' });
    const hint = mounted().world.calls.since(0).at(-1)?.hint;
    expect(hint).toContain('shoe_size');
    expect(hint).toContain('grade');
  });
});
