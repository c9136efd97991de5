import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const OBJECTS = '/api/v5/objects';
const UNSUBSCRIBE = '<p>Hello</p>{{Unsubscribe}}';

/** What each object needs to be made, a change, and what follows from the fields. */
const WRITABLE = [
  [
    'folders',
    { name: 'Fairs', parentFolderId: 1 },
    { name: 'Shows' },
    { path: 'Uncategorized/Shows', 'parentFolder.name': 'Uncategorized' },
  ],
  [
    'layout-templates',
    { name: 'Plain', layoutContent: '<html>%%content%%</html>', folderId: 1 },
    { isIncludeDefaultCss: true },
    { isIncludeDefaultCss: true, formContent: null },
  ],
  [
    'forms',
    { name: 'Contact us', campaignId: 1, folderId: 1 },
    { submitButtonText: 'Send' },
    { submitButtonText: 'Send', requiredCharacter: '*', isCookieless: false, 'campaign.name': 'Website Tracking' },
  ],
  ['landing-pages', { name: 'Fair', campaignId: 1 }, { title: 'The fair', vanityUrlPath: 'fair' }, { title: 'The fair', formId: null }],
  [
    'form-handlers',
    { name: 'Old form', campaignId: 1, folderId: 1 },
    { successLocation: 'https://example.com/thanks' },
    { isDataForwarded: false, errorLocation: null, 'folder.path': 'Uncategorized' },
  ],
  [
    'custom-redirects',
    { name: 'Banner', campaignId: 1, destinationUrl: 'https://example.com/' },
    { gaSource: 'banner', trackerDomainId: 1 },
    { gaSource: 'banner', 'trackerDomain.domain': 'go.pardot.com' },
  ],
  [
    'email-templates',
    { name: 'Welcome', subject: 'Hello', htmlMessage: UNSUBSCRIBE, isListEmail: true, campaignId: 1 },
    { subject: 'Hi' },
    { subject: 'Hi', type: 'htmlAndText', isOneToOneEmail: false },
  ],
  [
    'list-emails',
    { name: 'News', subject: 'News', htmlMessage: UNSUBSCRIBE, campaignId: 1 },
    { subject: 'Old news' },
    { subject: 'Old news', isSent: false, sentAt: null },
  ],
] as const;

describeOnEveryMount('Engagement: pages, texts and where they lie', createWithOrg, (mounted) => {
  const client = clientOf(mounted);

  it.each(WRITABLE)('keeps %s: make, read, change, find, delete', async (collection, values, change, shown) => {
    const made = await client.post(`${OBJECTS}/${collection}?fields=id,name,createdById`, values);
    expectStatus(made, 201);
    const { id } = made.json();
    expect(made.json()).toEqual({ id, name: values.name, createdById: 1 });
    expect(made.headers['location']).toBe(`${mounted().origin}${OBJECTS}/${collection}/${id}`);
    expectStatus(await client.patch(`${OBJECTS}/${collection}/${id}`, change), 204);
    const read = (await client.get(`${OBJECTS}/${collection}/${id}?fields=${Object.keys(shown).join(',')}`)).json();
    for (const [name, value] of Object.entries(shown)) expect(at(read, name), name).toEqual(value);
    const found = await client.get(
      `${OBJECTS}/${collection}?fields=id&name=${encodeURIComponent(String(values.name))}&orderBy=name%20DESC`,
    );
    const isRenamed = 'name' in change;
    expect(found.json().values).toEqual(isRenamed ? [] : [{ id }]);
    expectStatus(await client.delete(`${OBJECTS}/${collection}/${id}`), 204);
    expectRefusal(await client.get(`${OBJECTS}/${collection}/${id}?fields=id`), 404, 109);
    expectRefusal(await client.patch(`${OBJECTS}/${collection}/${id}`, change), 400, 219);
    const binned = await client.get(`${OBJECTS}/${collection}?fields=id,isDeleted&deleted=true`);
    expect(binned.json().values).toEqual([{ id, isDeleted: true }]);
  });

  it.each(WRITABLE)('refuses %s without a name, with unknown fields, and with read-only ones', async (collection, values) => {
    const { name: _, ...nameless } = values;
    expectRefusal(await client.post(`${OBJECTS}/${collection}`, nameless), 400, 153);
    expectRefusal(await client.post(`${OBJECTS}/${collection}`, { ...values, unicorn: 1 }), 400, 180);
    expectRefusal(await client.post(`${OBJECTS}/${collection}`, { ...values, isDeleted: true }), 400, 180);
  });

  it.each([
    ['a campaign', 'forms', { name: 'x', campaignId: 9 }, 38],
    ['a folder', 'form-handlers', { name: 'x', campaignId: 1, folderId: 9 }, 97],
    ['a layout template', 'landing-pages', { name: 'x', campaignId: 1, layoutTemplateId: 9 }, 154],
    ['a form', 'landing-pages', { name: 'x', campaignId: 1, formId: 9 }, 154],
    ['an email template', 'list-emails', { name: 'x', campaignId: 1, emailTemplateId: 9 }, 68],
    ['an address that is none', 'custom-redirects', { name: 'x', campaignId: 1, destinationUrl: 'nowhere' }, 137],
    ['a text without a way out', 'email-templates', { name: 'x', subject: 'x', textMessage: 'buy!' }, 64],
    ['no text at all', 'email-templates', { name: 'x', subject: 'x' }, 153],
    ['a folder name with a slash', 'folders', { name: 'a/b' }, 95],
    ['senders that are none', 'email-templates', { name: 'x', subject: 'x', textMessage: '%%unsubscribe%%', senderOptions: 'me' }, 154],
  ])('refuses %s', async (_title, collection, values, code) => {
    expectRefusal(await client.post(`${OBJECTS}/${collection}`, values), 400, code);
  });

  it.each([
    ['tracker-domains', 'domain,isPrimary,trackingCode', { domain: 'go.pardot.com', isPrimary: true }],
    ['dynamic-contents', 'name,tagReplacementLanguage', { name: 'Greeting', tagReplacementLanguage: 'HML' }],
    ['dynamic-content-variations', 'content,dynamicContent.name', { content: 'Hi', dynamicContent: { name: 'Greeting' } }],
    ['engagement-studio-programs', 'name,status', { name: 'Nurture', status: 'Draft' }],
  ])('only reads %s', async (collection, fields, shown) => {
    const { people } = mounted().vendor;
    const dynamicContentId = people.create('DynamicContent', { name: 'Greeting' }, '1');
    people.create('DynamicContentVariation', { dynamicContentId: Number(dynamicContentId), content: 'Hi' }, '1');
    people.create('EngagementStudioProgram', { name: 'Nurture' }, '1');
    expect((await client.get(`${OBJECTS}/${collection}?fields=${fields}`)).json().values).toMatchObject([shown]);
    expect((await client.get(`${OBJECTS}/${collection}/1?fields=${fields}`)).json()).toMatchObject(shown);
    expectRefusal(await client.post(`${OBJECTS}/${collection}`, {}), 405, 60);
    expectRefusal(await client.patch(`${OBJECTS}/${collection}/1`, {}), 405, 60);
    expectRefusal(await client.delete(`${OBJECTS}/${collection}/1`), 405, 60);
  });

  it('shows what lies in a folder, and keeps a folder that something lies in', async () => {
    const folder = (await client.post(`${OBJECTS}/folders`, { name: 'Fairs' })).json().id;
    const form = (await client.post(`${OBJECTS}/forms`, { name: 'f', campaignId: 1, folderId: folder })).json().id;
    await client.post(`${OBJECTS}/lists`, { name: 'l', folderId: folder });
    const contents = async (): Promise<unknown> =>
      (await client.get(`${OBJECTS}/folder-contents?fields=objectType,objectId,folder.name&folderId=${folder}`)).json().values;
    expect(await contents()).toEqual([
      { objectType: 'form', objectId: form, folder: { name: 'Fairs' } },
      { objectType: 'list', objectId: 1, folder: { name: 'Fairs' } },
    ]);
    expectRefusal(await client.delete(`${OBJECTS}/folders/${folder}`), 405, 108);
    expectStatus(await client.patch(`${OBJECTS}/forms/${form}`, { folderId: 1 }), 204);
    expectStatus(await client.delete(`${OBJECTS}/lists/1`), 204);
    expect(await contents()).toEqual([]);
    expectStatus(await client.delete(`${OBJECTS}/folders/${folder}`), 204);
    expectRefusal(await client.get(`${OBJECTS}/folders?fields=id&updatedAtAfter=2020-01-01T00:00:00Z`), 400, 5);
  });

  it('refuses a folder within itself', async () => {
    const outer = (await client.post(`${OBJECTS}/folders`, { name: 'outer' })).json().id;
    const inner = (await client.post(`${OBJECTS}/folders`, { name: 'inner', parentFolderId: outer })).json().id;
    expectRefusal(await client.patch(`${OBJECTS}/folders/${outer}`, { parentFolderId: inner }), 400, 154);
  });

  it('keeps what others need', async () => {
    const layout = (await client.post(`${OBJECTS}/layout-templates`, { name: 'l', layoutContent: 'x' })).json().id;
    const form = (await client.post(`${OBJECTS}/forms`, { name: 'f', campaignId: 1, layoutTemplateId: layout })).json().id;
    const page = (await client.post(`${OBJECTS}/landing-pages`, { name: 'p', campaignId: 1, formId: form })).json().id;
    expectRefusal(await client.delete(`${OBJECTS}/layout-templates/${layout}`), 405, 108);
    expectRefusal(await client.delete(`${OBJECTS}/forms/${form}`), 405, 108);
    expectStatus(await client.delete(`${OBJECTS}/landing-pages/${page}`), 204);
    expectStatus(await client.delete(`${OBJECTS}/forms/${form}`), 204);
    expectStatus(await client.delete(`${OBJECTS}/layout-templates/${layout}`), 204);
  });

  it('keeps the fields of a form, its email field first of all', async () => {
    const formId = (await client.post(`${OBJECTS}/forms`, { name: 'f', campaignId: 1 })).json().id;
    const field = (values: object) => client.post(`${OBJECTS}/form-fields?fields=id,sortOrder,isRequired,form.name`, { formId, ...values });
    expect((await field({ prospectApiFieldId: 'email', isRequired: true })).json()).toEqual({
      id: 1,
      sortOrder: 1,
      isRequired: true,
      form: { name: 'f' },
    });
    expect((await field({ prospectApiFieldId: 'firstName', label: 'First name' })).json()).toMatchObject({ sortOrder: 2 });
    expectRefusal(await field({ prospectApiFieldId: 'email' }), 400, 154);
    expectRefusal(await field({ prospectApiFieldId: 'unicorn' }), 400, 154);
    expectRefusal(await client.post(`${OBJECTS}/form-fields`, { formId: 9, prospectApiFieldId: 'email' }), 400, 154);
    expectRefusal(await client.delete(`${OBJECTS}/form-fields/1`), 400, 215);
    expectRefusal(await client.patch(`${OBJECTS}/form-fields/1`, { formId: 2 }), 400, 180);
    expectStatus(await client.delete(`${OBJECTS}/form-fields/2`), 204);
    expectStatus(await client.delete(`${OBJECTS}/form-fields/1`), 204);
  });

  it('tags what the vendor tags, under its own name for the kind', async () => {
    const form = (await client.post(`${OBJECTS}/forms`, { name: 'f', campaignId: 1 })).json().id;
    await client.post(`${OBJECTS}/email-templates`, { name: 't', subject: 't', textMessage: '%%unsubscribe%%' });
    expectStatus(await client.post(`${OBJECTS}/forms/${form}/do/addTag`, { tagName: 'fair' }), 204);
    expectStatus(await client.post(`${OBJECTS}/email-templates/1/do/addTag`, { tagName: 'fair' }), 204);
    expect((await client.get(`${OBJECTS}/tagged-objects?fields=objectType,objectName`)).json().values).toEqual([
      { objectType: 'form', objectName: 'f' },
      { objectType: 'email-template', objectName: 't' },
    ]);
    expectStatus(await client.post(`${OBJECTS}/forms/${form}/do/removeTag`, { tagName: 'fair' }), 204);
    expectRefusal(await client.post(`${OBJECTS}/folders/1/do/addTag`, { tagName: 'fair' }), 404, 198);
  });
});

function at(record: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | null)?.[step], record);
}
