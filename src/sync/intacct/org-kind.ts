import type { SalesforceClient } from '../../clients/salesforce/client.js';
import type { OrgFacts } from '../../rules/intacct/gates.js';

/** What an org without a look at it is taken for. */
const UNKNOWN: OrgFacts = { environment: 'production', isMultiCurrency: false };

/**
 * What kind of org Salesforce is: asked once, for an org does not change its kind.
 *
 * Source: Object Reference, "Organization", IsSandbox; "CurrencyIsoCode": only orgs with several currencies have the field.
 */
export class OrgKind {
  #facts: OrgFacts | null = null;

  constructor(private readonly salesforce: SalesforceClient) {}

  /** The facts, once `load` has asked. */
  get facts(): OrgFacts {
    return this.#facts ?? UNKNOWN;
  }

  async load(): Promise<void> {
    if (this.#facts !== null) return;
    const [row] = await this.salesforce.query('SELECT IsSandbox FROM Organization LIMIT 1', { purpose: 'sign-in' });
    const fields = await this.salesforce.describe('Product2');
    this.#facts = {
      environment: row?.['IsSandbox'] === true ? 'sandbox' : 'production',
      isMultiCurrency: fields.some(({ name }) => name === 'CurrencyIsoCode'),
    };
  }
}
