import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';

/** Source: Salesforce Help, "OAuth 2.0 Device Flow": a code is good for ten minutes. */
const CODE_LIFE_MS = 10 * 60 * 1_000;

/** A device that waits for somebody to approve it. */
export type DeviceCode = Row & {
  readonly code: string;
  /** What the person types. */
  readonly userCode: string;
  readonly clientId: string;
  readonly scope: string;
  readonly issuedAt: number;
  readonly state: 'pending' | 'approved' | 'denied';
  readonly userId: string | null;
};

/** Device codes of an org: single use, short-lived, the stand-in's own books. */
export class DeviceCodes {
  #codes: Table<DeviceCode>;
  #random;

  constructor(private readonly world: World) {
    this.#codes = world.table<DeviceCode>('salesforce', {
      name: 'DeviceCode',
      key: (row) => row.code,
      indexes: { userCode: (row) => row.userCode },
      logged: false,
    });
    this.#random = world.random('salesforce:device-codes');
  }

  issue(clientId: string, scope: string): DeviceCode {
    const code = this.#random.text(80);
    const userCode = this.#random.text(8).toUpperCase();
    return this.#codes.put({ code, userCode, clientId, scope, issuedAt: this.world.clock.now(), state: 'pending', userId: null });
  }

  /** A person's answer to a code; false when nobody waits with it. */
  answer(userCode: string, state: 'approved' | 'denied', userId: string): boolean {
    const found = this.#codes.findOne('userCode', userCode.trim().toUpperCase());
    if (found === undefined || found.state !== 'pending' || this.#isOver(found)) return false;
    this.#codes.put({ ...found, state, userId });
    return true;
  }

  /** What a device that asks is told; an answered code is used up. */
  take(code: string): DeviceCode | 'expired' | 'unknown' {
    const found = this.#codes.get(code);
    if (found === undefined) return 'unknown';
    if (found.state !== 'pending') this.#codes.remove(code);
    return this.#isOver(found) ? 'expired' : found;
  }

  #isOver({ issuedAt }: DeviceCode): boolean {
    return this.world.clock.now() >= issuedAt + CODE_LIFE_MS;
  }
}
