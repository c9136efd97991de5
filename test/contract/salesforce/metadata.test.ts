import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connection } from '@jsforce/jsforce-node';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { httpMount } from '../../../simulator/server/http-mount.js';

let server: Server;
let vendor: ReturnType<typeof createSalesforce>;
let connection: Connection;

beforeEach(async () => {
  vendor = createSalesforce(createWorld());
  server = createServer(httpMount(vendor.standIn));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  connection = new Connection({ loginUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, version: '62.0' });
  await connection.login('admin@backlot.test', 'backlot');
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const INVOICE = {
  fullName: 'Invoice__c',
  label: 'Invoice',
  pluralLabel: 'Invoices',
  nameField: { type: 'AutoNumber', label: 'Invoice Number', displayFormat: 'INV-{0000}' },
  deploymentStatus: 'Deployed',
  sharingModel: 'ReadWrite',
};
const TOTAL = { fullName: 'Invoice__c.Total__c', label: 'Total', type: 'Currency', precision: 18, scale: 2 };
const ACCOUNT = {
  fullName: 'Invoice__c.Account__c',
  label: 'Account',
  type: 'Lookup',
  referenceTo: 'Account',
  relationshipName: 'Invoices',
};

// biome-ignore lint/suspicious/noExplicitAny: the client's types list thousands of kinds
const metadata = (): any => connection.metadata;

async function addInvoices(): Promise<void> {
  expect(await metadata().create('CustomObject', INVOICE)).toMatchObject({ success: true, fullName: 'Invoice__c' });
  expect(await metadata().create('CustomField', [TOTAL, ACCOUNT])).toMatchObject([{ success: true }, { success: true }]);
}

describe('jsforce and the Metadata API', () => {
  it('adds an object and its fields, which every other surface then knows', async () => {
    await addInvoices();
    const described = await connection.sobject('Invoice__c').describe();
    expect(described).toMatchObject({
      name: 'Invoice__c',
      custom: true,
      labelPlural: 'Invoices',
      keyPrefix: expect.stringMatching(/^a0\w$/),
    });
    expect(described.fields.find(({ name }) => name === 'Total__c')).toMatchObject({ type: 'currency', scale: 2, custom: true });
    const account = await connection.sobject('Account').create({ Name: 'Acme' });
    const { id } = await connection.sobject('Invoice__c').create({ Total__c: 12.5, Account__c: account.id! });
    const { records } = await connection.query(`SELECT Name, Total__c, Account__r.Name FROM Invoice__c WHERE Id = '${id}'`);
    expect(records).toMatchObject([{ Name: 'INV-0001', Total__c: 12.5, Account__r: { Name: 'Acme' } }]);
    const children = await connection.query('SELECT Id, (SELECT Name FROM Invoices__r) FROM Account');
    expect(children.records).toMatchObject([{ Invoices__r: { totalSize: 1 } }]);
  });

  it('reads back what was added', async () => {
    await addInvoices();
    expect(await metadata().read('CustomObject', 'Invoice__c')).toMatchObject({
      fullName: 'Invoice__c',
      label: 'Invoice',
      nameField: { type: 'AutoNumber' },
      fields: [
        { fullName: 'Total__c', type: 'Currency' },
        { fullName: 'Account__c', type: 'Lookup', referenceTo: 'Account' },
      ],
    });
    expect(await metadata().read('CustomField', ['Invoice__c.Total__c'])).toMatchObject([{ precision: 18, scale: 2 }]);
    const listed = await metadata().list([{ type: 'CustomObject', folder: null }]);
    expect(listed.map(({ fullName }: { fullName: string }) => fullName)).toContain('Invoice__c');
    expect((await metadata().describe()).metadataObjects.map(({ xmlName }: { xmlName: string }) => xmlName)).toContain('CustomObject');
  });

  it('reads the values of a standard picklist', async () => {
    connection.version = '37.0';
    const { picklist } = await metadata().read('CustomField', 'Lead.Status');
    expect(picklist.picklistValues.map(({ fullName }: { fullName: string }) => fullName)).toContain('Closed - Converted');
  });

  it('changes and takes away what was added', async () => {
    await addInvoices();
    expect(await metadata().update('CustomField', { ...TOTAL, label: 'Sum' })).toMatchObject({ success: true });
    expect(await metadata().upsert('CustomField', { ...TOTAL, label: 'Grand Total' })).toMatchObject({ success: true, created: false });
    expect(await metadata().read('CustomField', 'Invoice__c.Total__c')).toMatchObject({ label: 'Grand Total' });
    expect(await metadata().delete('CustomField', 'Invoice__c.Total__c')).toMatchObject({ success: true });
    await expect(connection.query('SELECT Total__c FROM Invoice__c')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
    await connection.sobject('Invoice__c').create({});
    expect(await metadata().delete('CustomObject', 'Invoice__c')).toMatchObject({ success: true });
    await expect(connection.query('SELECT Id FROM Invoice__c')).rejects.toMatchObject({ errorCode: 'INVALID_TYPE' });
  });

  it.each([
    ['an object with the name of a standard one', 'CustomObject', { ...INVOICE, fullName: 'Account' }, 'INVALID_FULL_NAME'],
    ['a field of an unknown object', 'CustomField', { ...TOTAL, fullName: 'Nope__c.Total__c' }, 'FIELD_INTEGRITY_EXCEPTION'],
    ['a field of an unknown type', 'CustomField', { ...TOTAL, fullName: 'Account.Total__c', type: 'Nope' }, 'FIELD_INTEGRITY_EXCEPTION'],
    ['a formula field', 'CustomField', { ...TOTAL, fullName: 'Account.Total__c', formula: 'ISNEW()' }, 'FIELD_INTEGRITY_EXCEPTION'],
    [
      'a rule with a broken formula',
      'ValidationRule',
      { fullName: 'Account.R', errorConditionFormula: 'NOPE(', errorMessage: 'x', active: true },
      '',
    ],
  ])('refuses %s', async (_title, type, definition, statusCode) => {
    const result = await metadata().create(type, definition);
    expect(result.success).toBe(false);
    expect([result.errors].flat()[0].statusCode).toContain(statusCode);
  });

  it.each([
    ['a name of another type', { ...INVOICE, nameField: { type: 'Email', label: 'Mail' } }, 'names of type Email are not available'],
    [
      'a first number that is none',
      { ...INVOICE, nameField: { ...INVOICE.nameField, startingNumber: 'one' } },
      'startingNumber: value not of',
    ],
    ['a name of its own that is too long', { ...INVOICE, fullName: `${'I'.repeat(41)}__c` }, 'The Object Name field'],
  ])('refuses an object with %s', async (_title, object, text) => {
    const result = await metadata().create('CustomObject', object);
    expect(result).toMatchObject({ success: false });
    expect([result.errors].flat()[0].message).toContain(text);
  });

  it('says that a session is over', async () => {
    const stale = new Connection({ instanceUrl: connection.instanceUrl, accessToken: 'none', version: '62.0' });
    await expect(stale.metadata.describe()).rejects.toMatchObject({ errorCode: 'sf:INVALID_SESSION_ID' });
  });
});

const PACKAGE = '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><version>62.0</version></Package>';

function objectFile(fields: string): string {
  return (
    '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Shipment</label><pluralLabel>Shipments</pluralLabel>' +
    `<nameField><label>Name</label><type>Text</type></nameField>${fields}</CustomObject>`
  );
}

const WEIGHT =
  '<fields><fullName>Weight__c</fullName><label>Weight</label><type>Number</type><precision>8</precision><scale>1</scale></fields>';

async function deploy(files: Readonly<Record<string, string>>, options: object = {}) {
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
  const { id } = await metadata().deploy(Buffer.from(zip), options);
  return metadata().checkDeployStatus(id, true);
}

describe('a deployed zip', () => {
  it('adds what is in it', async () => {
    const result = await deploy({ 'package.xml': PACKAGE, 'objects/Shipment__c.object': objectFile(WEIGHT) });
    expect(result).toMatchObject({ done: true, success: true, status: 'Succeeded', numberComponentsDeployed: 2 });
    expect(await connection.sobject('Shipment__c').create({ Name: 'First', Weight__c: 2.5 })).toMatchObject({ success: true });
  });

  it('is undone as a whole when a part fails, unless told otherwise', async () => {
    const broken = objectFile(`${WEIGHT}<fields><fullName>Bad__c</fullName><type>Nope</type></fields>`);
    const files = { 'package.xml': PACKAGE, 'objects/Shipment__c.object': broken };
    expect(await deploy(files)).toMatchObject({ success: false, status: 'Failed', numberComponentErrors: 1 });
    expect(vendor.state.schema.type('Shipment__c')).toBeUndefined();
    expect(await deploy(files, { rollbackOnError: false })).toMatchObject({ status: 'SucceededPartial' });
    expect(vendor.state.schema.type('Shipment__c')?.field('Weight__c')).toBeDefined();
  });

  it('changes nothing when it is only checked, and says what it does not know', async () => {
    expect(await deploy({ 'package.xml': PACKAGE, 'objects/Shipment__c.object': objectFile('') }, { checkOnly: true })).toMatchObject({
      success: true,
      checkOnly: true,
    });
    expect(vendor.state.schema.type('Shipment__c')).toBeUndefined();
    const unknown = await deploy({ 'package.xml': PACKAGE, 'classes/A.cls-meta.xml': '<ApexClass/>' });
    expect([unknown.details.componentFailures].flat()[0].problem).toMatch(/ApexClass/);
  });

  it('has what its manifest names, unless told otherwise', async () => {
    const named = (type: string, name: string) => `<types><members>${name}</members><name>${type}</name></types>`;
    const manifest = PACKAGE.replace(
      '<version>',
      `${named('CustomObject', 'Shipment__c')}${named('CustomField', 'Account.Gone__c')}<version>`,
    );
    const files = { 'package.xml': manifest, 'objects/Shipment__c.object': objectFile('') };
    const refused = await deploy(files);
    expect(refused).toMatchObject({ success: false, numberComponentErrors: 1 });
    expect([refused.details.componentFailures].flat()[0]).toMatchObject({
      fileName: 'package.xml',
      problem: "An object 'Account.Gone__c' of type CustomField was named in package.xml, but was not found in zipped directory",
    });
    expect(await deploy(files, { allowMissingFiles: true })).toMatchObject({ success: true });
    const unknown = await deploy({ 'package.xml': PACKAGE.replace('<version>', `${named('ApexClass', '*')}<version>`) });
    expect([unknown.details.componentFailures].flat()[0].problem).toBe("Unknown type name 'ApexClass' specified in package.xml");
  });

  it('is refused from those who may not manage metadata, on both surfaces', async () => {
    const profile = vendor.people.list('Profile').find((each) => each['Name'] === 'Standard User')!;
    const user = vendor.people.create('User', { LastName: 'Plain', ProfileId: profile['Id'] }, vendor.people.user('admin')!);
    const { token } = vendor.state.sessions.issue({ userId: user });
    const plain = new Connection({ instanceUrl: connection.instanceUrl, accessToken: token, version: '62.0' });
    const refusal = 'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions';
    await expect(plain.metadata.describe()).rejects.toMatchObject({
      errorCode: 'sf:INSUFFICIENT_ACCESS',
      message: `INSUFFICIENT_ACCESS: ${refusal}`,
    });
    await expect(plain.request('/metadata/deployRequest/0Af000000000001')).rejects.toMatchObject({
      errorCode: 'INSUFFICIENT_ACCESS',
      message: refusal,
    });
  });
});

describe('a retrieved zip', () => {
  async function retrieve(request: object) {
    const { id } = await metadata().retrieve(request);
    const result = await metadata().checkRetrieveStatus(id);
    const files = unzipSync(Buffer.from(result.zipFile, 'base64'));
    return { result, files: Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file, strFromU8(bytes)])) };
  }
  const types = [
    { name: 'CustomObject', members: ['*'] },
    { name: 'CustomField', members: ['Account.Tier__c', 'Account.Nope__c'] },
    { name: 'ApexClass', members: ['*'] },
  ];

  it('has what the manifest names, in files that can be deployed again', async () => {
    await addInvoices();
    await metadata().create('CustomField', { fullName: 'Account.Tier__c', label: 'Tier', type: 'Text', length: 20 });
    const { result, files } = await retrieve({ apiVersion: '62.0', singlePackage: true, unpackaged: { types, version: '62.0' } });
    expect(result).toMatchObject({ done: true, success: true, status: 'Succeeded' });
    expect(result.messages.map(({ problem }: { problem: string }) => problem)).toEqual([
      "Entity of type 'CustomField' named 'Account.Nope__c' cannot be found",
      "Unknown type name 'ApexClass' specified in package.xml",
    ]);
    expect(result.fileProperties).toContainEqual(
      expect.objectContaining({ type: 'CustomField', fullName: 'Account.Tier__c', fileName: 'objects/Account.object' }),
    );
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['package.xml', 'objects/Account.object', 'objects/Invoice__c.object']));
    expect(files['objects/Account.object']).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">',
        '    <fields>',
        '        <fullName>Tier__c</fullName>',
        '        <externalId>false</externalId>',
        '        <label>Tier</label>',
        '        <length>20</length>',
        '        <required>false</required>',
        '        <type>Text</type>',
        '    </fields>',
        '</CustomObject>',
        '',
      ].join('\n'),
    );
    const own = Object.fromEntries(Object.entries(files).filter(([file]) => !file.includes('ia_crm__') && !file.includes('backlot__')));
    await metadata().delete('CustomField', 'Account.Tier__c');
    await metadata().delete('CustomObject', 'Invoice__c');
    expect(await deploy(own)).toMatchObject({ success: true });
    expect(vendor.state.schema.type('Invoice__c')?.field('Total__c')).toBeDefined();
    expect(vendor.state.schema.type('Account')?.field('Tier__c')).toBeDefined();
  });

  it('lies in a folder of its own unless there is one package only', async () => {
    await metadata().create('ManagedEventSubscription', {
      fullName: 'Sync',
      label: 'Sync',
      topicName: '/data/AccountChangeEvent',
      defaultReplay: 'EARLIEST',
      errorRecoveryReplay: 'LATEST',
      state: 'RUN',
    });
    const kinds = ['ManagedEventSubscription', 'PlatformEventChannelMember'].map((name) => ({ name, members: ['*'] }));
    const { files } = await retrieve({ apiVersion: '62.0', unpackaged: { types: kinds, version: '62.0' } });
    expect(files['unpackaged/managedEventSubscriptions/Sync.managedEventSubscription']).toContain(
      '<topicName>/data/AccountChangeEvent</topicName>',
    );
    expect(files).toHaveProperty(['unpackaged/platformEventChannelMembers/ChangeEvents_AccountChangeEvent.platformEventChannelMember']);
    expect(await metadata().delete('ManagedEventSubscription', 'Sync')).toMatchObject({ success: true });
  });
});

describe('a zip deployed by REST', () => {
  const zip = () => Buffer.from(zipSync({ 'package.xml': strToU8(PACKAGE), 'objects/Shipment__c.object': strToU8(objectFile(WEIGHT)) }));

  it('is carried out, and tells what became of it', async () => {
    const started = await (metadata().deployRest(zip(), {}) as PromiseLike<{ id: string; deployResult: object }>);
    expect(started.deployResult).toMatchObject({ status: 'Pending', done: false });
    expect(await metadata().checkDeployStatus(started.id, true, true)).toMatchObject({
      done: true,
      status: 'Succeeded',
      numberComponentsDeployed: 2,
      details: { componentSuccesses: [{ fullName: 'Shipment__c' }, { fullName: 'Shipment__c.Weight__c' }], componentFailures: [] },
    });
    expect(vendor.state.schema.type('Shipment__c')).toBeDefined();
  });

  it.each([true, false])('is carried out later when it was only checked (by REST: %s)', async (rest) => {
    const checked = await (metadata().deployRest(zip(), { checkOnly: true }) as PromiseLike<{ id: string }>);
    expect(vendor.state.schema.type('Shipment__c')).toBeUndefined();
    const id = await metadata().deployRecentValidation({ id: checked.id, rest });
    expect(await metadata().checkDeployStatus(id, false)).toMatchObject({ success: true, checkOnly: false });
    expect(vendor.state.schema.type('Shipment__c')).toBeDefined();
    await expect(metadata().cancelDeploy(id)).rejects.toThrow('Deployment already completed');
  });
});

describe('what is no call of the Metadata API', () => {
  const envelope = (body: string) =>
    `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Header><SessionHeader><sessionId>${connection.accessToken}</sessionId></SessionHeader></e:Header><e:Body>${body}</e:Body></e:Envelope>`;

  it.each([
    ['half a document', () => '<e:Envelope', /soapenv:Client/],
    ['a document type', () => '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /soapenv:Client/],
    ['an unknown call', () => envelope('<nope/>'), /No operation available/],
    ['a call that is not there', () => envelope('<renameMetadata/>'), /sf:INVALID_OPERATION/],
    ['an unknown retrieval', () => envelope('<checkRetrieveStatus/>'), /sf:INVALID_CROSS/],
    ['a check that never was', () => envelope('<deployRecentValidation/>'), /sf:INVALID_CROSS/],
    ['a zip that is none', () => envelope('<deploy><ZipFile>%%%</ZipFile></deploy>'), /sf:INVALID_ZIP_FILE/],
    [
      'an unknown deployment',
      () => envelope('<checkDeployStatus><asyncProcessId>x</asyncProcessId></checkDeployStatus>'),
      /sf:INVALID_CROSS/,
    ],
    ['an unknown kind', () => envelope('<readMetadata><type>Nope</type></readMetadata>'), /sf:INVALID_TYPE/],
    [
      'too many pieces',
      () => envelope(`<createMetadata>${'<metadata xsi:type="CustomField"/>'.repeat(11)}</createMetadata>`),
      /sf:LIMIT_EXCEEDED/,
    ],
    [
      'a piece without a name',
      () => envelope('<createMetadata><metadata xsi:type="CustomField"/></createMetadata>'),
      /REQUIRED_FIELD_MISSING/,
    ],
    [
      'a name without an object',
      () => envelope('<createMetadata><metadata xsi:type="CustomField"><fullName>X__c</fullName></metadata></createMetadata>'),
      /INVALID_FULL_NAME/,
    ],
    [
      'a prototype for a name',
      () =>
        envelope('<createMetadata><metadata xsi:type="CustomField"><fullName>__proto__.constructor</fullName></metadata></createMetadata>'),
      /<success>false/,
    ],
  ])('is refused: %s', async (_title, body, expected) => {
    const origin = new URL(connection.instanceUrl);
    const reply = await fetch(new URL('/services/Soap/m/62.0', origin), {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: body(),
    });
    const text = await reply.text();
    expect(text).toMatch(expected);
    expect(text).not.toMatch(/ at .*\.ts/);
  });
});

describe('workflow in the Metadata API', () => {
  const message = {
    fullName: 'Account.Tell',
    endpointUrl: 'http://receiver.example/in',
    fields: ['Id', 'Name'],
    includeSessionId: false,
    integrationUser: 'admin@backlot.test',
    name: 'Tell',
  };
  const rule = {
    fullName: 'Account.Named',
    active: true,
    triggerType: 'onAllChanges',
    criteriaItems: [{ field: 'Account.Name', operation: 'startsWith', value: 'Acme' }],
    actions: [{ name: 'Tell', type: 'OutboundMessage' }],
  };

  it('keeps outbound messages and the rules that send them, and reads them back', async () => {
    expect(await metadata().create('WorkflowOutboundMessage', message)).toMatchObject({ success: true });
    expect(await metadata().create('WorkflowRule', rule)).toMatchObject({ success: true });
    expect(await metadata().read('WorkflowRule', 'Account.Named')).toMatchObject({
      triggerType: 'onAllChanges',
      criteriaItems: [{ operation: 'startsWith', value: 'Acme' }],
      actions: [{ name: 'Tell' }],
    });
    expect(await metadata().read('WorkflowOutboundMessage', 'Account.Tell')).toMatchObject({ integrationUser: 'admin@backlot.test' });
    await connection.sobject('Account').create({ Name: 'Acme' });
    await connection.sobject('Account').create({ Name: 'Other' });
    expect(vendor.state.outbound.table.size).toBe(1);
    expect(await metadata().delete('WorkflowRule', 'Account.Named')).toMatchObject({ success: true });
  });

  it('deploys a workflow file, and refuses what it would not carry out', async () => {
    const workflow = (parts: string): string =>
      `<?xml version="1.0"?><Workflow xmlns="http://soap.sforce.com/2006/04/metadata">${parts}</Workflow>`;
    const parts =
      '<outboundMessages><fullName>Tell</fullName><endpointUrl>https://receiver.example/in</endpointUrl><fields>Name</fields></outboundMessages>' +
      '<rules><fullName>New</fullName><active>true</active><formula>true</formula><triggerType>onCreateOnly</triggerType>' +
      '<actions><name>Tell</name><type>OutboundMessage</type></actions></rules>';
    const deploy = async (text: string) => {
      const files = { 'package.xml': strToU8('<Package/>'), 'workflows/Account.workflow': strToU8(workflow(text)) };
      const { id } = await connection.metadata.deploy(Buffer.from(zipSync(files)), {});
      return connection.metadata.checkDeployStatus(id!, true);
    };
    expect(await deploy(parts)).toMatchObject({ success: true, numberComponentsDeployed: 2 });
    expect(await deploy('<fieldUpdates><fullName>X</fullName></fieldUpdates>')).toMatchObject({ success: false });
  });
});
