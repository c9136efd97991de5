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
    expect((await admin.call('GET', compact.urls.primary)).json()).toEqual(compact.compactLayouts[0]);
    const several = (await admin.call('GET', '/compactLayouts?q=lead,Account')).json();
    expect([Object.keys(several), several.Lead]).toEqual([['Lead', 'Account'], compact.compactLayouts[0]]);
    expect((await admin.call('GET', '/compactLayouts')).json()[0].errorCode).toBe('MISSING_ARGUMENT');
    expect((await admin.call('GET', '/compactLayouts?q=Nope')).status).toBe(404);
  });

  it('follows every address of a version', async () => {
    const admin = signIn(mounted());
    const { identity, ...paths } = (await admin.call('GET', '/services/data/v62.0')).json();
    expect(identity).toMatch(/\/id\/00D\w{15}\/005\w{15}$/);
    // These demand a parameter before they answer.
    const asking = ['compactLayouts', 'parameterizedSearch', 'query', 'queryAll', 'search'];
    for (const [name, path] of Object.entries(paths as Record<string, string>)) {
      expect((await admin.call('GET', path)).status, path).toBe(asking.includes(name) ? 400 : 200);
    }
    expect((await admin.call('GET', '/jobs')).json()).toEqual({
      ingest: '/services/data/v62.0/jobs/ingest',
      query: '/services/data/v62.0/jobs/query',
    });
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
    expect((await admin.call('GET', '/theme')).json().themeItems).toContainEqual({ colors: [], icons: [], name: 'Account' });
    const { AppSwitcher } = (await admin.call('GET', '/appMenu')).json();
    expect((await admin.call('GET', AppSwitcher)).json().appMenuItems).toMatchObject([{ label: 'Sales' }]);
  });

  it('counts bulk jobs against the day', async () => {
    const admin = signIn(mounted());
    await admin.call('POST', '/jobs/query', { operation: 'query', query: 'SELECT Id FROM Account' });
    expect((await admin.call('GET', '/limits')).json()).toMatchObject({
      DailyBulkV2QueryJobs: { Max: 10_000, Remaining: 9_999 },
      DailyBulkApiBatches: { Max: 15_000, Remaining: 15_000 },
    });
  });

  it('shows the records of a list view', async () => {
    const { vendor, world } = mounted();
    const admin = signIn(mounted());
    for (const Name of ['Beta', 'Alpha', 'Gamma']) await admin.create('Account', { Name, Phone: `${Name.length}` });
    await world.clock.advanceTo(world.clock.now() + 20 * 86_400_000);
    vendor.people.create('Account', { Name: 'Late' }, vendor.people.user('connector')!);
    const { listviews, size } = (await signIn(mounted()).call('GET', '/sobjects/Account/listviews')).json();
    expect([size, listviews.map(({ developerName }: { developerName: string }) => developerName)]).toEqual([
      3,
      ['AllAccounts', 'MyAccounts', 'NewThisWeek'],
    ]);
    const user = signIn(mounted());
    const namesIn = async (url: string) => {
      const { columns, records, done } = (await user.call('GET', url)).json();
      const at = columns.findIndex(({ fieldNameOrPath }: { fieldNameOrPath: string }) => fieldNameOrPath === 'Name');
      return [records.map((record: { columns: { value: string }[] }) => record.columns[at]!.value), done];
    };
    expect(await namesIn(listviews[0].resultsUrl)).toEqual([['Alpha', 'Beta', 'Gamma', 'Late'], true]);
    expect(await namesIn(`${listviews[0].resultsUrl}?limit=2&offset=1`)).toEqual([['Beta', 'Gamma'], false]);
    expect(await namesIn(listviews[1].resultsUrl)).toEqual([['Alpha', 'Beta', 'Gamma'], true]);
    expect(await namesIn(listviews[2].resultsUrl)).toEqual([['Late'], true]);
    const described = (await user.call('GET', listviews[2].describeUrl)).json();
    expect(described).toMatchObject({ sobjectType: 'Account', whereCondition: { field: 'CreatedDate', values: ['THIS_WEEK'] } });
    expect((await user.call('GET', `/query?q=${encodeURIComponent(described.query)}`)).json().totalSize).toBe(1);
    expect((await user.call('GET', listviews[1].url)).json()).toEqual(listviews[1]);
    expect((await user.call('GET', '/sobjects/Account/listviews/00B000000000000')).status).toBe(404);
    expect((await user.call('GET', `${listviews[0].resultsUrl}?limit=x`)).status).toBe(400);
  });

  it('performs quick actions, by themselves and from the page of a record', async () => {
    const admin = signIn(mounted());
    const names = (actions: readonly { name: string }[]) => actions.map(({ name }) => name);
    expect(names((await admin.call('GET', '/quickActions')).json())).toContain('LogACall');
    const ofAccount = (await admin.call('GET', '/sobjects/Account/quickActions')).json();
    expect(names(ofAccount)).toEqual(expect.arrayContaining(['NewContact', 'NewOpportunity', 'LogACall']));
    const contextId = await admin.create('Account', { Name: 'Acme' });
    const made = await admin.call('POST', '/sobjects/Account/quickActions/NewContact', { contextId, record: { LastName: 'Lee' } });
    expect([made.status, made.json()]).toMatchObject([201, { success: true, created: true, contextId, errors: [] }]);
    expect((await admin.call('GET', `/sobjects/Contact/${made.json().id}`)).json()).toMatchObject({
      LastName: 'Lee',
      AccountId: contextId,
    });
    const logged = (await admin.call('POST', '/quickActions/LogACall', { contextId, record: {} })).json();
    expect((await admin.call('GET', `/sobjects/Task/${logged.id}`)).json()).toMatchObject({
      Subject: 'Call',
      IsClosed: true,
      WhatId: contextId,
    });
    for (const url of Object.values(ofAccount[0].urls as Record<string, string>)) expect((await admin.call('GET', url)).status).toBe(200);
    expect((await admin.call('POST', '/quickActions/NewContact', { record: {} })).json()[0].errorCode).toBe('REQUIRED_FIELD_MISSING');
    expect((await admin.call('POST', '/quickActions/NewContact', { contextId: '001000000000001' })).json()[0].errorCode).toBe(
      'INVALID_CROSS_REFERENCE_KEY',
    );
    expect((await admin.call('POST', '/quickActions/Nope', {})).status).toBe(404);
    const defaults = '/sobjects/Account/quickActions/NewContact/defaultValues';
    expect((await admin.call('GET', defaults)).json()).toEqual({ attributes: { type: 'Contact' } });
    expect((await admin.call('GET', `${defaults}/${contextId}`)).json()).toEqual({ attributes: { type: 'Contact' }, AccountId: contextId });
    expect((await admin.call('GET', `${defaults}/001000000000001`)).json()[0].errorCode).toBe('INVALID_CROSS_REFERENCE_KEY');
    const refused = await admin.call('POST', '/quickActions/LogACall', { record: 'Call' });
    expect([refused.status, refused.json()[0]]).toEqual([
      400,
      {
        errorCode: 'JSON_PARSER_ERROR',
        message:
          'Cannot deserialize instance of map from VALUE_STRING value Call or request may be missing a required field at [line:1, column:11]',
      },
    ]);
  });
});
