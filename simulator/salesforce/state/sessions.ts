import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';

/** Idle life of a session; each use starts it anew. Source: Salesforce Help, "Modify Session Security Settings" (default 2 hours). */
export const SESSION_IDLE_MS_MAX = 2 * 60 * 60 * 1_000;

export type Session = {
  readonly token: string;
  readonly userId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly isRevoked: boolean;
  /** `oauth` sessions carry a scope and the app's client id; `soap` ones come from `login`. */
  readonly kind: 'oauth' | 'soap';
  readonly clientId: string | null;
  readonly scope: string;
};

/** A grant that new access tokens may be made from. */
export type RefreshGrant = {
  readonly token: string;
  readonly userId: string;
  readonly clientId: string;
  readonly scope: string;
  readonly isRevoked: boolean;
};

export type SessionIssue = {
  readonly userId: string;
  readonly kind?: 'oauth' | 'soap';
  readonly clientId?: string;
  readonly scope?: string;
};

/** Access and refresh tokens of an org, on the world's clock. They are the stand-in's own books and stay out of the change log. */
export class Sessions {
  #live: Table<Session>;
  #grants: Table<RefreshGrant>;
  #random;

  constructor(
    private readonly world: World,
    /** 15-character org id: the first part of every token. */
    private readonly orgId15: string,
  ) {
    this.#live = world.table<Session>('salesforce', { name: 'Session', key: (row) => row.token, logged: false });
    this.#grants = world.table<RefreshGrant>('salesforce', { name: 'RefreshGrant', key: (row) => row.token, logged: false });
    this.#random = world.random('salesforce:tokens');
  }

  /** A new session. Tokens have letters, digits, `_` and `.` only after the `!`, as the CLI demands. */
  issue({ userId, kind = 'oauth', clientId, scope = 'api' }: SessionIssue): Session {
    const now = this.world.clock.now();
    const token = `${this.orgId15}!AQ${this.#random.text(90)}`;
    const expiresAt = now + SESSION_IDLE_MS_MAX;
    return this.#live.put({ token, userId, issuedAt: now, expiresAt, isRevoked: false, kind, clientId: clientId ?? null, scope });
  }

  grantRefresh(userId: string, clientId: string, scope: string): RefreshGrant {
    const token = `5Aep861${this.#random.text(80)}`;
    return this.#grants.put({ token, userId, clientId, scope, isRevoked: false });
  }

  /** The session of a token, used now: its idle life starts anew. */
  use(token: string): Session | 'expired' | 'unknown' {
    const session = this.find(token);
    if (session === undefined) return 'unknown';
    const now = this.world.clock.now();
    if (session.isRevoked || session.expiresAt <= now) return 'expired';
    const expiresAt = now + SESSION_IDLE_MS_MAX;
    return session.expiresAt === expiresAt ? session : this.#live.put({ ...session, expiresAt });
  }

  /** The session of a token, whatever its state, without using it. */
  find(token: string): Session | undefined {
    return this.#live.get(token);
  }

  findGrant(token: string): RefreshGrant | undefined {
    return this.#grants.get(token);
  }

  /** Ends a session at once; with a refresh token, the grant and the sessions of its app and user. */
  revoke(token: string): boolean {
    const session = this.find(token);
    if (session !== undefined) {
      this.#live.put({ ...session, isRevoked: true });
      return true;
    }
    const grant = this.findGrant(token);
    if (grant === undefined) return false;
    this.#grants.put({ ...grant, isRevoked: true });
    for (const each of this.#live.filter(({ userId, clientId }) => userId === grant.userId && clientId === grant.clientId)) {
      this.#live.put({ ...each, isRevoked: true });
    }
    return true;
  }

  /** Ends the oldest sessions of a session's user and app beyond so many; null ends none. */
  keepNewest({ userId, clientId }: Session, max: number | null): void {
    if (max === null) return;
    const now = this.world.clock.now();
    const live = this.#live.filter(
      (each) => each.userId === userId && each.clientId === clientId && !each.isRevoked && each.expiresAt > now,
    );
    for (const each of live.slice(0, Math.max(0, live.length - max))) this.#live.put({ ...each, isRevoked: true });
  }

  /** Lets a session meet its end now, as if its idle life were over. */
  expire(token: string): void {
    const session = this.find(token);
    if (session !== undefined) this.#live.put({ ...session, expiresAt: this.world.clock.now() });
  }

  /** Keeps sessions alive that were so at `since`, as if they had been used meanwhile: idle polls that were passed over. */
  keepAlive(since: number): void {
    const expiresAt = this.world.clock.now() + SESSION_IDLE_MS_MAX;
    for (const session of this.#live.filter((each) => !each.isRevoked && each.expiresAt > since)) this.#live.put({ ...session, expiresAt });
  }
}
