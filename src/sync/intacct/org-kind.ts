import type { SalesforceClient } from '../../clients/salesforce/client.js';
import type { OrgEnvironment } from '../../rules/intacct/gates.js';

/** Whether the Salesforce org is a sandbox: asked once, for an org does not change its kind. */
export class OrgKind {
  #kind: OrgEnvironment | null = null;

  constructor(private readonly salesforce: SalesforceClient) {}

  /** The kind, once `load` has asked. */
  get kind(): OrgEnvironment {
    return this.#kind ?? 'production';
  }

  async load(): Promise<void> {
    if (this.#kind !== null) return;
    const [row] = await this.salesforce.query('SELECT IsSandbox FROM Organization LIMIT 1', { purpose: 'sign-in' });
    this.#kind = row?.['IsSandbox'] === true ? 'sandbox' : 'production';
  }
}
