import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';

/** Source: Salesforce Help, "OAuth 2.0 Web Server Flow": a code is good for 15 minutes. */
const CODE_LIFE_MS = 15 * 60 * 1_000;

/** A user's consent on its way back to an app. */
export type AuthorizationCode = Row & {
  readonly code: string;
  readonly userId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** The PKCE challenge (S256), when the app sent one. */
  readonly challenge: string | null;
  readonly issuedAt: number;
};

/** Authorization codes of an org: single use, short-lived, the stand-in's own books. */
export class AuthorizationCodes {
  #codes: Table<AuthorizationCode>;
  #random;

  constructor(private readonly world: World) {
    this.#codes = world.table<AuthorizationCode>('salesforce', { name: 'AuthorizationCode', key: (row) => row.code, logged: false });
    this.#random = world.random('salesforce:codes');
  }

  issue(consent: { userId: string; clientId: string; redirectUri: string; scope: string; challenge: string | null }): string {
    const code = `aPrx${this.#random.text(60)}`;
    this.#codes.put({ ...consent, code, issuedAt: this.world.clock.now() });
    return code;
  }

  /** Uses a code up. */
  take(code: string): AuthorizationCode | 'expired' | 'unknown' {
    const found = this.#codes.get(code);
    if (found === undefined) return 'unknown';
    this.#codes.remove(code);
    return this.world.clock.now() >= found.issuedAt + CODE_LIFE_MS ? 'expired' : found;
  }
}
