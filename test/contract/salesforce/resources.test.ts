import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

describeOnEveryMount('Salesforce: layouts, recent items and other resources', createSalesforce, (mounted) => {
  it('describes a layout with every field that can be written, and maps the record types to it', async () => {
    const admin = signIn(mounted());
    const { layouts, recordTypeMappings } = (await admin.call('GET', '/sobjects/Account/describe/layouts')).json();
    const [information, system] = layouts[0].detailLayoutSections;
    const [name] = information.layoutRows[0].layoutItems;
    expect([name.label, name.required, name.layoutComponents[0].details.name]).toEqual(['Account Name', true, 'Name']);
    expect(system.heading).toBe('System Information');
    expect(recordTypeMappings).toMatchObject([{ layoutId: layouts[0].id, name: 'Master', recordTypeId: '012000000000000AAA' }]);
    const one = await admin.call('GET', '/sobjects/Account/describe/layouts/012000000000000AAA');
    expect(one.json().id).toBe(layouts[0].id);
    expect((await admin.call('GET', '/sobjects/Account/describe/layouts/0125g0000000001')).status).toBe(404);
    expect((await admin.call('GET', '/sobjects/Group/describe/layouts')).status).toBe(404);
  });

  it('follows every address that a describe gives', async () => {
    const admin = signIn(mounted());
    const { urls } = (await admin.call('GET', '/sobjects/Lead')).json().objectDescribe;
    for (const [name, url] of Object.entries(urls as Record<string, string>)) {
      if (name !== 'rowTemplate') expect((await admin.call('GET', url)).status, url).toBe(200);
    }
    const compact = (await admin.call('GET', urls.compactLayouts)).json();
    expect(compact.compactLayouts[0]).toMatchObject({ name: 'SYSTEM', objectType: 'Lead', fieldItems: [{ label: 'Full Name' }] });
    expect((await admin.call('GET', urls.listviews)).json()).toMatchObject({ done: true, size: 0, sobjectType: 'Lead' });
  });

  it('follows every address of a version', async () => {
    const admin = signIn(mounted());
    const { identity, ...paths } = (await admin.call('GET', '/services/data/v62.0')).json();
    expect(identity).toMatch(/\/id\/00D\w{15}\/005\w{15}$/);
    for (const path of Object.values(paths as Record<string, string>)) {
      const reply = await admin.call('GET', path);
      const known = reply.status !== 404 || reply.json()[0].message !== 'The requested resource does not exist';
      expect(known || ['jobs', 'composite', 'event', 'tooling'].some((name) => path.endsWith(name)), `${path} ${reply.text}`).toBe(true);
    }
  });

  it('keeps what a user touched last, newest first', async () => {
    const admin = signIn(mounted());
    const mru = { 'sforce-mru': 'updateMru=true' };
    const first = (await admin.call('POST', '/sobjects/Account', { Name: 'First' }, mru)).json().id;
    await admin.call('POST', '/sobjects/Contact', { LastName: 'Second' }, mru);
    await admin.create('Account', { Name: 'Unseen' });
    await admin.call('PATCH', `/sobjects/Account/${first}`, { Site: 'x' }, mru);
    const recent = (await admin.call('GET', '/recent')).json();
    expect(recent).toMatchObject([{ attributes: { type: 'Account' }, Id: first, Name: 'First' }, { Name: 'Second' }]);
    expect((await admin.call('GET', '/recent?limit=1')).json()).toHaveLength(1);
    expect((await admin.call('GET', '/sobjects/Account')).json().recentItems).toMatchObject([{ Id: first, Name: 'First' }]);
    expect((await signIn(mounted(), 'connector').call('GET', '/recent')).json()).toEqual([]);
    await admin.call('DELETE', `/sobjects/Account/${first}`);
    expect((await admin.call('GET', '/recent')).json()).toHaveLength(1);
    expect((await admin.call('GET', '/recent?limit=x')).status).toBe(400);
  });

  it('counts records, and lists tabs', async () => {
    const admin = signIn(mounted());
    const [kept, gone] = [await admin.create('Account', { Name: 'Kept' }), await admin.create('Account', { Name: 'Gone' })];
    await admin.call('DELETE', `/sobjects/Account/${gone}`);
    expect(kept).toMatch(/^001/);
    const counted = await admin.call('GET', '/limits/recordCount?sObjects=account,Contact,Nope');
    expect(counted.json()).toEqual({
      sObjects: [
        { count: 1, name: 'Account' },
        { count: 0, name: 'Contact' },
      ],
    });
    const tabs = (await admin.call('GET', '/tabs')).json();
    expect(tabs).toContainEqual(expect.objectContaining({ name: 'standard-Account', label: 'Accounts', custom: false }));
    expect((await admin.call('GET', '/quickActions')).json()).toEqual([]);
  });

  it('counts bulk jobs against the day', async () => {
    const admin = signIn(mounted());
    await admin.call('POST', '/jobs/query', { operation: 'query', query: 'SELECT Id FROM Account' });
    expect((await admin.call('GET', '/limits')).json()).toMatchObject({
      DailyBulkV2QueryJobs: { Max: 10_000, Remaining: 9_999 },
      DailyBulkApiBatches: { Max: 15_000, Remaining: 15_000 },
    });
  });
});
