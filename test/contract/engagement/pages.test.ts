import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const OBJECTS = '/api/v5/objects';

describeOnEveryMount('Engagement: what visitors see', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const values = async (address: string): Promise<unknown> => (await client.get(`${OBJECTS}/${address}`)).json().values;
  const pathOf = async (collection: string, id: number): Promise<string> =>
    new URL((await client.get(`${OBJECTS}/${collection}/${id}?fields=url`)).json().url).pathname;
  const look = (path: string): Promise<Reply> => mounted().send({ method: 'GET', path });
  const post = (path: string, body: string): Promise<Reply> =>
    mounted().send({ method: 'POST', path, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });

  /** A form that asks for an address and a name. */
  const form = async (more: Record<string, unknown> = {}): Promise<number> => {
    const { id } = (await client.post(`${OBJECTS}/forms`, { name: 'Contact us', campaignId: 1, ...more })).json();
    await client.post(`${OBJECTS}/form-fields`, { formId: id, prospectApiFieldId: 'email', isRequired: true });
    await client.post(`${OBJECTS}/form-fields`, { formId: id, prospectApiFieldId: 'firstName', label: 'First <name>' });
    return id;
  };

  it('shows a form and takes it: a prospect, an activity, points, and the thanks', async () => {
    const path = await pathOf('forms', await form({ thankYouContent: '<p>Bye</p>' }));
    const shown = await look(path);
    expectStatus(shown, 200);
    expect(shown.text).toContain('<input id="email" name="email">');
    expect(shown.text).toContain('First &lt;name&gt;');
    const taken = await post(path, 'email=jane%40example.com&firstName=Jane&unicorn=1');
    expectStatus(taken, 200);
    expect(taken.text).toContain('<p>Bye</p>');
    expect(await values('prospects?fields=email,firstName,score,convertedFromObjectName,convertedFromObjectType')).toEqual([
      {
        email: 'jane@example.com',
        firstName: 'Jane',
        score: 50,
        convertedFromObjectName: 'Contact us',
        convertedFromObjectType: 'form',
      },
    ]);
    expect(await values('visitor-activities?fields=type,typeName,formId,formHandlerId&type=4')).toEqual([
      { type: 4, typeName: 'Form', formId: 1, formHandlerId: null },
    ]);
  });

  it('gives a form with the code to embed it', async () => {
    const { url, embedCode } = (await client.get(`${OBJECTS}/forms/${await form()}?fields=url,embedCode`)).json();
    expect(url).toMatch(new RegExp(`^${mounted().origin}/l/1/[\\d-]+/\\w+$`));
    expect(embedCode).toBe(`<iframe src="${url}"></iframe>`);
  });

  it('shows a form again with what was wrong, and makes nobody of it', async () => {
    const path = await pathOf('forms', await form());
    const taken = await post(path, 'firstName=Jane');
    expect(taken.text).toContain('email is required');
    expect(taken.text).toContain('<form method="post">');
    expect(await values('prospects?fields=id')).toEqual([]);
  });

  it('takes the form of a landing page, which then leads on', async () => {
    const formId = await form();
    const leadsOn = { isUseRedirectLocation: true, redirectLocation: 'https://example.com/thanks' };
    const page = await client.post(`${OBJECTS}/landing-pages`, { name: 'Fair', title: 'The fair', campaignId: 1, formId, ...leadsOn });
    const path = await pathOf('landing-pages', page.json().id);
    const shown = await look(path);
    expect(shown.text).toContain('<h1>The fair</h1>');
    expect(shown.text).toContain('name="firstName"');
    const taken = await post(path, 'email=a%40example.com');
    expectStatus(taken, 302);
    expect(taken.headers['location']).toBe('https://example.com/thanks');
    expect(await values('visitor-activities?fields=type,formId,landingPage.name&orderBy=id')).toEqual([
      { type: 2, formId: null, landingPage: { name: 'Fair' } },
      { type: 4, formId, landingPage: { name: 'Fair' } },
    ]);
  });

  it('runs the completion actions that people gave a form', async () => {
    const { people } = mounted().vendor;
    const id = await form();
    people.update('Form', String(id), { completionActions: [{ addTag: 'talked' }, { adjustScore: 5 }] }, '1');
    await post(await pathOf('forms', id), 'email=a%40example.com');
    expect(await values('prospects?fields=score')).toEqual([{ score: 55 }]);
    expect(await values('tags?fields=name,objectCount')).toEqual([{ name: 'talked', objectCount: 1 }]);
  });

  it('keeps a file with its content, and gives it to visitors', async () => {
    const input = JSON.stringify({ name: 'Price list', campaignId: 1 });
    const text = { name: 'prices.txt', type: 'text/plain' };
    const made = await client.upload(`${OBJECTS}/files?fields=id,name,size`, { input, file: 'one: 1' }, text);
    expectStatus(made, 201);
    expect(made.json()).toEqual({ id: 1, name: 'Price list', size: 6 });
    expect(made.headers['location']).toBe(`${mounted().origin}${OBJECTS}/files/1`);
    const got = await look(await pathOf('files', 1));
    expectStatus(got, 200);
    expect(got.text).toBe('one: 1');
    expect(got.headers['content-type']).toBe('text/plain');
    expectStatus(await client.patch(`${OBJECTS}/files/1`, { name: 'Prices' }), 204);
    expectStatus(await client.delete(`${OBJECTS}/files/1`), 204);
    expectStatus(await look(`/l/1/2026-01-01/nothing`), 404);
  });

  it('refuses files that are none', async () => {
    expectRefusal(await client.post(`${OBJECTS}/files`, { name: 'x', campaignId: 1 }), 400, 151);
    expectRefusal(await client.upload(`${OBJECTS}/files`, { input: '{"name":"x","campaignId":1}' }), 400, 162);
    expectRefusal(await client.upload(`${OBJECTS}/files`, { input: '{', file: 'x' }), 400, 150);
    expectRefusal(await client.upload(`${OBJECTS}/files`, { input: '{"campaignId":9}', file: 'x' }), 400, 38);
  });
});
