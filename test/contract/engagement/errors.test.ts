import { expect, it } from 'vitest';
import { createWithOrg, HEADERS_OF_UNIQUE_UNIT, openUniqueUnit } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { clientOf, expectRefusal, HEADERS } from './client.js';

const O = '/api/v5/objects';
const IMPORTS = '/api/v5/imports';
const EXPORTS = '/api/v5/exports';
const UPSERT = { operation: 'Upsert', object: 'Prospect', createOnNoMatch: true, fields: [{ field: 'email' }] };
const SINCE = { name: 'filter_by_updated_at', arguments: { updatedAfter: '2026-03-02T08:00:00Z' } };
const MAIL = { subject: 's', textMessage: '%%unsubscribe%%' };

type Client = ReturnType<typeof clientOf>;

/** Every code of the error table that a client of version 5 can provoke: what it does, after what. */
const CODES: readonly (readonly [code: number, status: number, what: string, provoke: (client: Client) => Promise<Reply>])[] = [
  [3, 400, 'a member who is not there', async (c) => c.post(`${O}/list-memberships`, { listId: await list(c), prospectId: 9 })],
  [4, 400, 'an address that is none', (c) => c.post(`${O}/prospects`, { email: 'nobody' })],
  [4, 400, 'an address that is too long', (c) => c.post(`${O}/prospects`, { email: `a@${'b'.repeat(255)}.example.com` })],
  [5, 400, 'a filter that there is not', (c) => c.get(`${O}/prospects?fields=id&shoeSize=9`)],
  [5, 400, 'a comparison that texts have not', (c) => c.get(`${O}/prospects?fields=id&emailGreaterThan=9`)],
  [7, 400, 'a time that is none', (c) => c.get(`${O}/prospects?fields=id&updatedAtAfter=yesterday`)],
  [10, 400, 'a user who is not there', (c) => c.post(`${O}/prospects`, { email: 'a@b.co', userId: 9 })],
  [
    10,
    400,
    'a Salesforce owner who is no user',
    (c) => c.post(`${O}/prospects`, { email: 'a@b.co', salesforceOwnerId: '005000000000003' }),
  ],
  [10, 400, 'no user, where nobody unassigns', async (c) => c.patch(`${O}/prospects/${await person(c)}`, { userId: null })],
  [13, 400, 'a query without fields', (c) => c.get(`${O}/prospects`)],
  [13, 400, 'a read without fields', (c) => c.get(`${O}/prospects/1?fields=`)],
  [16, 400, 'an id that is none', (c) => c.get(`${O}/prospects/abc?fields=id`)],
  [19, 400, 'an order by what nobody sorts by', (c) => c.get(`${O}/prospects?fields=id&orderBy=notes`)],
  [19, 400, 'an order by three', (c) => c.get(`${O}/prospects?fields=id&orderBy=id,email,score`)],
  [21, 400, 'an offset beyond its end', (c) => c.get(`${O}/prospects?fields=id&offset=2001`)],
  [23, 400, 'a limit of none', (c) => c.get(`${O}/prospects?fields=id&limit=0`)],
  [23, 400, 'a limit beyond its end', (c) => c.get(`${O}/prospects?fields=id&limit=1001`)],
  [27, 400, 'a deletion that is none', (c) => c.get(`${O}/prospects?fields=id&deleted=maybe`)],
  [37, 400, 'an account, where a connector is', (c) => c.post(`${O}/prospects`, { email: 'a@b.co', prospectAccountId: 1 })],
  [38, 400, 'a campaign that is not there', (c) => c.post(`${O}/prospects`, { email: 'a@b.co', campaignId: 9 })],
  [39, 400, 'a profile that is not there', (c) => c.post(`${O}/prospects`, { email: 'a@b.co', profileId: 99 })],
  [50, 400, 'a boolean that is none', (c) => c.post(`${O}/prospects`, { email: 'a@b.co', optedOut: 'perhaps' })],
  [51, 400, 'a member of a dynamic list', dynamicMember],
  [51, 400, 'words beside a page token', async (c) => c.get(`${O}/tags?fields=id&limit=1&nextPageToken=${await token(c)}`)],
  [55, 400, 'a list that is not there', async (c) => c.post(`${O}/list-memberships`, { listId: 9, prospectId: await person(c) })],
  [56, 400, 'a number that is none', (c) => c.post(`${O}/prospects`, { email: 'a@b.co', score: 'high' })],
  [57, 400, 'a date that is none', (c) => c.post(`${O}/list-emails`, { name: 'n', campaignId: 1, ...MAIL, scheduledFor: 'soon' })],
  [58, 400, 'a member twice', memberTwice],
  [60, 405, 'a method that there is not', (c) => c.delete(`${O}/campaigns/1`)],
  [64, 400, 'an email without a way out', async (c) => c.post(`${O}/emails`, { prospectId: await person(c), ...MAIL, textMessage: 'x' })],
  [68, 400, 'a template that is not there', (c) => c.post(`${O}/list-emails`, { name: 'n', campaignId: 1, emailTemplateId: 9 })],
  [77, 400, 'a link to what is no person', (c) => c.post(`${O}/prospects`, { email: 'a@b.co', salesforceId: '001000000000001AAA' })],
  [79, 400, 'a link that another one has', linkTwice],
  [86, 400, 'a template for another purpose', wrongTemplate],
  [95, 400, 'a folder with a slash', (c) => c.post(`${O}/folders`, { name: 'a/b' })],
  [97, 400, 'a folder that is not there', (c) => c.post(`${O}/lists`, { name: 'l', folderId: 9 })],
  [98, 400, 'an email to who opted out', async (c) => c.post(`${O}/emails`, { prospectId: await person(c, { optedOut: true }), ...MAIL })],
  [108, 405, 'a folder that is not empty', fullFolder],
  [109, 404, 'a record that is not there', (c) => c.get(`${O}/prospects/9?fields=id`)],
  [109, 404, 'a record of the recycle bin', binned],
  [125, 400, 'two to assign to', (c) => c.post(`${O}/prospects`, { email: 'a@b.co', userId: 1, salesforceOwnerId: '005000000000001AAA' })],
  [130, 400, 'a column that is no field', (c) => batch(c, 'matchEmail,email,shoeSize\na@b.co,a@b.co,9')],
  [
    137,
    400,
    'an address of the web that is none',
    (c) => c.post(`${O}/custom-redirects`, { name: 'r', campaignId: 1, destinationUrl: 'x' }),
  ],
  [153, 400, 'a prospect without an address', (c) => c.post(`${O}/prospects`, { firstName: 'Jane' })],
  [154, 400, 'a type of custom field that there is not', (c) => c.post(`${O}/custom-fields`, { name: 'x', fieldId: 'x', type: 'unicorn' })],
  [155, 400, 'an import state that there is not', async (c) => c.patch(`${IMPORTS}/${await job(c)}`, { status: 'Done' })],
  [159, 400, 'a file with broken quotes', (c) => batch(c, 'matchEmail,email\n"a@b.co,a@b.co')],
  [159, 400, 'a row with too many cells', (c) => batch(c, 'matchEmail,email\na@b.co,a@b.co,more')],
  [159, 400, 'an empty file', (c) => batch(c, '')],
  [160, 400, 'an eleventh batch', elevenBatches],
  [161, 400, 'a batch for an import that was submitted', lateBatch],
  [162, 400, 'a submission without a file', async (c) => c.patch(`${IMPORTS}/${await job(c)}`, { status: 'Ready' })],
  [174, 400, 'a procedure that there is not', (c) => c.post(EXPORTS, { fields: ['id'], procedure: { name: 'all' } })],
  [175, 400, 'an argument that there is not', (c) => c.post(EXPORTS, { fields: ['id'], procedure: { ...SINCE, arguments: { more: 1 } } })],
  [176, 400, 'an argument that is missing', (c) => c.post(EXPORTS, { fields: ['id'], procedure: { ...SINCE, arguments: {} } })],
  [
    177,
    400,
    'an argument that is wrong',
    (c) => c.post(EXPORTS, { fields: ['id'], procedure: { ...SINCE, arguments: { updatedAfter: 1 } } }),
  ],
  [178, 400, 'a file of an export that runs', earlyFile],
  [180, 400, 'a field that there is not, asked for', (c) => c.get(`${O}/prospects?fields=id,shoeSize`)],
  [180, 400, 'a field that there is not, written', (c) => c.post(`${O}/prospects`, { email: 'a@b.co', shoeSize: 9 })],
  [180, 400, 'a field that is read only', (c) => c.post(`${O}/prospects`, { email: 'a@b.co', grade: 'A' })],
  [180, 400, 'a path that is too long', (c) => c.get(`${O}/campaigns?fields=folder.parentFolder.parentFolder.parentFolder.name`)],
  [192, 400, 'an import of what nobody imports', (c) => c.post(IMPORTS, { ...UPSERT, object: 'Unicorn' })],
  [197, 400, 'a file without a column to match by', (c) => batch(c, 'email\na@b.co')],
  [198, 404, 'an address that there is not', (c) => c.get(`${O}/unicorns?fields=id`)],
  [206, 400, 'an argument of an action that is wrong', async (c) => c.post(`${O}/tags/${await tag(c)}/do/mergeTags`, { tagIds: 'all' })],
  [207, 400, 'an argument of an action that is missing', async (c) => c.post(`${O}/tags/${await tag(c)}/do/mergeTags`, {})],
  [208, 400, 'an argument of an action that there is not', async (c) => c.post(`${O}/tags/${await tag(c)}/do/mergeTags`, { more: 1 })],
  [209, 400, 'filters on four fields', (c) => c.get(`${O}/prospects?fields=id&email=a&id=1&score=1&campaignId=1`)],
  [211, 400, 'a page token that nobody gave out', (c) => c.get(`${O}/tags?fields=id&nextPageToken=bm9uc2Vuc2U`)],
  [211, 400, 'a page token of another collection', async (c) => c.get(`${O}/lists?fields=id&nextPageToken=${await token(c)}`)],
  [215, 400, 'a form whose email field goes first', lostEmailField],
  [
    218,
    400,
    'a campaign to connect, where none are',
    (c) => c.post(`${O}/campaigns/1/do/connectSalesforceCampaign`, { salesforceId: '701000000000001AAA' }),
  ],
  [219, 400, 'a change in the recycle bin', changedInBin],
  [226, 400, 'other columns in the second batch', otherColumns],
  [227, 400, 'columns that the import does not have', (c) => batch(c, 'matchEmail,email,city\na@b.co,a@b.co,Oslo')],
  [231, 400, 'files that are too small', (c) => c.post(EXPORTS, { fields: ['id'], procedure: SINCE, maxFileSizeBytes: 1 })],
  [232, 400, 'files that are too large', (c) => c.post(EXPORTS, { fields: ['id'], procedure: SINCE, maxFileSizeBytes: 1e9 })],
  [235, 400, 'a connector that runs already', (c) => c.post(`${O}/salesforce-connector/do/unpause`, {})],
  [
    236,
    400,
    'recipients that are no list',
    (c) => c.post(`${O}/list-emails`, { name: 'n', campaignId: 1, ...MAIL, recipientListIds: [9] }),
  ],
  [242, 400, 'tags that are not there', async (c) => c.post(`${O}/tags/${await tag(c)}/do/mergeTags`, { tagIds: [9] })],
];

describeOnEveryMount('Engagement: the error table of version 5', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const raw = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): Promise<Reply> =>
    mounted().send({ method: 'POST', path: `${O}/prospects`, headers: { ...HEADERS, ...headers }, body });

  it.each(CODES)('answers %i (%i) to %s', async (code, status, _what, provoke) => {
    // What dynamic lists need is made by people.
    mounted().vendor.people.create('List', { name: 'dynamic', isDynamic: true }, '1');
    const reply = await provoke(client);
    expectRefusal(reply, status, code);
    expect(Object.keys(reply.json())).toEqual(['code', 'message']);
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it.each([
    [150, 'no JSON', '{"email":'],
    [150, 'a list', '[]'],
    [150, 'a JSON text that nests without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    [152, 'nothing', ''],
  ])('answers %i to a body of %s', async (code, _what, body) => {
    expectRefusal(await raw(body), 400, code);
  });

  it('answers 151 to a body of another type', async () => {
    expectRefusal(await raw('email=a%40b.co', { 'content-type': 'application/x-www-form-urlencoded' }), 400, 151);
    expectRefusal(await client.post(`${IMPORTS}/${await job(client)}/batches`, {}), 400, 151);
  });

  it('answers 163 to a second file', async () => {
    const part = (name: string): string => `--cut\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\nx\r\n`;
    const path = `${IMPORTS}/${await job(client)}/batches`;
    const headers = { ...HEADERS, 'content-type': 'multipart/form-data; boundary=cut' };
    expectRefusal(await mounted().send({ method: 'POST', path, headers, body: `${part('file')}${part('more')}--cut--\r\n` }), 400, 163);
  });

  it('answers 9 and 54 where addresses are unique', async () => {
    openUniqueUnit(mounted().vendor);
    const unique = clientOf(mounted, HEADERS_OF_UNIQUE_UNIT);
    for (const email of ['a@b.co', 'c@d.co']) await unique.prospect({ email });
    expectRefusal(await unique.post(`${O}/prospects`, { email: 'A@b.co' }), 400, 9);
    expectRefusal(await unique.patch(`${O}/prospects/2`, { email: 'a@B.co' }), 400, 54);
  });

  it('answers 210 to a page token after four hours', async () => {
    const given = await token(client);
    const { clock } = mounted().world;
    await clock.advanceTo(clock.now() + 4 * 3_600_000);
    expectRefusal(await client.get(`${O}/tags?fields=id&nextPageToken=${given}`), 400, 210);
  });

  it('answers 228 to a batch for an import of version 4', async () => {
    const { id } = (await client.post('/api/import/version/4/do/create', { operation: 'Upsert', object: 'Prospect' })).json();
    expectRefusal(await client.upload(`${IMPORTS}/${id}/batches`, { file: 'matchEmail,email\na@b.co,a@b.co' }), 400, 228);
  });

  it('answers 164 to the batch after the last one of the day', async () => {
    const day = Math.floor(mounted().world.clock.now() / 86_400_000);
    mounted().world.cell('engagement:batches:0Uv000000000001CAA', { day, batches: 0 }).set({ day, batches: 1_000 });
    expectRefusal(await batch(client, 'matchEmail,email\na@b.co,a@b.co'), 400, 164);
  });
});

async function person(client: Client, values: Record<string, unknown> = {}): Promise<number> {
  return client.prospect({ email: 'a@example.com', ...values });
}

async function list(client: Client): Promise<number> {
  return (await client.post(`${O}/lists`, { name: 'l' })).json().id;
}

async function tag(client: Client): Promise<number> {
  return (await client.post(`${O}/tags`, { name: 't' })).json().id;
}

async function token(client: Client): Promise<string> {
  for (const name of ['a', 'b']) await client.post(`${O}/tags`, { name });
  return (await client.get(`${O}/tags?fields=id&limit=1`)).json().nextPageToken;
}

async function job(client: Client): Promise<number> {
  return (await client.post(IMPORTS, UPSERT)).json().id;
}

async function batch(client: Client, file: string): Promise<Reply> {
  return client.upload(`${IMPORTS}/${await job(client)}/batches`, { file });
}

async function dynamicMember(client: Client): Promise<Reply> {
  return client.post(`${O}/list-memberships`, { listId: 1, prospectId: await person(client) });
}

async function memberTwice(client: Client): Promise<Reply> {
  const member = { listId: await list(client), prospectId: await person(client) };
  await client.post(`${O}/list-memberships`, member);
  return client.post(`${O}/list-memberships`, member);
}

async function linkTwice(client: Client): Promise<Reply> {
  const salesforceId = '00Q000000000001AAA';
  await person(client, { salesforceId });
  return client.post(`${O}/prospects`, { email: 'b@example.com', salesforceId });
}

async function wrongTemplate(client: Client): Promise<Reply> {
  await client.post(`${O}/email-templates`, { name: 't', ...MAIL, isOneToOneEmail: true });
  return client.post(`${O}/list-emails`, { name: 'n', campaignId: 1, emailTemplateId: 1 });
}

async function fullFolder(client: Client): Promise<Reply> {
  await client.post(`${O}/lists`, { name: 'l', folderId: 1 });
  return client.delete(`${O}/folders/1`);
}

async function binned(client: Client): Promise<Reply> {
  const id = await person(client);
  await client.delete(`${O}/prospects/${id}`);
  return client.get(`${O}/prospects/${id}?fields=id`);
}

async function changedInBin(client: Client): Promise<Reply> {
  const id = await person(client);
  await client.delete(`${O}/prospects/${id}`);
  return client.patch(`${O}/prospects/${id}`, { city: 'Oslo' });
}

async function elevenBatches(client: Client): Promise<Reply> {
  const id = await job(client);
  const send = () => client.upload(`${IMPORTS}/${id}/batches`, { file: 'matchEmail,email\na@b.co,a@b.co' });
  for (let count = 0; count < 10; count += 1) await send();
  return send();
}

async function lateBatch(client: Client): Promise<Reply> {
  const id = await job(client);
  const send = () => client.upload(`${IMPORTS}/${id}/batches`, { file: 'matchEmail,email\na@b.co,a@b.co' });
  await send();
  await client.patch(`${IMPORTS}/${id}`, { status: 'Ready' });
  return send();
}

async function otherColumns(client: Client): Promise<Reply> {
  const id = await job(client);
  await client.upload(`${IMPORTS}/${id}/batches`, { file: 'matchEmail,email\na@b.co,a@b.co' });
  return client.upload(`${IMPORTS}/${id}/batches`, { file: 'email,matchEmail\na@b.co,a@b.co' });
}

async function earlyFile(client: Client): Promise<Reply> {
  const { id } = (await client.post(EXPORTS, { fields: ['id'], procedure: SINCE })).json();
  return client.get(`${EXPORTS}/${id}/results/1`);
}

async function lostEmailField(client: Client): Promise<Reply> {
  const formHandlerId = (await client.post(`${O}/form-handlers`, { name: 'h', folderId: 1, campaignId: 1 })).json().id;
  for (const name of ['email', 'firstName']) {
    await client.post(`${O}/form-handler-fields`, { formHandlerId, name, prospectApiFieldId: name, dataFormat: 'text' });
  }
  return client.delete(`${O}/form-handler-fields/1`);
}
