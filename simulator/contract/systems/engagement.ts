import { notItself, SessionExpiredError, SignInRefusedError } from '../errors.js';
import type { Login, ProbeReply } from '../types.js';
import { gathered, listOf, mapOf, readJson } from './reading.js';
import { NO_BODY, signIn } from './salesforce.js';
import type { Asking, Effect, MadeRecord, Session, System, Unsigned } from './system.js';

/**
 * Account Engagement as probes need it.
 *
 * Source: Account Engagement API, "Authentication" (a Salesforce token and the business unit in a header), "Error Codes"
 *         (`{"code": n, "message": …}` in version 5, `@attributes.err_code` in versions 3 and 4).
 */
export const engagement: System = {
  async signIn(ask, login): Promise<Session> {
    const session = await signIn('engagement', ask, login);
    const unit = login.values['businessUnit'] ?? '';
    const headers = { ...session.headers, 'pardot-business-unit-id': unit };
    checkUnit(await ask('engagement', { ...NO_BODY, path: '/api/v5/objects/campaigns', query: 'fields=id&limit=1', headers }), login);
    return { ...session, headers };
  },

  sign: (request, session) => ({ ...request, headers: { accept: 'application/json', ...session?.headers, ...request.headers } }),

  isExpired: (reply) => reply.status === 401 && ['1', '15', '49', '184'].includes(errorsOf(reply)[0] ?? ''),

  errors: errorsOf,
  effect,
  made,
  removed,
  keyOf: (text) => text,

  removals: (records) => records.map(removal),
};

/** Salesforce signs users in, whatever the unit is: only a call shows whether it is there. What a user may not read is another matter. */
function checkUnit(reply: ProbeReply, { values }: Login): void {
  const [code] = gathered(reply.data, ({ code, message }) => (typeof code === 'number' ? [`${code} ${String(message)}`] : []));
  if (reply.status === 401 && values['accessToken'] !== undefined) throw new SessionExpiredError('engagement');
  if (reply.status < 400 || reply.status === 403 || reply.status >= 500) return;
  throw code === undefined ? notItself('engagement', reply) : new SignInRefusedError('engagement', code);
}

const V5 = /^\/api\/v5\/objects\/([\w-]+)(?:\/(\d+))?(?:\/do\/(\w+))?$/;
const CONNECTOR = '/backlot__connector/v1/';

function errorsOf({ status, data }: ProbeReply): readonly string[] {
  const codes = gathered(data, ({ code, message, err_code }) => {
    if (err_code !== undefined) return [String(err_code)];
    return typeof code === 'number' && typeof message === 'string' ? [String(code)] : [];
  });
  return codes.length > 0 || status < 400 ? codes : [`HTTP_${status}`];
}

function effect({ method, path, body }: Unsigned): Effect {
  if (method === 'GET' || method === 'HEAD' || path.endsWith('/lookup')) return { kind: 'read' };
  if (path.startsWith(CONNECTOR)) return { kind: 'touch', keys: recordsOf(body).map((record) => keyOfWrite(record, path)) };
  const [, object = '', id, action] = V5.exec(path) ?? [];
  if (object === '') return { kind: 'unknown' };
  if (id !== undefined) return { kind: 'touch', keys: [`${object}/${id}`] };
  if (action === 'upsertLatestByEmail') return { kind: 'touch', keys: [String(mapOf(readJson(body))['matchEmail'] ?? '')] };
  return action === undefined ? { kind: 'make', text: body } : { kind: 'unknown' };
}

/** Which record a connector write names: by id, by its Salesforce record, by its email. */
function keyOfWrite({ id, salesforceId, fields, link }: Readonly<Record<string, unknown>>, path: string): string {
  if (id !== undefined) return path.endsWith('/users') ? `${path}/${String(id)}` : `prospects/${String(id)}`;
  if (salesforceId !== undefined) return `${path}/${String(salesforceId)}`;
  return String(mapOf(fields)['email'] ?? mapOf(link)['salesforceId'] ?? '');
}

function made({ method, path, body }: Unsigned, { status, data }: ProbeReply): readonly MadeRecord[] {
  if (method !== 'POST' || status >= 300) return [];
  if (path.startsWith(CONNECTOR)) return madeByConnector(path, recordsOf(body), listOf(mapOf(data)['results']).map(mapOf));
  const [, object = '', id, action] = V5.exec(path) ?? [];
  const made = mapOf(data)['id'];
  const makes = object !== '' && id === undefined && (action === undefined || action === 'upsertLatestByEmail');
  return makes && made !== undefined ? [recordOf(object, made)] : [];
}

function madeByConnector(
  path: string,
  records: readonly Readonly<Record<string, unknown>>[],
  results: readonly Readonly<Record<string, unknown>>[],
): readonly MadeRecord[] {
  return results.flatMap(({ id, success, created }, index) => {
    if (success !== true || created !== true) return [];
    const { salesforceId } = records[index] ?? {};
    if (path.endsWith('/prospects')) return [recordOf('prospects', id)];
    if (path.endsWith('/users')) return [{ key: `${path}/${String(id)}`, object: path, id: String(id) }];
    return [{ key: `${path}/${String(salesforceId)}`, object: path, id: String(salesforceId) }];
  });
}

function removed({ method, path, body }: Unsigned, { status, data }: ProbeReply): readonly string[] {
  if (path.startsWith(CONNECTOR)) {
    const results = listOf(mapOf(data)['results']).map(mapOf);
    const gone = recordsOf(body).filter(
      ({ isDeleted, archive }, index) => (isDeleted ?? archive) === true && results[index]?.['success'] === true,
    );
    return gone.map((record) => keyOfWrite(record, path));
  }
  const [, object = '', id] = V5.exec(path) ?? [];
  return method === 'DELETE' && id !== undefined && (status === 204 || status === 404) ? [`${object}/${id}`] : [];
}

function removal({ object, id }: MadeRecord): Asking {
  const named = object.endsWith('/users') ? { id: Number(id) } : { salesforceId: id };
  const body = { kind: 'json', value: { records: [{ ...named, isDeleted: true }] } } as const;
  if (object.startsWith(CONNECTOR)) return { method: 'POST', path: object, query: {}, body };
  return { method: 'DELETE', path: `/api/v5/objects/${object}/${id}`, query: {}, body: { kind: 'none' } };
}

function recordOf(object: string, id: unknown): MadeRecord {
  return { key: `${object}/${String(id)}`, object, id: String(id) };
}

function recordsOf(body: string): readonly Readonly<Record<string, unknown>>[] {
  return listOf(mapOf(readJson(body))['records']).map(mapOf);
}
