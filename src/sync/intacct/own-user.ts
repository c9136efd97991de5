import type { GatewayClient } from '../../clients/intacct/client.js';
import { readRows } from './intacct-reads.js';

/**
 * The core's own Intacct user. CREATEDBY and MODIFIEDBY name users by record number, which is asked once.
 *
 * Source: Sage Intacct developer, "Users": USERINFO, LOGINID.
 */
export class OwnUser {
  #asked: Promise<string> | null = null;

  constructor(
    private readonly intacct: GatewayClient,
    private readonly login: string,
  ) {}

  recordNumber(): Promise<string> {
    if (this.#asked === null) {
      const asked = this.#ask();
      this.#asked = asked;
      asked.catch(() => {
        this.#asked = null;
      });
    }
    return this.#asked;
  }

  async #ask(): Promise<string> {
    const filter = { operator: 'equalto', field: 'LOGINID', value: this.login } as const;
    const [row] = await readRows(this.intacct, { object: 'USERINFO', select: ['RECORDNO', 'LOGINID'], filter }, 'sign-in');
    return row?.['RECORDNO'] ?? '';
  }
}
