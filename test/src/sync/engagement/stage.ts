import { settingsOver } from '../../../../scenarios/runner/stage/settings-port.js';
import type { AssignmentTarget } from '../../../../simulator/engagement/people.js';
import { createSimulator, directTransport, type Simulator } from '../../../../simulator/index.js';
import type { FaultAction } from '../../../../simulator/kernel/faults.js';
import { parseFaultTarget } from '../../../../simulator/kernel/faults.js';
import type { Fields } from '../../../../simulator/kernel/people.js';
import type { Journal } from '../../../../src/journal/journal.js';
import { createMemoryJournal } from '../../../../src/journal/memory-journal.js';
import type { Decision } from '../../../../src/model/decision.js';
import type { SystemName, Transport, WireRequest, WireResponse } from '../../../../src/model/wire.js';
import type { PassReport, SyncCore } from '../../../../src/sync/core.js';
import { createSyncCore } from '../../../../src/sync/create-sync-core.js';

/** The core dies before a write leaves or after it arrived; its reply is lost; it is not sent; it fails before or after it was done; it arrives twice. */
export const DISASTERS = ['crash before', 'crash after', 'lost reply', 'no connection', 'server error', 'late server error'] as const;
/** The core dies at a call, whatever it is about. */
export type Death = { readonly kind: 'crash before' | 'crash after' };
/** The vendor refuses for a reason that passes: a locked row, too many calls at once. */
export type PassingError = { readonly kind: 'passing error' };
const PASSING_ERROR: Readonly<Record<SystemName, string>> = { salesforce: 'UNABLE_TO_LOCK_ROW', engagement: '66', intacct: '' };

function isDeath(action: FaultAction | Death | PassingError): action is Death {
  return action.kind === 'crash before' || action.kind === 'crash after';
}

export type Disaster = (typeof DISASTERS)[number];

/** The real stand-ins and the real core, without scenarios: what people do is called, what the core did is read. */
export class Stage {
  readonly simulator: Simulator = createSimulator();
  readonly journal: Journal = createMemoryJournal();
  core: SyncCore;
  /** What goes wrong at the nth write from now. */
  disaster: { write: number; kind: Disaster } | null = null;
  /** What goes wrong at the nth call from now, whatever it is about. */
  faultAt: { call: number; action: FaultAction | Death | PassingError } | null = null;
  /** Answers in the place of a vendor; null leaves it to the stand-in. */
  instead: (request: WireRequest) => WireResponse | null = () => null;

  /** `public`: the core knows Account Engagement's own API only. */
  constructor(private readonly api: 'connector' | 'public' = 'connector') {
    this.core = this.#createCore();
  }

  get unit(): string {
    return this.simulator.engagement.people.units()[0]!;
  }

  get admin(): string {
    return this.simulator.salesforce.people.user('admin')!;
  }

  lead(fields: Fields): string {
    return this.simulator.salesforce.people.create('Lead', { LastName: 'Jensen', Company: 'Acme', ...fields }, this.admin);
  }

  contact(fields: Fields): string {
    return this.simulator.salesforce.people.create('Contact', { LastName: 'Jensen', ...fields }, this.admin);
  }

  prospect(fields: Fields): string {
    const { people } = this.simulator.engagement;
    return people.create('Prospect', fields, people.user('admin')!);
  }

  update(object: 'Lead' | 'Contact' | 'Prospect', id: string, fields: Fields): void {
    const people = object === 'Prospect' ? this.simulator.engagement.people : this.simulator.salesforce.people;
    people.update(object, id, fields, people.user('admin')!);
  }

  /** A sales person in both systems. Gives both ids. */
  seller(name: string): { readonly salesforce: string; readonly engagement: string } {
    const { salesforce, engagement } = this.simulator;
    const crmUsername = `${name}@sales.test`;
    const user = { Username: crmUsername, LastName: name, Email: crmUsername, Alias: name };
    const own = salesforce.people.create('User', user, this.admin);
    const fields = { email: crmUsername, firstName: name, lastName: 'Seller', crmUsername };
    return { salesforce: own, engagement: engagement.people.create('User', fields, engagement.people.user('admin')!) };
  }

  assign(prospect: string, target: AssignmentTarget): void {
    const { people } = this.simulator.engagement;
    people.assign(prospect, target, people.user('admin')!);
  }

  set(values: Readonly<Record<string, unknown>>): void {
    const { people } = this.simulator.engagement;
    const book = people.settings(this.unit);
    const complaint = book.complaint(values);
    if (complaint !== null) throw new Error(complaint);
    book.save(values, people.user('admin')!);
  }

  fault(target: string, action: FaultAction, times = 1): void {
    const parsed = parseFaultTarget(target);
    if (typeof parsed === 'string') throw new Error(parsed);
    this.simulator.world.faults.arm({ on: [parsed], action, times, from: 'sync' });
  }

  async advance(ms: number): Promise<void> {
    const { clock } = this.simulator.world;
    await clock.advanceTo(clock.now() + ms);
  }

  /** One pass, played by the clock. */
  async pass(): Promise<PassReport> {
    let report: PassReport | null = null;
    const { clock } = this.simulator.world;
    await clock.run(async () => {
      report = await Promise.race([this.core.pass('engagement'), this.#death()]);
    });
    return report ?? { flow: 'engagement', writes: 1, decisions: 0, left: 1, parked: 0 };
  }

  /** Cycles of two minutes and retries, until a pass does nothing. */
  async settle(): Promise<void> {
    for (let round = 0; round < 50; round += 1) {
      const report = await this.pass();
      if (report.writes === 0 && report.left === 0) return;
      const { clock } = this.simulator.world;
      const due = this.core.nextDue('engagement') ?? clock.now() + 120_000;
      // A pass that waits for a slow reply has nothing due, and goes on when time does.
      await clock.advanceTo(Math.max(due, clock.now() + 1_000));
    }
    throw new Error('does not settle');
  }

  read(object: 'Lead' | 'Contact' | 'Prospect', id: string): Readonly<Record<string, unknown>> {
    const people = object === 'Prospect' ? this.simulator.engagement.people : this.simulator.salesforce.people;
    return people.read(object, id)!;
  }

  list(object: 'Lead' | 'Contact' | 'Prospect'): readonly Readonly<Record<string, unknown>>[] {
    return (object === 'Prospect' ? this.simulator.engagement.people : this.simulator.salesforce.people).list(object);
  }

  /** The latest decision about a record. */
  why(object: 'Lead' | 'Contact' | 'Prospect', id: string): Decision {
    const ref =
      object === 'Prospect'
        ? ({ system: 'engagement', object, id, unit: this.unit } as const)
        : ({ system: 'salesforce', object, id } as const);
    const decision = this.core.explain(ref);
    if (decision === null)
      throw new Error(`no decision about ${object} ${id}; there are: ${this.core.decisions().map(({ text }) => text)}`);
    return decision;
  }

  /** Writes of the core since a place in the change log. */
  writes(since: number, system: SystemName): readonly string[] {
    const changes = this.simulator.world.changes.since(since).filter(({ cause }) => cause.isSync === true);
    return changes.filter((change) => change.system === system).map(({ operation, object, id }) => `${operation} ${object} ${id}`);
  }

  calls(since: number, purpose?: string): readonly string[] {
    const calls = this.simulator.world.calls.since(since).filter((call) => purpose === undefined || call.purpose === purpose);
    return calls.map(({ system, method, path }) => `${system} ${method} ${path}`);
  }

  get mark(): { readonly changes: number; readonly calls: number } {
    return { changes: this.simulator.world.changes.next, calls: this.simulator.world.calls.next };
  }

  #died: (() => void) | null = null;

  #death(): Promise<null> {
    return new Promise((resolve) => {
      this.#died = () => resolve(null);
    });
  }

  #createCore(): SyncCore {
    const { world, salesforce, engagement, intacct } = this.simulator;
    return createSyncCore({
      transports: {
        salesforce: this.#mortal('salesforce', directTransport(salesforce.standIn, 'localhost:4001')),
        engagement: this.#mortal('engagement', directTransport(engagement.standIn, 'localhost:4002')),
        intacct: directTransport(intacct.standIn, 'localhost:4003'),
      },
      connections: {
        salesforce: {
          url: 'http://localhost:4001',
          clientId: 'backlot',
          clientSecret: 'backlot',
          username: 'connector@backlot.test',
          password: 'backlot',
          apiVersion: '62.0',
        },
        engagement: { url: 'http://localhost:4002', api: this.api },
        intacct: { url: 'http://localhost:4003', senderId: 'b', senderPassword: 'b', companyId: 'b', userId: 'b', userPassword: 'b' },
      },
      settings: settingsOver(this.simulator),
      journal: this.journal,
      clock: world.clock,
    });
  }

  #mortal(system: SystemName, transport: Transport): Transport {
    return async (request) => {
      if (this.faultAt !== null && --this.faultAt.call === 0) {
        const { action } = this.faultAt;
        this.faultAt = null;
        if (action.kind === 'crash after') await transport(request);
        if (isDeath(action)) return this.#die();
        const fault: FaultAction = action.kind === 'passing error' ? { kind: 'error', code: PASSING_ERROR[system] } : action;
        this.simulator.world.faults.arm({ on: [{ system }], action: fault, times: 1, from: 'sync' });
      }
      const other = this.instead(request);
      if (other !== null) return other;
      const isWrite = request.headers['tracestate'] === 'backlot=write';
      if (this.disaster === null || !isWrite || --this.disaster.write > 0) return transport(request);
      const { kind } = this.disaster;
      this.disaster = null;
      switch (kind) {
        case 'crash before':
          return this.#die();
        case 'crash after':
          await transport(request);
          return this.#die();
        case 'lost reply':
          await transport(request);
          throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
        case 'no connection':
          throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
        case 'server error':
          return { status: 503, headers: {}, body: '' };
        case 'late server error':
          await transport(request);
          return { status: 500, headers: {}, body: '<html>' };
      }
    };
  }

  #die(): Promise<never> {
    this.core.kill();
    this.core = this.#createCore();
    this.#died?.();
    return new Promise(() => {});
  }
}
