import type { ProbeReply } from '../types.js';
import { listOf, mapOf, readJson } from './reading.js';
import { bulkEffectOf, madeByBulk } from './salesforce-bulk.js';
import { keyOf } from './salesforce-ids.js';
import { madeBySoap, soapEffectOf } from './salesforce-soap.js';
import type { Effect, MadeRecord, Unsigned } from './system.js';

const DATA = /^\/services\/data\/v\d+\.\d+(\/.*)$/;

/** What a request would do, as far as its address and body tell. */
export function effectOf(request: Unsigned): Effect {
  const { method, path, query, body } = request;
  if (method === 'GET' || method === 'HEAD' || path === '/services/oauth2/token') return { kind: 'read' };
  if (path.startsWith('/services/Soap/')) return soapEffectOf(body);
  const rest = DATA.exec(path)?.[1];
  const [kind, ...parts] = rest?.split('/').slice(1) ?? [];
  if (kind === 'sobjects') return onRows(method, parts, body);
  if (kind === 'jobs') return bulkEffectOf(method, parts, body);
  if (kind !== 'composite') return { kind: 'unknown' };
  if (parts.length === 0)
    return joined(
      listOf(mapOf(readJson(body))['compositeRequest'])
        .map(mapOf)
        .map(inner),
    );
  if (parts[0] === 'tree' && method === 'POST') return { kind: 'make', text: body };
  return parts[0] === 'sobjects' ? onCollections(method, parts.slice(1), query, body) : { kind: 'unknown' };
}

function onRows(method: string, parts: readonly string[], body: string): Effect {
  if (method === 'POST' && parts.length === 1) return { kind: 'make', text: body };
  if (parts.length < 2) return { kind: 'unknown' };
  return { kind: 'touch', keys: [decodeURIComponent(parts.at(-1)!)] };
}

function onCollections(method: string, parts: readonly string[], query: string, body: string): Effect {
  if (method === 'DELETE') return { kind: 'touch', keys: (new URLSearchParams(query).get('ids') ?? '').split(',') };
  if (method === 'POST') return { kind: 'make', text: body };
  const [, field] = parts;
  const keys = recordsOf(body).map((record) => {
    const key = field === undefined ? (record['Id'] ?? record['id']) : record[field];
    return typeof key === 'string' ? key : '';
  });
  return { kind: 'touch', keys };
}

function inner({ method, url, body }: Readonly<Record<string, unknown>>): Effect {
  const [path = '', query = ''] = String(url).split('?', 2);
  return effectOf({ method: String(method), path, query, headers: {}, body: JSON.stringify(body ?? null) });
}

/** Several requests in one: what is unknown of one is unknown of all. References to earlier ones (`@{…}`) are theirs. */
function joined(effects: readonly Effect[]): Effect {
  if (effects.length === 0 || effects.some(({ kind }) => kind === 'unknown')) return { kind: 'unknown' };
  const keys = effects.flatMap((effect) => (effect.kind === 'touch' ? effect.keys : [])).filter((key) => !key.startsWith('@{'));
  const texts = effects.flatMap((effect) => (effect.kind === 'make' ? [effect.text] : []));
  if (keys.length > 0) return { kind: 'touch', keys };
  return texts.length > 0 ? { kind: 'make', text: texts.join('\n') } : { kind: 'read' };
}

/** Records that a request made: those that its reply says were created. */
export function madeBy({ method, path, body }: Unsigned, { data }: ProbeReply): readonly MadeRecord[] {
  if (path.startsWith('/services/Soap/')) return madeBySoap(body, data);
  if (path.includes('/jobs/')) return madeByBulk(method, path, data);
  if (method !== 'POST' && method !== 'PATCH' && method !== 'PUT') return [];
  const parts = DATA.exec(path)?.[1]?.split('/') ?? [];
  if (parts[1] === 'sobjects') return asMade(mapOf(data), parts[2] ?? '', method);
  if (parts[1] !== 'composite') return [];
  if (parts.length === 2) return listOf(mapOf(data)['compositeResponse']).flatMap((each) => madeInComposite(mapOf(each), body));
  const typeOf = (index: number): string => parts[3] ?? String(mapOf(recordsOf(body)[index]?.['attributes'])['type'] ?? '');
  const results = Array.isArray(data) ? data : listOf(mapOf(data)['results']);
  return results.flatMap((each, index) => asMade({ success: method === 'POST', ...mapOf(each) }, typeOf(index), method));
}

function madeInComposite({ body, referenceId }: Readonly<Record<string, unknown>>, requests: string): readonly MadeRecord[] {
  const asked = listOf(mapOf(readJson(requests))['compositeRequest'])
    .map(mapOf)
    .find((each) => each['referenceId'] === referenceId);
  return asMade(mapOf(body), String(asked?.['url'] ?? '').split('/')[5] ?? '', String(asked?.['method'] ?? ''));
}

function asMade(result: Readonly<Record<string, unknown>>, object: string, method: string): readonly MadeRecord[] {
  const { id, success, created } = result;
  const isNew = created === true || (created === undefined && method === 'POST');
  return typeof id === 'string' && success === true && isNew ? [{ key: keyOf(id), object, id }] : [];
}

/** Ids that a request deleted. One that was gone already counts. */
export function removedBy({ method, path, query }: Unsigned, { status, data }: ProbeReply): readonly string[] {
  if (method !== 'DELETE') return [];
  const ids = new URLSearchParams(query).get('ids')?.split(',');
  if (ids === undefined) return status === 204 || status === 404 ? [keyOf(path.split('/').at(-1)!)] : [];
  return ids.filter((_, index) => isGone(mapOf(listOf(data)[index]))).map(keyOf);
}

function isGone({ success, errors }: Readonly<Record<string, unknown>>): boolean {
  const codes = listOf(errors).map((error) => mapOf(error)['statusCode']);
  return success === true || codes.includes('ENTITY_IS_DELETED') || codes.includes('INVALID_CROSS_REFERENCE_KEY');
}

function recordsOf(body: string): readonly Readonly<Record<string, unknown>>[] {
  return listOf(mapOf(readJson(body))['records']).map(mapOf);
}
