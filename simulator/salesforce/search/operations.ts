import { valueText } from '../../kernel/value-text.js';
import type { WireResponse } from '../../kernel/wire.js';
import { SalesforceError } from '../errors.js';
import { versionOf } from '../operations/address.js';
import { type SignedCall, signedIn } from '../operations/signed-in.js';
import { printRecords } from '../soql/json.js';
import { type JsonObject, readJson } from '../wire/body.js';
import { jsonText } from '../wire/reply.js';
import { type FieldGroup, malformedSearch, parseSearch, type Returning, type Search, specOf } from './parse.js';
import { runSearch } from './run.js';
import { parseTerms } from './terms.js';

/** GET /services/data/:version/search?q= - SOSL. Source: [REST] "Search". */
export const search = signedIn((call: SignedCall) => {
  const text = new URLSearchParams(call.request.query).get('q');
  if (text === null || text.trim() === '') throw malformedSearch('No search term found. The search term must be enclosed in braces.');
  return answer(call, parseSearch(text));
});

/** GET /services/data/:version/parameterizedSearch?q=&sobject=. Source: [REST] "Parameterized Search". */
export const searchByParameters = signedIn((call: SignedCall) => {
  const query = new URLSearchParams(call.request.query);
  const names = query.getAll('sobject').flatMap((text) => text.split(','));
  const sobjects = names.map((name) => ({
    name,
    fields: textOrNull(query.get(`${name}.fields`))?.split(','),
    limit: query.get(`${name}.limit`),
    where: query.get(`${name}.where`),
    orderBy: query.get(`${name}.orderBy`),
  }));
  return answer(call, readParameters({ ...Object.fromEntries(query), fields: query.get('fields')?.split(','), sobjects }));
});

/** POST /services/data/:version/parameterizedSearch - the same with a JSON body. */
export const searchByBody = signedIn((call: SignedCall) => answer(call, readParameters(readJson(call.request).value)));

/** Before v37 the reply is the bare list. */
function answer(call: SignedCall, wanted: Search): WireResponse {
  const base = `/services/data/${versionOf(call)}`;
  const pages = runSearch(call.state, wanted, call.session.userId);
  const records = `[${pages.flatMap((page) => printRecords(page, base)).join(',')}]`;
  return jsonText(200, Number(versionOf(call).slice(1)) < 37 ? records : `{"searchRecords":${records}}`);
}

function readParameters(given: JsonObject): Search {
  const { q, sobjects } = given;
  if (typeof q !== 'string' || q.trim() === '') throw malformedSearch('No search term found.');
  const group = String(given['in'] ?? 'ALL').toUpperCase();
  if (!GROUPS.includes(group)) throw invalid(`Invalid value for in: ${group}`);
  const shared = { fields: given['fields'], limit: given['defaultLimit'] };
  const listed = Array.isArray(sobjects) && sobjects.length > 0 ? sobjects.map((each: unknown) => returningOf(each, shared)) : null;
  return { terms: parseTerms(q), group: group as FieldGroup, returning: listed, limit: countOf(given['overallLimit'], 'overallLimit') };
}

const GROUPS = ['ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR'];

function returningOf(value: unknown, shared: { readonly fields: unknown; readonly limit: unknown }): Returning {
  const { name, fields, limit, where, orderBy } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name === '') throw invalid('Every sobject needs a name');
  const names = fields ?? shared.fields ?? ['Id'];
  if (!Array.isArray(names) || names.some((each) => typeof each !== 'string')) throw invalid('fields must be a list of names');
  const condition = typeof where === 'string' && where !== '' ? ` WHERE ${where}` : '';
  const order = typeof orderBy === 'string' && orderBy !== '' ? ` ORDER BY ${orderBy}` : '';
  return { ...specOf(name, `${names.join(', ')}${condition}${order}`), limit: countOf(limit ?? shared.limit, 'limit') };
}

function countOf(value: unknown, name: string): number | null {
  if (value === undefined || value === null || value === '') return null;
  const count = Number(value);
  if (!Number.isInteger(count) || count < 0) throw invalid(`Invalid value for ${name}: ${valueText(value)}`);
  return count;
}

function textOrNull(text: string | null): string | undefined {
  return text === null || text === '' ? undefined : text;
}

const invalid = (message: string) => new SalesforceError('INVALID_INPUT', message);
