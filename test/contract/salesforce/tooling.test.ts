import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

describeOnEveryMount('Salesforce: Tooling API', createSalesforce, (org) => {
  const query = (soql: string) => signIn(org()).call('GET', `/tooling/query?q=${encodeURIComponent(soql)}`);

  it('tells of the objects of the org', async () => {
    const reply = await query("SELECT DurableId, KeyPrefix, IsCustomizable FROM EntityDefinition WHERE QualifiedApiName = 'Account'");
    expect(reply.json()).toMatchObject({
      size: 1,
      totalSize: 1,
      done: true,
      entityTypeName: 'EntityDefinition',
      queryLocator: null,
      records: [{ attributes: { type: 'EntityDefinition' }, DurableId: 'Account', KeyPrefix: '001', IsCustomizable: true }],
    });
  });

  it('tells of fields, by their object', async () => {
    org().vendor.state.addField({ object: 'Account', fullName: 'Region__c', type: 'Text', length: 40 });
    const where =
      "WHERE EntityDefinition.QualifiedApiName = 'Account' AND QualifiedApiName IN ('Name', 'Region__c') ORDER BY QualifiedApiName";
    const { records } = (await query(`SELECT QualifiedApiName, DataType, EntityDefinition.Label FROM FieldDefinition ${where}`)).json();
    expect(records).toMatchObject([
      { QualifiedApiName: 'Name', DataType: 'Text(255)', EntityDefinition: { Label: 'Account' } },
      { QualifiedApiName: 'Region__c', DataType: 'Text(40)' },
    ]);
    const custom = await query("SELECT DeveloperName, TableEnumOrId FROM CustomField WHERE DeveloperName = 'Region'");
    expect(custom.json().records).toMatchObject([{ DeveloperName: 'Region', TableEnumOrId: 'Account' }]);
  });

  it.each(['SandboxProcess', 'ApexClass', 'Flow', 'SourceMember'])('has no %s', async (name) => {
    expect((await query(`SELECT Id FROM ${name}`)).json()).toMatchObject({ size: 0, records: [] });
  });

  it('refuses what it does not have', async () => {
    const reply = await query('SELECT Id FROM Account');
    expect([reply.status, reply.json()[0].errorCode]).toEqual([400, 'INVALID_TYPE']);
    expect((await signIn(org()).call('GET', '/tooling/query')).status).toBe(400);
    expect((await signIn(org()).call('GET', '/tooling/sobjects/Account/describe')).status).toBe(404);
  });

  it('describes its objects', async () => {
    const { sobjects } = (await signIn(org()).call('GET', '/tooling/sobjects')).json();
    expect(sobjects.map(({ name }: { name: string }) => name)).toContain('EntityDefinition');
    const described = (await signIn(org()).call('GET', '/tooling/sobjects/CustomField/describe')).json();
    expect(described).toMatchObject({ name: 'CustomField', keyPrefix: '00N', createable: false });
  });

  it.each([
    ["System.debug('hello');", true],
    ['insert new Account();', false],
  ])('runs what needs no Apex: %s', async (apex, success) => {
    const reply = await signIn(org()).call('GET', `/tooling/executeAnonymous?anonymousBody=${encodeURIComponent(apex)}`);
    expect(reply.json()).toMatchObject({ compiled: success, success });
  });
});
