import type { SystemName } from '../../kernel/wire.js';
import { SignInRefusedError } from '../errors.js';
import type { Login, ProbeReply } from '../types.js';
import { formBody, gathered, mapOf } from './reading.js';
import { effectOf, keyOf, madeBy, removedBy } from './salesforce-effects.js';
import type { Ask, Session, System } from './system.js';

/**
 * Salesforce as probes need it.
 *
 * Source: REST API guide, "Status Codes and Error Responses" (a list with `errorCode`), "Collections" (results with `statusCode`);
 *         "OAuth 2.0 Username-Password Flow".
 */
export const salesforce: System = {
  signIn: (ask, login) => signIn('salesforce', ask, login),

  sign: (request, session) => ({ ...request, headers: { accept: 'application/json', ...session?.headers, ...request.headers } }),

  isExpired: (reply) => reply.status === 401 && errorsOf(reply).includes('INVALID_SESSION_ID'),

  errors: errorsOf,
  effect: effectOf,
  made: madeBy,
  removed: removedBy,

  keyOf,

  removal: ({ id }, { version }) => ({
    method: 'DELETE',
    path: `/services/data/v${version}/composite/sobjects`,
    query: { ids: id, allOrNone: 'false' },
    body: { kind: 'none' },
  }),
};

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
  throw new SignInRefusedError(system, error === undefined ? `HTTP ${reply.status}` : `${String(error)}, ${String(text)}`);
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
