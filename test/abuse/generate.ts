import type { WireRequest } from '../../simulator/kernel/wire.js';
import type { Chance } from './chance.js';
import { damaged, junkBody, junkText, mutated } from './junk.js';
import type { Body, Harvest, Target } from './target.js';

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'get', ''];
const TYPES = [
  'application/json',
  'application/xml',
  'text/xml',
  'text/csv',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  '',
  'x',
];
const HEADERS = [
  'accept',
  'authorization',
  'content-type',
  'cookie',
  'host',
  'if-match',
  'if-modified-since',
  'pardot-business-unit-id',
  'sforce-query-options',
  'sforce-call-options',
  'sforce-auto-assign',
  'sforce-duplicate-rule-header',
  'sforce-locator',
  'soapaction',
  'traceparent',
  'tracestate',
  'x-forwarded-host',
  'x-http-method-override',
  'x-param-ia-api-entity',
  'x-sfdc-session',
  'accept-encoding',
  'idempotency-key',
];

/** One request: mostly what a client would send, with none, one or several things wrong. */
export function generate(chance: Chance, target: Target, harvest: Harvest): WireRequest {
  const body = chance.pick(target.bodies);
  const route = chance.pick(target.routes);
  const wants = body.path !== undefined && chance.is(0.5);
  const path = pathOf(chance, wants ? body.path! : route.path, target, harvest);
  const method = chance.is(0.06) ? chance.pick(METHODS) : wants ? 'POST' : route.method;
  const isBare = method === 'GET' || method === 'HEAD' || method === 'DELETE';
  const content = isBare && chance.is(0.95) ? '' : contentOf(chance, body, target.headers()['authorization']?.replace('Bearer ', '') ?? '');
  const type = chance.is(0.05) ? chance.pick(TYPES) : (body.type ?? 'application/json');
  return {
    method,
    path: chance.is(0.04) ? damaged(chance, path) : path,
    query: chance.is(isBare ? 0.7 : 0.2) ? queryOf(chance, target, harvest) : '',
    headers: headersOf(chance, { host: target.host, ...target.headers(), ...(content === '' ? {} : { 'content-type': type }) }),
    body: content,
  };
}

function pathOf(chance: Chance, path: string, target: Target, harvest: Harvest): string {
  return path.replace(/[:*](\w+)/g, (_, name: string) => {
    if (chance.is(0.06)) return chance.is(0.5) ? encodeURIComponent(wellFormed(junkText(chance))) : junkText(chance);
    const known = target.params[name];
    return known === undefined || chance.is(0.3) ? harvest.pick(chance) : chance.pick(known);
  });
}

function queryOf(chance: Chance, target: Target, harvest: Harvest): string {
  const query = chance.pick(target.queries).replaceAll('ID', () => harvest.pick(chance));
  if (chance.is(0.4)) return query;
  if (chance.is(0.3)) return `${query}&${chance.pick(target.queries)}`;
  return chance.is(0.5) ? damaged(chance, query) : query.replace(/=[^&]*/, () => `=${encodeURIComponent(wellFormed(junkText(chance)))}`);
}

function contentOf(chance: Chance, { content }: Body, token: string): string | Uint8Array {
  if (chance.is(0.05)) return junkBody(chance);
  if (typeof content === 'string')
    return chance.is(0.4) ? content.replace('TOKEN', token) : damaged(chance, content.replace('TOKEN', token));
  let value = content;
  for (let times = chance.below(3); times > 0; times -= 1) value = mutated(chance, value);
  const text = JSON.stringify(value) ?? '';
  return chance.is(0.05) ? damaged(chance, text) : text;
}

function headersOf(chance: Chance, headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const made: Record<string, string> = { ...headers };
  if (chance.is(0.08)) {
    const name = chance.pick(HEADERS);
    if (chance.is(0.4)) delete made[name];
    else made[name] = junkText(chance);
  }
  return made;
}

/** Half of a surrogate pair cannot be written in an address. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
