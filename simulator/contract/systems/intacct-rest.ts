import { mapOf } from './reading.js';
import type { Effect, MadeRecord, Unsigned } from './system.js';

/**
 * What calls of Intacct's REST API do. A key there is the record's number at the gateway, which therefore removes what REST made.
 * Source: Sage Intacct REST API, "Objects", "Query service", "OAuth 2.0 authorization".
 */
const OBJECTS = /^\/ia\/api\/v1\/objects\/[\w-]+\/([\w-]+)(?:\/([^/]+))?$/;
const READS = /^\/ia\/api\/v1\/(?:oauth2\/token|services\/core\/query)$/;

export const isRest = ({ path }: Pick<Unsigned, 'path'>): boolean => path.startsWith('/ia/api/');

export function restEffectOf({ method, path, body }: Unsigned): Effect {
  if (method === 'GET' || method === 'HEAD' || READS.test(path)) return { kind: 'read' };
  const [, object = '', key] = OBJECTS.exec(path) ?? [];
  if (object === '') return { kind: 'unknown' };
  if (key !== undefined) return { kind: 'touch', keys: [`${nameOf(object)}/${decodeURIComponent(key)}`] };
  return method === 'POST' ? { kind: 'make', text: body } : { kind: 'unknown' };
}

export function madeByRest({ method, path }: Unsigned, data: unknown): readonly MadeRecord[] {
  const [, object = '', of] = OBJECTS.exec(path) ?? [];
  const { key } = mapOf(mapOf(data)['ia::result']);
  if (method !== 'POST' || object === '' || of !== undefined || typeof key !== 'string') return [];
  return [{ key: `${nameOf(object)}/${key}`, object: nameOf(object), id: key }];
}

export function removedByRest({ method, path }: Unsigned, status: number): readonly string[] {
  const [, object = '', key] = OBJECTS.exec(path) ?? [];
  return method === 'DELETE' && key !== undefined && (status < 300 || status === 404) ? [`${nameOf(object)}/${key}`] : [];
}

/** `customer` as the gateway calls it. */
function nameOf(object: string): string {
  return object.replaceAll('-', '').toUpperCase();
}
