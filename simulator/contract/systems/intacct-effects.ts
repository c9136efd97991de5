import { xmlData } from '../reply-data.js';
import type { ProbeReply } from '../types.js';
import { isRest, madeByRest, removedByRest, restEffectOf } from './intacct-rest.js';
import { manyOf, mapOf } from './reading.js';
import type { Effect, MadeRecord, Unsigned } from './system.js';

/** Functions that change nothing. Source: Sage Intacct developer, "Generic functions", "API sessions", "Company". */
const READS = /^(?:get|read|query|lookup|inspect|retrieve)/i;

/** What the functions of a request would do. */
export function effectOf(request: Unsigned): Effect {
  if (isRest(request)) return restEffectOf(request);
  const { method, body } = request;
  if (method === 'GET' || method === 'HEAD') return { kind: 'read' };
  const calls = functionsIn(body);
  if (calls === null || calls.length === 0) return { kind: 'unknown' };
  const effects = calls.map(({ name, content }) => effectOfOne(name, content));
  if (effects.some(({ kind }) => kind === 'unknown')) return { kind: 'unknown' };
  const keys = effects.flatMap((effect) => (effect.kind === 'touch' ? effect.keys : []));
  if (keys.length > 0) return { kind: 'touch', keys };
  return effects.some(({ kind }) => kind === 'make') ? { kind: 'make', text: body } : { kind: 'read' };
}

function effectOfOne(name: string, content: unknown): Effect {
  if (READS.test(name)) return { kind: 'read' };
  if (name === 'create' || name.startsWith('create_')) return { kind: 'make', text: '' };
  if (name === 'delete') {
    const { object, keys } = mapOf(content);
    return {
      kind: 'touch',
      keys: String(keys)
        .split(',')
        .map((key) => `${String(object)}/${key.trim()}`),
    };
  }
  if (name === 'update')
    return { kind: 'touch', keys: objectsIn(content).map(({ object, fields }) => `${object}/${keyOfUpdate(object, fields)}`) };
  const { '@key': key } = mapOf(content);
  return key === undefined ? { kind: 'unknown' } : { kind: 'touch', keys: [`${name.replace(/^[a-z]+_/, '')}/${String(key)}`] };
}

/** What an update names its record by: the record number before the business key. */
function keyOfUpdate(object: string, fields: Readonly<Record<string, unknown>>): string {
  const key = fields['RECORDNO'] ?? fields[`${object}ID`] ?? fields[`${object}NAME`] ?? fields['DOCID'] ?? fields['NAME'];
  return typeof key === 'string' ? key : '';
}

/** Records that a request made: by record number, and by the key that the reply gives beside it. */
export function madeBy(request: Unsigned, { data }: ProbeReply): readonly MadeRecord[] {
  if (isRest(request)) return madeByRest(request, data);
  const calls = functionsIn(request.body) ?? [];
  return resultsIn(data).flatMap((result, index) => {
    const call = calls[index];
    if (call === undefined || result['status'] !== 'success') return [];
    if (call.name === 'create') return madeByCreate(result['data']);
    if (!call.name.startsWith('create_') || typeof result['key'] !== 'string') return [];
    const object = call.name.slice('create_'.length);
    return [{ key: `${object}/${result['key']}`, object, id: result['key'] }];
  });
}

function madeByCreate(data: unknown): readonly MadeRecord[] {
  return objectsIn(data).flatMap(({ object, fields }) => {
    const id = fields['RECORDNO'];
    return typeof id === 'string' ? [{ key: `${object.toUpperCase()}/${id}`, object: object.toUpperCase(), id }] : [];
  });
}

/** The contacts that a query found. */
export function contactsOf({ data }: ProbeReply): readonly MadeRecord[] {
  return resultsIn(data).flatMap((result) => madeByCreate(result['data']));
}

/** Records that a request removed; those that were gone already are told by their error only. */
export function removedBy(request: Unsigned, { status, data }: ProbeReply): readonly string[] {
  if (isRest(request)) return removedByRest(request, status);
  const results = resultsIn(data);
  return (functionsIn(request.body) ?? []).flatMap(({ name, content }, index) => {
    if (!/^delete/.test(name) || results[index]?.['status'] !== 'success') return [];
    const effect = effectOfOne(name, content);
    return effect.kind === 'touch' ? effect.keys : [];
  });
}

function resultsIn(data: unknown): readonly Readonly<Record<string, unknown>>[] {
  const { operation } = mapOf(mapOf(data)['response']);
  return manyOf(mapOf(operation)['result']).map(mapOf);
}

/** The functions of an envelope; null when the body is none. */
function functionsIn(body: string): readonly { readonly name: string; readonly content: unknown }[] | null {
  try {
    const { operation } = mapOf(mapOf(xmlData(body))['request']);
    return manyOf(mapOf(mapOf(operation)['content'])['function'])
      .map(mapOf)
      .flatMap((call) => Object.entries(call).filter(([name]) => !/^[@#]/.test(name)))
      .map(([name, content]) => ({ name, content }));
  } catch {
    return null;
  }
}

/** The records under a function or in a result's data, each under the name of its object. */
function objectsIn(content: unknown): readonly { readonly object: string; readonly fields: Readonly<Record<string, unknown>> }[] {
  return Object.entries(mapOf(content))
    .filter(([name]) => !/^[@#]/.test(name))
    .flatMap(([object, value]) => manyOf(value).map((fields) => ({ object, fields: mapOf(fields) })));
}
