import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { BASE, signIn } from './client.js';

/** Source: SOAP API guide, "Field" of DescribeSObjectResult; every key is always there. */
const FIELD_KEYS =
  'aggregatable aiPredictionField autoNumber byteLength calculated calculatedFormula cascadeDelete caseSensitive compoundFieldName controllerName createable custom defaultValue defaultValueFormula defaultedOnCreate dependentPicklist deprecatedAndHidden digits displayLocationInDecimal encrypted externalId extraTypeInfo filterable filteredLookupInfo formulaTreatNullNumberAsZero groupable highScaleNumber htmlFormatted idLookup inlineHelpText label length mask maskType name nameField namePointing nillable permissionable picklistValues polymorphicForeignKey precision queryByDistance referenceTargetField referenceTo relationshipName relationshipOrder restrictedDelete restrictedPicklist scale searchPrefilterable soapType sortable type unique updateable writeRequiresMasterRead'.split(
    ' ',
  );

describeOnEveryMount('Salesforce: describe', createSalesforce, (mounted) => {
  it('lists every object by name, with its addresses', async () => {
    const { encoding, maxBatchSize, sobjects } = (await signIn(mounted()).call('GET', '/sobjects/')).json();
    expect({ encoding, maxBatchSize }).toEqual({ encoding: 'UTF-8', maxBatchSize: 200 });
    const names = sobjects.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(expect.arrayContaining(['Account', 'Contact', 'Lead', 'Opportunity', 'User', 'backlot__Request__c']));
    const account = sobjects.find(({ name }: { name: string }) => name === 'Account');
    expect(account).toMatchObject({
      keyPrefix: '001',
      label: 'Account',
      labelPlural: 'Accounts',
      mergeable: true,
      queryable: true,
      custom: false,
    });
    expect(account.urls).toEqual({
      rowTemplate: `${BASE}/sobjects/Account/{ID}`,
      layouts: `${BASE}/sobjects/Account/describe/layouts`,
      compactLayouts: `${BASE}/sobjects/Account/describe/compactLayouts`,
      approvalLayouts: `${BASE}/sobjects/Account/describe/approvalLayouts`,
      listviews: `${BASE}/sobjects/Account/listviews`,
      quickActions: `${BASE}/sobjects/Account/quickActions`,
      describe: `${BASE}/sobjects/Account/describe`,
      sobject: `${BASE}/sobjects/Account`,
    });
  });

  it('describes fields with every attribute', async () => {
    const { fields, childRelationships, recordTypeInfos } = (await signIn(mounted()).call('GET', '/sobjects/contact/describe')).json();
    const byName = new Map(fields.map((field: { name: string }) => [field.name, field]));
    const email = byName.get('Email') as Record<string, unknown>;
    expect(Object.keys(email)).toEqual(FIELD_KEYS);
    expect(email).toMatchObject({
      type: 'email',
      length: 80,
      byteLength: 240,
      idLookup: true,
      externalId: false,
      nillable: true,
      soapType: 'xsd:string',
    });
    expect(byName.get('AccountId')).toMatchObject({
      type: 'reference',
      referenceTo: ['Account'],
      relationshipName: 'Account',
      cascadeDelete: true,
      soapType: 'tns:ID',
    });
    expect(byName.get('pi__score__c')).toMatchObject({ type: 'double', precision: 18, scale: 0, custom: true, groupable: false });
    expect(childRelationships).toContainEqual({
      cascadeDelete: false,
      childSObject: 'Case',
      deprecatedAndHidden: false,
      field: 'ContactId',
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: 'Cases',
      restrictedDelete: false,
    });
    expect(recordTypeInfos).toMatchObject([{ name: 'Master', master: true, recordTypeId: '012000000000000AAA' }]);
  });

  it('shows a custom field as soon as it was added', async () => {
    const { vendor } = mounted();
    const org = signIn(mounted());
    vendor.people.create(
      'CustomField',
      { object: 'Lead', fullName: 'Region__c', type: 'Picklist', picklist: ['North', 'South'], restricted: true },
      vendor.people.user('admin')!,
    );
    const { fields } = (await org.call('GET', '/sobjects/Lead/describe')).json();
    expect(fields.at(-1)).toMatchObject({
      name: 'Region__c',
      label: 'Region',
      restrictedPicklist: true,
      picklistValues: [{ value: 'North' }, { value: 'South' }],
    });
    const refused = await org.call('POST', '/sobjects/Lead', { LastName: 'J', Company: 'A', Region__c: 'West' });
    expect(refused.json()[0].errorCode).toBe('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  });

  it('holds what it says: fields that may not be created are refused, required ones demanded', async () => {
    const org = signIn(mounted());
    for (const name of ['Account', 'Contact', 'Lead', 'Opportunity', 'Campaign']) {
      const { fields } = (await org.call('GET', `/sobjects/${name}/describe`)).json() as { fields: Record<string, unknown>[] };
      const required = fields
        .filter((field) => field['createable'] && !field['nillable'] && !field['defaultedOnCreate'])
        .map(({ name: field }) => field);
      const empty = (await org.call('POST', `/sobjects/${name}`, {})).json()[0];
      expect([...empty.fields].sort()).toEqual([...required].sort());
      const fixed = fields.filter((field) => !field['createable'] && field['name'] !== 'Id').map((field) => field['name'] as string);
      const refused = (await org.call('POST', `/sobjects/${name}`, Object.fromEntries(fixed.map((field) => [field, null])))).json()[0];
      expect([refused.errorCode, refused.fields]).toEqual(['INVALID_FIELD_FOR_INSERT_UPDATE', fixed]);
    }
  });

  it('describes change events as objects of their own', async () => {
    const org = signIn(mounted());
    const { sobjects } = (await org.call('GET', '/sobjects')).json();
    const entry = sobjects.find(({ name }: { name: string }) => name === 'AccountChangeEvent');
    expect(entry).toMatchObject({
      associateEntityType: 'ChangeEvent',
      associateParentEntity: 'Account',
      keyPrefix: null,
      queryable: false,
      retrieveable: false,
      createable: false,
      triggerable: true,
    });
    const described = (await org.call('GET', '/sobjects/accountchangeevent/describe')).json();
    expect(described.name).toBe('AccountChangeEvent');
    const names = described.fields.map(({ name }: { name: string }) => name);
    expect(names.slice(0, 4)).toEqual(['Id', 'ReplayId', 'ChangeEventHeader', 'Name']);
    expect(names).toEqual(expect.arrayContaining(['BillingAddress', 'BillingCity', 'LastModifiedDate']));
    expect(described.fields.every(({ createable }: { createable: boolean }) => !createable)).toBe(true);
    expect((await org.call('GET', '/sobjects/AccountChangeEvent/001000000000001')).status).toBe(404);
    expect((await org.call('GET', `/query?q=${encodeURIComponent('SELECT Id FROM AccountChangeEvent')}`)).json()[0].errorCode).toBe(
      'INVALID_TYPE',
    );
  });

  it('says when the schema last changed, also in a world that was restored', async () => {
    const { world, vendor } = mounted();
    const org = signIn(mounted());
    const stampOf = async () => (await org.call('GET', '/sobjects/Account/describe')).headers['last-modified']!;
    const founded = await stampOf();
    const snapshot = world.snapshot();
    await world.clock.advanceTo(world.clock.now() + 60_000);
    vendor.state.addField({ object: 'Account', fullName: 'Tier__c', type: 'Text', length: 20 });
    const changed = await stampOf();
    expect(Date.parse(changed) - Date.parse(founded)).toBeGreaterThanOrEqual(60_000);
    await world.clock.advanceTo(world.clock.now() + 60_000);
    expect(await stampOf()).toBe(changed);
    expect((await org.call('GET', '/sobjects', undefined, { 'if-modified-since': changed })).status).toBe(304);
    expect((await org.call('GET', '/sobjects', undefined, { 'if-modified-since': founded })).status).toBe(200);
    world.restore(snapshot);
    expect((await signIn(mounted()).call('GET', '/sobjects/Account/describe')).headers['last-modified']).toBe(founded);
  });
});
