import type { WireRequest } from '../../../simulator/kernel/wire.js';
import { all, alterations, type Drift, rewritten, says } from './drift.js';

const isQuery = ({ path }: WireRequest): boolean => /\/query$/.test(path);
const asksFor = (text: string) => (request: WireRequest) => isQuery(request) && decodeURIComponent(request.query).includes(text);
const isCollection = (method: string) => (request: WireRequest) => request.method === method && /\/composite\/sobjects/.test(request.path);
const isRow = (method: string) => (request: WireRequest) =>
  request.method === method && /\/sobjects\/\w+(\/\w+)?$/.test(request.path) && !/composite/.test(request.path);

const sf = alterations('salesforce');

const SUCCESS = [{ id: '00v000000000001AAA', success: true, errors: [] }];

/** Planted in Salesforce. */
export const SALESFORCE_DRIFTS: readonly Drift[] = [
  {
    title: 'another error code',
    alter: sf.reply(asksFor('FROM Nothing'), ({ body }) => ({ body: body.replace('INVALID_TYPE', 'INVALID_SOBJECT') })),
    probe: 'query-refused',
    outcome: 'behaviour differs',
    path: 'error',
    text: 'another error code',
  },
  {
    title: 'a missing key',
    alter: sf.json(isQuery, ({ done, ...rest }) => rest),
    probe: 'accounts-are-read',
    outcome: 'shape differs',
    path: 'body.done',
    text: 'is missing',
  },
  {
    title: 'a missing column',
    alter: sf.json(asksFor('FROM Contact'), (data) => ({
      ...data,
      records: data.records.map(({ MobilePhone, ...rest }: object & { MobilePhone?: string }) => rest),
    })),
    probe: 'contacts-are-read',
    outcome: 'shape differs',
    path: 'body.records[0].MobilePhone',
    text: 'is missing',
  },
  {
    title: 'a laxer check of lengths',
    alter: sf.request(all(isCollection('PATCH'), says('much longer')), rewritten(/This given name[^"]*/, 'Short')),
    probe: 'too-long',
    outcome: 'stand-in looser',
    path: 'error',
    text: 'refused',
  },
  {
    title: 'duplicates that are let in',
    alter: sf.reply(all(isCollection('POST'), says('CampaignMember')), ({ body }) =>
      body.includes('DUPLICATE_VALUE') ? { body: JSON.stringify(SUCCESS) } : {},
    ),
    probe: 'campaign-members',
    outcome: 'stand-in looser',
    path: 'error',
    text: 'refused',
  },
  {
    title: 'a sign-in with any password',
    alter: sf.request(
      all(({ path }) => path.endsWith('/token'), says('not%20')),
      rewritten(/password=not[^&]*/, 'password=backlot'),
    ),
    probe: 'sign-in-refused',
    outcome: 'stand-in looser',
    path: 'status',
    text: 'another status',
  },
  {
    title: 'a refusal of blanks',
    alter: sf.reply(all(isCollection('PATCH'), says('"Description":""')), () => ({
      status: 400,
      body: '[{"message":"no blanks","errorCode":"JSON_PARSER_ERROR"}]',
    })),
    probe: 'collection-update',
    outcome: 'stand-in stricter',
    path: 'status',
    text: 'another status',
  },
  {
    title: 'one record that is refused for nothing',
    alter: sf.json(all(isCollection('POST'), says('"type":"Task"')), () => [
      { success: false, errors: [{ statusCode: 'FIELD_INTEGRITY_EXCEPTION', message: 'no', fields: [] }] },
    ]),
    probe: 'tasks',
    outcome: 'stand-in stricter',
    path: 'error',
    text: 'accepted',
  },
  {
    title: 'another status of an acceptance',
    alter: sf.reply(isRow('POST'), ({ status }) => ({ status: status === 201 ? 200 : status })),
    probe: 'contact-update',
    outcome: 'behaviour differs',
    path: 'status',
    text: 'another status',
  },
  {
    title: 'another status of a refusal',
    alter: sf.reply(isQuery, ({ status }) => ({ status: status === 401 ? 403 : status })),
    probe: 'session-is-over',
    outcome: 'behaviour differs',
    path: 'status',
    text: 'another status',
  },
  {
    title: 'another order',
    alter: sf.json(asksFor('ORDER BY'), (data) => ({ ...data, records: [...(data.records ?? [])].reverse() })),
    probe: 'queries-compare',
    outcome: 'behaviour differs',
    path: 'body.records',
    text: 'in another order',
  },
  {
    title: 'a number as a text',
    alter: sf.json(asksFor('FROM Lead'), (data) => (Array.isArray(data) ? data : { ...data, totalSize: String(data.totalSize) })),
    probe: 'leads-are-read',
    outcome: 'shape differs',
    path: 'body.totalSize',
    text: 'another type',
  },
  {
    title: 'a boolean as a text',
    alter: sf.reply(asksFor('FROM Opportunity'), ({ body }) => ({ body: body.replace('"IsWon":false', '"IsWon":"false"') })),
    probe: 'opportunities-are-read',
    outcome: 'shape differs',
    path: 'body.records[0].IsWon',
    text: 'another type',
  },
  {
    title: 'a map in the place of a list',
    alter: sf.json(isCollection('DELETE'), (data) => data.map((each: { errors: object[] }) => ({ ...each, errors: { ...each.errors } }))),
    probe: 'deleted-records',
    outcome: 'shape differs',
    path: 'body[0].errors',
    text: 'another type',
  },
  {
    title: 'ids of 15 characters',
    alter: sf.json(isRow('POST'), (data) => ({ ...data, id: data.id?.slice(0, 15) })),
    probe: 'leads-are-read',
    // Queries then tell another id than the save did.
    outcome: 'behaviour differs',
    path: 'body.id',
    text: 'another form',
  },
  {
    title: 'instants in another form',
    alter: sf.reply(asksFor('FROM Account WHERE Name LIKE'), ({ body }) => ({ body: body.replaceAll('.000+0000', 'Z') })),
    probe: 'accounts-are-read',
    outcome: 'behaviour differs',
    path: 'body.records[0].SystemModstamp',
    text: 'another value',
  },
  {
    title: 'a key too many',
    alter: sf.json(asksFor('FROM Contract'), (data) => ({ ...data, entityTypeName: 'Contract' })),
    probe: 'contracts-are-read',
    outcome: 'shape differs',
    path: 'body.entityTypeName',
    text: 'is missing',
  },
  {
    title: 'another content type',
    alter: sf.reply(isQuery, ({ headers }) => ({ headers: { ...headers, 'Content-Type': 'text/html' } })),
    probe: 'contracts-are-read',
    outcome: 'shape differs',
    path: 'headers.content-type',
    text: 'another header',
  },
  {
    title: 'other words of a refusal that somebody relies on',
    alter: sf.reply(asksFor('SELECT Nothing'), ({ body }) => ({ body: body.replace('No such column', 'Unknown column') })),
    probe: 'query-refused',
    outcome: 'behaviour differs',
    path: 'body[0].message',
    text: 'another value',
  },
  {
    title: 'deleted records that stay in queries',
    alter: sf.request(asksFor('FROM Lead'), (request) => ({ ...request, path: request.path.replace(/query$/, 'queryAll') })),
    probe: 'deleted-records',
    outcome: 'behaviour differs',
    path: 'body.totalSize',
    text: 'another value',
  },
  {
    title: 'a field that is taken and forgotten',
    alter: sf.request(all(isCollection('PATCH'), says('"Sic"')), rewritten('"Sic":"7312",', '')),
    probe: 'collection-update',
    outcome: 'behaviour differs',
    path: 'body.records[0].Sic',
    text: 'another type',
  },
  {
    title: 'conditions that mind letter case',
    alter: sf.request(asksFor('A@EXAMPLE.COM'), (request) => ({ ...request, query: request.query.replace('EXAMPLE.COM', 'NOWHERE.COM') })),
    probe: 'queries-compare',
    outcome: 'behaviour differs',
    path: 'body.totalSize',
    text: 'another value',
  },
  {
    title: 'an update that says that it created',
    alter: sf.reply(isCollection('PATCH'), ({ body }) => ({ body: body.replace('"created":false', '"created":true') })),
    probe: 'intacct-package-error-log',
    outcome: 'behaviour differs',
    path: 'body[0].created',
    text: 'another value',
  },
  {
    title: 'a describe that lets system fields be written',
    alter: sf.json(
      ({ path }) => path.endsWith('/Account/describe'),
      (data) => ({ ...data, fields: data.fields.map((field: object) => ({ ...field, updateable: true })) }),
    ),
    probe: 'describe-account',
    outcome: 'behaviour differs',
    path: 'body.fields',
    text: 'none is like this',
  },
];
