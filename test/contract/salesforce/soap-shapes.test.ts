import { ApiSchemas as METADATA } from '@jsforce/jsforce-node/lib/api/metadata/schema.js';
import { ApiSchemas as PARTNER } from '@jsforce/jsforce-node/lib/api/soap/schema.js';
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { type Element, parseXml } from '../../../simulator/salesforce/soap/xml.js';
import { describeOnEveryMount, type Mounted } from '../mounts.js';
import { signIn } from './client.js';

type Shape = string | readonly string[];
type Schemas = Readonly<Record<string, { readonly props: Readonly<Record<string, Shape>>; readonly extends?: string }>>;

/** What is wrong with an element, by the vendor's WSDL as jsforce has it: clients made from a WSDL take elements in its order only. */
function problems(schemas: Schemas, typeName: string, element: Element, path: string = typeName): readonly string[] {
  const plain: Readonly<Record<string, RegExp>> = { boolean: /^(?:true|false)$/, number: /^-?\d+(?:\.\d+)?$/ };
  const schema = schemas[typeName];
  if (schema === undefined) return plain[typeName]?.test(element.text) === false ? [`${path} is no ${typeName}: ${element.text}`] : [];
  const props = propsOf(schemas, typeName);
  const names = Object.keys(props);
  const places = element.children.map(({ name }) => names.indexOf(name));
  return [
    ...element.children.filter((_each, index) => places[index] === -1).map(({ name }) => `${path}.${name} is unknown`),
    ...element.children
      .filter((_each, index) => places[index]! < (places[index - 1] ?? 0))
      .map(({ name }) => `${path}.${name} comes too late`),
    ...names
      .filter((name) => isNeeded(props[name]!) && !element.children.some((each) => each.name === name))
      .map((name) => `${path}.${name} is missing`),
    ...element.children.flatMap((each) =>
      props[each.name] === undefined || each.isNil ? [] : problems(schemas, typeOf(props[each.name]!), each, `${path}.${each.name}`),
    ),
  ];
}

function propsOf(schemas: Schemas, typeName: string): Readonly<Record<string, Shape>> {
  const { props, extends: base } = schemas[typeName]!;
  return { ...(base === undefined ? {} : propsOf(schemas, base)), ...props };
}

const isNeeded = (shape: Shape): boolean => typeof shape === 'string' && !shape.startsWith('?');
const typeOf = (shape: Shape): string => (typeof shape === 'string' ? shape.replace(/^\?/, '') : shape.at(-1)!);

describeOnEveryMount('Salesforce: SOAP replies, by the WSDL', createSalesforce, (mounted) => {
  const call = async (body: string, path = 'u', namespace = 'urn:partner.soap.sforce.com', header = ''): Promise<Element> => {
    const { token } = signIn(mounted());
    const envelope =
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
      `xmlns="${namespace}"><s:Header><SessionHeader><sessionId>${token}</sessionId></SessionHeader>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
    const headers = { 'content-type': 'text/xml', soapaction: '""' };
    const reply = await mounted().send({ method: 'POST', path: `/services/Soap/${path}/62.0`, headers, body: envelope });
    return parseXml(reply.text).children.find(({ name }) => name === 'Body')!.children[0]!;
  };
  const make = ({ vendor }: Mounted<ReturnType<typeof createSalesforce>>, type: string, fields: Record<string, unknown>): string =>
    vendor.people.create(type, fields, vendor.people.user('admin')!);

  const account = (): string => make(mounted(), 'Account', { Name: 'Acme' });
  const lead = (): string => make(mounted(), 'Lead', { LastName: 'A', Company: 'B' });
  const window = (): string => {
    const at = (days: number): string => new Date(mounted().world.clock.now() + days * 86_400_000).toISOString();
    return `<startDate>${at(-3)}</startDate><endDate>${at(1)}</endDate>`;
  };
  const convert = (id: string, status: string) =>
    `<convertLead><leadConverts><leadId>${id}</leadId><convertedStatus>${status}</convertedStatus></leadConverts></convertLead>`;

  it.each<readonly [type: string, body: () => string]>([
    ['LoginResult', () => '<login><username>admin@backlot.test</username><password>backlot</password></login>'],
    ['GetUserInfoResult', () => '<getUserInfo/>'],
    ['GetServerTimestampResult', () => '<getServerTimestamp/>'],
    [
      'SaveResult',
      () => '<create><sObjects><type>Account</type><Name>A</Name></sObjects><sObjects><type>Account</type></sObjects></create>',
    ],
    ['SaveResult', () => `<update><sObjects><type>Account</type><Id>${account()}</Id><Name>B</Name></sObjects></update>`],
    [
      'UpsertResult',
      () =>
        '<upsert><externalIDFieldName>Id</externalIDFieldName><sObjects><type>Account</type><Name>A</Name></sObjects><sObjects><type>Account</type></sObjects></upsert>',
    ],
    ['DeleteResult', () => `<delete><ids>${account()}</ids><ids>001000000000001</ids></delete>`],
    ['UndeleteResult', () => `<undelete><ids>${account()}</ids></undelete>`],
    ['EmptyRecycleBinResult', () => `<emptyRecycleBin><ids>${account()}</ids></emptyRecycleBin>`],
    [
      'MergeResult',
      () =>
        `<merge><request><masterRecord><type>Account</type><Id>${account()}</Id></masterRecord><recordToMergeIds>${account()}</recordToMergeIds></request><request/></merge>`,
    ],
    ['LeadConvertResult', () => convert(lead(), 'Closed - Converted')],
    ['LeadConvertResult', () => convert(lead(), 'Nope')],
    ['GetUpdatedResult', () => `<getUpdated><sObjectType>Account</sObjectType>${window()}</getUpdated>`],
    ['GetDeletedResult', () => `<getDeleted><sObjectType>Account</sObjectType>${window()}</getDeleted>`],
    ['QueryResult', () => '<query><queryString>SELECT COUNT() FROM Account</queryString></query>'],
    ['DescribeGlobalResult', () => '<describeGlobal/>'],
    ['DescribeSObjectResult', () => '<describeSObject><sObjectType>Contact</sObjectType></describeSObject>'],
    [
      'DescribeSObjectResult',
      () =>
        '<describeSObjects>' +
        ['Lead', 'Account', 'Case', 'Opportunity', 'ia_crm__Sales_Quote__c', 'AccountChangeEvent']
          .map((name) => `<sObjectType>${name}</sObjectType>`)
          .join('') +
        '</describeSObjects>',
    ],
    ['DescribeLayoutResult', () => '<describeLayout><sObjectType>Account</sObjectType></describeLayout>'],
    ['DescribeTabSetResult', () => '<describeTabs/>'],
    ['InvalidateSessionsResult', () => '<invalidateSessions><sessionIds>x</sessionIds></invalidateSessions>'],
    [
      'SetPasswordResult',
      () => `<setPassword><userId>${mounted().vendor.people.user('admin')}</userId><password>backlot2026</password></setPassword>`,
    ],
    ['ResetPasswordResult', () => `<resetPassword><userId>${mounted().vendor.people.user('connector')}</userId></resetPassword>`],
    ['SearchResult', () => '<search><searchString>FIND {Acme} IN ALL FIELDS RETURNING Account(Id, Name)</searchString></search>'],
  ])('%s', async (type, body) => {
    const response = await call(body());
    expect(response.name).not.toBe('Fault');
    expect(response.children.flatMap((result) => problems(PARTNER as Schemas, type, result))).toEqual([]);
  });

  const METADATA_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
  const object = (name: string): string =>
    `<metadata xsi:type="CustomObject"><fullName>${name}</fullName><deploymentStatus>Deployed</deploymentStatus><label>Bill</label><nameField><label>No</label><type>Text</type></nameField><pluralLabel>Bills</pluralLabel><sharingModel>ReadWrite</sharingModel></metadata>`;
  const ask = (body: string): Promise<Element> => call(body, 'm', METADATA_NAMESPACE);
  const idOf = async (body: string): Promise<string> => (await ask(body)).children[0]!.children.find(({ name }) => name === 'id')!.text;
  const zipOf = (objectName: string): string => {
    const files = {
      'package.xml': strToU8(
        `<Package xmlns="${METADATA_NAMESPACE}"><types><members>Bill__c</members><name>CustomObject</name></types></Package>`,
      ),
      [`objects/${objectName}.object`]: strToU8(object('x').replaceAll('metadata', 'CustomObject').replace(' xsi:type="CustomObject"', '')),
    };
    return Buffer.from(zipSync(files)).toString('base64');
  };
  const manifest =
    '<unpackaged><types><members>*</members><name>CustomField</name></types><types><members>x</members><name>Nope</name></types><version>62.0</version></unpackaged>';

  it.each<readonly [type: string, body: () => string | Promise<string>]>([
    ['SaveResult', () => `<createMetadata>${object('Bill__c')}${object('1')}</createMetadata>`],
    ['UpsertResult', () => `<upsertMetadata>${object('Bill__c')}${object('1')}</upsertMetadata>`],
    ['DeleteResult', () => '<deleteMetadata><type>CustomObject</type><fullNames>No__c</fullNames></deleteMetadata>'],
    ['DescribeMetadataResult', () => '<describeMetadata><asOfVersion>62.0</asOfVersion></describeMetadata>'],
    ['FileProperties', () => '<listMetadata><queries><type>CustomObject</type></queries><asOfVersion>62.0</asOfVersion></listMetadata>'],
    ['AsyncResult', () => `<deploy><ZipFile>${zipOf('Bill__c')}</ZipFile><DeployOptions/></deploy>`],
    ['AsyncResult', () => `<retrieve><retrieveRequest>${manifest}</retrieveRequest></retrieve>`],
    [
      'DeployResult',
      async () =>
        `<checkDeployStatus><asyncProcessId>${await idOf(`<deploy><ZipFile>${zipOf('Bill__c')}</ZipFile></deploy>`)}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
    ],
    [
      'DeployResult',
      async () =>
        `<checkDeployStatus><asyncProcessId>${await idOf(`<deploy><ZipFile>${zipOf('1')}</ZipFile></deploy>`)}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
    ],
    [
      'RetrieveResult',
      async () =>
        `<checkRetrieveStatus><asyncProcessId>${await idOf(`<retrieve><retrieveRequest>${manifest}</retrieveRequest></retrieve>`)}</asyncProcessId></checkRetrieveStatus>`,
    ],
  ])('Metadata API: %s', async (type, body) => {
    const response = await ask(await body());
    expect(response.name).not.toBe('Fault');
    expect(response.children.flatMap((result) => problems(METADATA as unknown as Schemas, type, result))).toEqual([]);
  });

  it.each(['CustomObject:Account', 'CustomObject:ia_crm__Sales_Quote__c', 'CustomField:Account.ia_crm__AR_Term__c'])(
    'Metadata API: reads %s',
    async (named) => {
      const [type, name] = named.split(':') as [string, string];
      const response = await ask(`<readMetadata><type>${type}</type><fullNames>${name}</fullNames></readMetadata>`);
      const records = response.children[0]!.children;
      expect(records).toHaveLength(1);
      expect(
        records.flatMap((record) => problems(METADATA as unknown as Schemas, type, record)).filter((each) => !each.endsWith('is missing')),
      ).toEqual([]);
    },
  );
});
