import type { GatewayClient } from '../../clients/intacct/client.js';
import { makesInvoices } from '../../rules/intacct/contract-invoices.js';
import { readRows } from './intacct-reads.js';

/** What transaction definitions make. A cache: a definition does not change its class. */
export class DefinitionDirectory {
  readonly #classes = new Map<string, string>();

  constructor(private readonly intacct: GatewayClient) {}

  /** Reads the definitions that are not known yet. */
  async load(names: Iterable<string>): Promise<void> {
    const values = [...new Set(names)].filter((name) => name !== '' && !this.#classes.has(name));
    if (values.length === 0) return;
    const filter = { operator: 'in', field: 'DOCID', values } as const;
    const rows = await readRows(this.intacct, { object: 'SODOCUMENTPARAMS', select: ['DOCID', 'DOCCLASS'], filter }, 'poll');
    for (const row of rows) this.#classes.set(row['DOCID'] ?? '', row['DOCCLASS'] ?? '');
  }

  makesInvoices(name: string): boolean {
    return makesInvoices(this.#classes.get(name));
  }
}
