import { createIntacct } from '../../../../simulator/intacct/index.js';
import type { FaultAction, FaultTarget } from '../../../../simulator/kernel/faults.js';
import type { Fields } from '../../../../simulator/kernel/people.js';
import { createWorld } from '../../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../../simulator/salesforce/index.js';
import type { SyncRequest } from '../../../../simulator/salesforce/people.js';
import { directTransport } from '../../../../simulator/server/direct.js';
import { createMemoryJournal } from '../../../../src/journal/memory-journal.js';
import type { Decision } from '../../../../src/model/decision.js';
import type { SystemName, Transport, WireRequest } from '../../../../src/model/wire.js';
import type { Settings, SettingsEvent } from '../../../../src/settings/settings.js';
import type { Connections, PassReport, SyncCore } from '../../../../src/sync/core.js';
import { createSyncCore } from '../../../../src/sync/create-sync-core.js';

const CONNECTIONS: Connections = {
  salesforce: {
    url: 'http://localhost:4001',
    clientId: 'backlot',
    clientSecret: 'backlot',
    username: 'connector@backlot.test',
    password: 'backlot',
    apiVersion: '62.0',
    intacctUser: { username: 'intacct@backlot.test', password: 'backlot' },
  },
  engagement: { url: 'http://localhost:4002' },
  intacct: {
    url: 'http://localhost:4003',
    senderId: 'backlot',
    senderPassword: 'backlot',
    companyId: 'backlot',
    userId: 'connector',
    userPassword: 'backlot',
  },
};

/** A moment of a write at which the core is killed. */
export type Crash = { readonly write: number; readonly when: 'before' | 'after' };

/** One Salesforce org, one Intacct company and the core between them, for stories told in domain words. */
export class Office {
  readonly world = createWorld();
  readonly salesforce = createSalesforce(this.world);
  readonly intacct = createIntacct(this.world);
  readonly admin = this.salesforce.people.user('admin')!;
  readonly intacctAdmin = this.intacct.people.user('admin')!;
  /** Requests of the core, in order. */
  readonly calls: { readonly system: SystemName; readonly purpose: string; readonly request: WireRequest }[] = [];
  readonly #journal = createMemoryJournal();
  #core: SyncCore = this.#start();
  readonly #orders = new Map<string, number>();
  #indexedUpTo = 0;
  #crash: Crash | null = null;
  #fault: { call: number; readonly action: FaultAction } | null = null;
  #writes = 0;
  #died: (() => void) | null = null;

  /** A person creates a record in Salesforce; gives its id. */
  create(type: string, fields: Fields, by = this.admin): string {
    return this.salesforce.people.create(type, fields, by);
  }

  update(type: string, id: string, fields: Fields, by = this.admin): void {
    this.salesforce.people.update(type, id, fields, by);
  }

  press(kind: SyncRequest['kind'], record: string, via: SyncRequest['via'] = 'button', by = this.admin): void {
    this.salesforce.people.request({ kind, record, via }, by);
  }

  set(values: Fields): void {
    this.intacct.people.saveSettings(values, this.intacctAdmin);
  }

  read(type: string, id: string): Record<string, unknown> {
    return this.salesforce.people.read(type, id) as Record<string, unknown>;
  }

  customer(id: string): Record<string, unknown> | null {
    return this.intacct.people.read('CUSTOMER', id) as Record<string, unknown> | null;
  }

  contact(name: string): Record<string, unknown> | null {
    return this.intacct.people.read('CONTACT', name) as Record<string, unknown> | null;
  }

  count(type: string): number {
    return this.intacct.people.list(type).length;
  }

  fault(on: FaultTarget, action: FaultAction, times = 1): void {
    this.world.faults.arm({ on: [on], action, times, from: 'sync' });
  }

  /** Kills the core at a write from now on. */
  crashAt(crash: Crash): void {
    this.#crash = crash;
    this.#writes = 0;
  }

  get hasCrashPlanned(): boolean {
    return this.#crash !== null;
  }

  /** What goes wrong at the nth call of the core from now, whatever it is about. */
  faultAt(call: number, action: FaultAction): void {
    this.#fault = { call, action };
  }

  get hasFaultPlanned(): boolean {
    return this.#fault !== null;
  }

  /** One pass; after a crash a new core starts from the journal. Null when it died, or waits for time. */
  async pass(): Promise<PassReport | null> {
    const died = new Promise<'died'>((resolve) => {
      this.#died = () => resolve('died');
    });
    let report = null as PassReport | 'died' | null;
    await this.world.clock.run(async () => {
      report = await Promise.race([this.#core.pass('intacct'), died]);
    });
    if (report !== 'died') return report;
    this.#core = this.#start();
    return null;
  }

  /** Passes until one writes nothing and nothing is left; the clock moves to what is due next. */
  async settle(): Promise<void> {
    for (let passes = 0; passes < 40; passes += 1) {
      const report = await this.pass();
      if (report !== null && report.writes === 0 && report.left === 0) return;
      const due = this.#core.nextDue('intacct');
      const later = due === null ? 1_000 : Math.max(due - this.world.clock.now(), 1_000);
      await this.world.clock.advanceTo(this.world.clock.now() + later);
    }
    throw new Error('the office does not settle');
  }

  async advance(ms: number): Promise<void> {
    await this.world.clock.advanceTo(this.world.clock.now() + ms);
  }

  link(object: string, id: string): string | null {
    return this.#core.links().find((link) => link.salesforce.object === object && link.salesforce.id === id)?.other.id ?? null;
  }

  decisions(id: string): readonly Decision[] {
    return this.#core.decisions().filter(({ about }) => about.some((ref) => ref.id === id));
  }

  explain(id: string): Decision | undefined {
    return this.decisions(id).at(-1);
  }

  /** Commands whose outcome is not known. */
  openIntents(): number {
    return [...this.#journal.entries('intacct', 'intent')].length;
  }

  syncErrors(): readonly string[] {
    return this.#core.syncErrors().map(({ text }) => text);
  }

  /** Functions and objects that the core asked of Intacct about records: `create CUSTOMER`. Polls and sign-ins are left out. */
  intacctWrites(): readonly string[] {
    const bodies = this.calls
      .filter(({ system, purpose }) => system === 'intacct' && purpose === 'write')
      .map(({ request }) => String(request.body));
    return bodies.flatMap((body) => [...body.matchAll(/<(create|update)><(\w+)>/g)].map(([, verb, object]) => `${verb} ${object}`));
  }

  intacctCalls(): number {
    return this.calls.filter(({ system, purpose }) => system === 'intacct' && (purpose === 'read' || purpose === 'write')).length;
  }

  #start(): SyncCore {
    const mortal = { isDead: false };
    const transports = {
      salesforce: this.#transport('salesforce', directTransport(this.salesforce.standIn, 'localhost:4001'), mortal),
      intacct: this.#transport('intacct', directTransport(this.intacct.standIn, 'localhost:4003'), mortal),
      engagement: () => Promise.reject(new Error('nobody asks Account Engagement here')),
    };
    const clock = { now: () => this.world.clock.now(), sleep: (ms: number) => this.world.clock.sleep(ms) };
    return createSyncCore({ transports, connections: CONNECTIONS, settings: this.#settings(), journal: this.#journal, clock });
  }

  #transport(system: SystemName, send: Transport, mortal: { isDead: boolean }): Transport {
    return async (request) => {
      if (mortal.isDead) return never();
      if (this.#fault !== null && --this.#fault.call === 0) {
        this.fault({ system }, this.#fault.action);
        this.#fault = null;
      }
      const purpose = request.headers['tracestate']?.replace('backlot=', '') ?? '';
      if (purpose === 'write') this.#writes += 1;
      const isLast = purpose === 'write' && this.#writes === this.#crash?.write;
      if (isLast && this.#crash?.when === 'before') return this.#die(mortal);
      this.calls.push({ system, purpose, request });
      try {
        return await send(request);
      } finally {
        // biome-ignore lint/correctness/noUnsafeFinally: whoever waits for this reply is dead.
        if (isLast) return this.#die(mortal);
      }
    };
  }

  #die(mortal: { isDead: boolean }): Promise<never> {
    mortal.isDead = true;
    this.#crash = null;
    this.#died?.();
    return never();
  }

  #settings(): Settings {
    const book = this.intacct.people.settings;
    return {
      units: () => [],
      engagement: () => ({}),
      intacct: (instant, event) => book.at(instant, event === undefined ? undefined : this.#orderOf(event)),
      history: (_page, key) => {
        const saves = book.history().filter((save) => save.key === key);
        return [{ at: 0, value: saves[0]?.before ?? book.get(key) }, ...saves];
      },
    };
  }

  /** The place of a record's write within its instant. */
  #orderOf({ record }: SettingsEvent): number | undefined {
    for (const { id, seq } of this.world.changes.since(this.#indexedUpTo)) this.#orders.set(id, seq);
    this.#indexedUpTo = this.world.changes.next;
    return this.#orders.get(record.id);
  }
}

function never(): Promise<never> {
  return new Promise(() => {});
}
