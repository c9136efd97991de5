import { createSalesforceClient } from '../clients/salesforce/client.js';
import type { Journal } from '../journal/journal.js';
import { refText } from '../journal/store.js';
import type { Decision } from '../model/decision.js';
import type { Flow as FlowName, RecordRef } from '../model/record.js';
import type { SystemName } from '../model/wire.js';
import { CallNumbers, type Life, sendThrough } from './calls.js';
import type { PassReport, SyncCore, SyncCoreOptions } from './core.js';
import type { Flow } from './flow.js';
import type { FlowParts } from './flows.js';
import { Passes } from './run-pass.js';

/** How each flow is made; loaded at its first pass, so that who runs one does not pay for both. */
const FLOWS: Readonly<Record<FlowName, () => Promise<(parts: FlowParts) => Flow>>> = {
  engagement: async () => (await import('./engagement/engagement-flow.js')).createEngagementFlow,
  intacct: async () => (await import('./intacct/intacct-flow.js')).createIntacctFlow,
};

/** The sync core over its ports. Nothing happens before the first pass. */
export function createSyncCore(options: SyncCoreOptions): SyncCore {
  return new Core(options);
}

class Core implements SyncCore {
  readonly #life: Life = { isOver: false };
  readonly #running = new Set<FlowName>();
  readonly #passes = new Map<FlowName, Passes>();
  #opening: Promise<number> | null = null;

  constructor(private readonly options: SyncCoreOptions) {}

  async pass(flow: FlowName): Promise<PassReport> {
    // A pass that waits for a slow reply is under way: this one leaves everything to it.
    if (this.#running.has(flow)) return { flow, writes: 0, decisions: 0, left: 1, parked: 0 };
    this.#running.add(flow);
    try {
      const passes = await this.#passesOf(flow);
      return await passes.run();
    } finally {
      this.#running.delete(flow);
    }
  }

  nextDue(flow: FlowName): number | null {
    const passes = this.#passes.get(flow);
    if (passes !== undefined) return passes.nextDue();
    // Before the first pass: what an earlier core left is due now.
    const { journal, clock } = this.options;
    const isLeft = !isEmpty(journal.entries(flow, 'intent')) || !isEmpty(journal.entries(flow, 'pending'));
    return isLeft ? clock.now() : null;
  }

  nextScheduled(flow: FlowName): number | null {
    return this.#passes.get(flow)?.nextScheduled() ?? null;
  }

  watches(flow: FlowName, system: SystemName, object: string): boolean {
    return this.#passes.get(flow)?.watches(system, object) ?? true;
  }

  links() {
    return this.options.journal.links();
  }

  decisions() {
    return this.options.journal.decisions();
  }

  explain(record: RecordRef): Decision | null {
    const wanted = refText(record);
    return this.decisions().findLast(({ about }) => about.some((ref) => refText(ref) === wanted)) ?? null;
  }

  syncErrors() {
    return this.options.journal.syncErrors();
  }

  kill(): void {
    this.#life.isOver = true;
  }

  async #passesOf(flow: FlowName): Promise<Passes> {
    const known = this.#passes.get(flow);
    if (known !== undefined) return known;
    this.#opening ??= openJournal(this.options.journal);
    const boot = await this.#opening;
    const { journal, settings, clock, observe = () => {} } = this.options;
    const numbers = new CallNumbers(flow, boot);
    const made = new Passes({ flow: await this.#flow(flow, numbers), journal, settings, clock, numbers, observe });
    this.#passes.set(flow, made);
    return made;
  }

  async #flow(name: FlowName, numbers: CallNumbers): Promise<Flow> {
    const { transports, connections, settings, clock } = this.options;
    const create = await FLOWS[name]();
    const send = {
      salesforce: sendThrough(transports.salesforce, 'salesforce', numbers, this.#life),
      engagement: sendThrough(transports.engagement, 'engagement', numbers, this.#life),
      intacct: sendThrough(transports.intacct, 'intacct', numbers, this.#life),
    };
    const { intacctUser, ...connection } = connections.salesforce;
    const user = name === 'intacct' ? intacctUser : undefined;
    const salesforce = createSalesforceClient({ ...connection, ...user }, send.salesforce);
    return create({ connections, settings, clock, send, salesforce });
  }
}

function isEmpty(entries: Iterable<unknown>): boolean {
  for (const _entry of entries) return false;
  return true;
}

/** Opens the journal and counts the start. */
async function openJournal(journal: Journal): Promise<number> {
  await journal.open();
  const boot = ((journal.read('engagement', 'number', 'boot') as number | null) ?? 0) + 1;
  journal.write('engagement', [{ space: 'number', key: 'boot', value: boot }]);
  return boot;
}
