import type { SystemName } from '../../kernel/wire.js';
import { notItself, SignInRefusedError, WrongSystemError } from '../errors.js';
import type { Login, ProbeReply } from '../types.js';
import { formBody, gathered, mapOf } from './reading.js';
import { isJob, recordsOfJob, removalsOfJob } from './salesforce-bulk.js';
import { effectOf, madeBy, removedBy } from './salesforce-effects.js';
import { keyOf } from './salesforce-ids.js';
import type { Ask, Asking, Session, System } from './system.js';

/**
 * Salesforce as probes need it.
 *
 * Source: REST API guide, "Status Codes and Error Responses" (a list with `errorCode`), "Collections" (results with `statusCode`);
 *         "OAuth 2.0 Username-Password Flow".
 */
export const salesforce: System = {
  async signIn(ask, login) {
    const session = await signIn('salesforce', ask, login);
    const reply = await ask('salesforce', { ...NO_BODY, path: `/services/data/v${login.version}`, headers: session.headers });
    if (reply.status === 404) throw new WrongSystemError('salesforce', `salesforce has no version ${login.version} of its API`);
    return session;
  },

  sign: (request, session) => ({ ...request, headers: { accept: 'application/json', ...session?.headers, ...request.headers } }),

  isExpired: (reply) => reply.status === 401 && errorsOf(reply).includes('INVALID_SESSION_ID'),

  errors: errorsOf,
  effect: effectOf,
  made: madeBy,
  removed: removedBy,

  keyOf,

  removals: (records, { version }) => [
    ...slices(
      records.filter((record) => !isJob(record)),
      DELETES_MAX,
    ).map((slice) =>
      deleting(`/services/data/v${version}/composite/sobjects`, { ids: slice.map(({ id }) => id).join(','), allOrNone: 'false' }),
    ),
    ...records.filter(isJob).flatMap(removalsOfJob),
  ],
  strays: recordsOfJob,
};

function deleting(path: string, query: Asking['query']): Asking {
  return { method: 'DELETE', path, query, body: { kind: 'none' } };
}

/** Records that one call removes. Source: REST API guide, "Delete Multiple Records Using sObject Collections". */
const DELETES_MAX = 200;

function slices<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** What a request has that only asks. */
export const NO_BODY = { method: 'GET', query: '', body: '' } as const;

/** A session by the OAuth username-password flow, or with a token that was given ready-made. Account Engagement takes the same. */
export async function signIn(system: SystemName, ask: Ask, { values }: Login): Promise<Session> {
  if (values['accessToken'] !== undefined) return bearer(values['accessToken']);
  const { clientId = '', clientSecret = '', username = '', password = '' } = values;
  const reply = await ask('salesforce', {
    method: 'POST',
    path: '/services/oauth2/token',
    query: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: formBody({ grant_type: 'password', client_id: clientId, client_secret: clientSecret, username, password }),
  });
  const { access_token: token, error, error_description: text } = mapOf(reply.data);
  if (reply.status === 200 && typeof token === 'string') return bearer(token);
  if (typeof error !== 'string') throw notItself(system, reply);
  throw new SignInRefusedError(system, `${error}, ${String(text)}`);
}

function bearer(token: string): Session {
  return { id: token, headers: { authorization: `Bearer ${token}` } };
}

/**
 * Codes anywhere in a reply: of a call (`errorCode`), of records of a collection (`statusCode`), of a sign-in (`error`), of SOAP
 * (`exceptionCode`, else `faultcode`).
 */
function errorsOf({ status, data }: ProbeReply): readonly string[] {
  const codes = gathered(data, ({ errorCode, statusCode, exceptionCode, error, error_description, faultcode, detail }) => {
    const code = errorCode ?? statusCode ?? exceptionCode ?? (error_description === undefined ? undefined : error);
    if (typeof code === 'string') return [code];
    return typeof faultcode === 'string' && detail === undefined ? [faultcode.slice(faultcode.indexOf(':') + 1)] : [];
  });
  return codes.length > 0 || status < 400 ? codes : [`HTTP_${status}`];
}
