import { VendorFailure } from '../../model/failure.js';
import type { Send, Session } from '../../model/session.js';
import { callFailure } from './errors.js';

/** Who signs in. */
export type SalesforceLogin = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
};

/**
 * A session of one user by the OAuth username-password flow, made at the first need.
 *
 * Source: "OAuth 2.0 Username-Password Flow": POST /services/oauth2/token; `id` ends in /<organisation>/<user>.
 */
export class SalesforceSession implements Session {
  #signedIn: Promise<SignedIn> | null = null;
  #username: string;

  constructor(
    private readonly login: SalesforceLogin,
    private readonly send: Send,
  ) {
    this.#username = login.username;
  }

  /** From now on another user, with the same password. */
  become(username: string): void {
    this.#username = username;
    this.#signedIn = null;
  }

  async token(): Promise<string> {
    return (await this.#current()).token;
  }

  async renew(stale: string): Promise<string> {
    if ((await this.#current()).token === stale) this.#signedIn = null;
    return this.token();
  }

  /** The 18-character id of the signed-in user. */
  async userId(): Promise<string> {
    return (await this.#current()).userId;
  }

  #current(): Promise<SignedIn> {
    if (this.#signedIn === null) {
      const signingIn = this.#signIn();
      this.#signedIn = signingIn;
      signingIn.catch(() => {
        this.#signedIn = null;
      });
    }
    return this.#signedIn;
  }

  async #signIn(): Promise<SignedIn> {
    const { clientId, clientSecret, password } = this.login;
    const username = this.#username;
    const form = new URLSearchParams({ grant_type: 'password', client_id: clientId, client_secret: clientSecret, username, password });
    const reply = await this.send('sign-in', {
      method: 'POST',
      path: '/services/oauth2/token',
      query: '',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
    });
    const answer = readObject(reply.body);
    const { access_token: token, id } = answer;
    if (reply.status !== 200 || typeof token !== 'string' || typeof id !== 'string')
      throw signInFailure(reply.status, answer, reply.headers);
    return { token, userId: id.slice(id.lastIndexOf('/') + 1) };
  }
}

type SignedIn = { readonly token: string; readonly userId: string };

/** A sign-in that was refused writes nothing, so that it may be tried again whatever it said: somebody may put the account right. */
function signInFailure(
  status: number,
  answer: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
): VendorFailure {
  const code = typeof answer['error'] === 'string' ? answer['error'] : `HTTP_${status}`;
  const message =
    typeof answer['error_description'] === 'string' ? answer['error_description'] : `sign-in was answered by status ${status}`;
  const { details } = callFailure(status, code, message, headers['retry-after']);
  return new VendorFailure('salesforce', 'retry', code, message, details);
}

function readObject(body: Uint8Array | string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
