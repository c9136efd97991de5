import type { World } from '../../../simulator/kernel/world.js';
import type { Flow } from '../../../src/model/record.js';
import { type CoreHost, FLOWS } from './core-host.js';
import type { Trace } from './trace.js';

/** Source: Account Engagement help, connector considerations: changes are looked for as often as every two minutes. */
export const POLL_EVERY_MS = 120_000;

const POLL = 'stage:poll';
const RETRY = 'stage:retry';
const RESTART = 'stage:restart';
const SCHEDULED = 'stage:scheduled';

/** Why a flow is to pass: a standing poll may be passed over, what fell due or was asked for may not. */
type Reason = 'standing' | 'due';

/**
 * When the core passes: at standing polls, when a retry falls due, when a story asks for it. One pass at a time, whatever the flow.
 * While nothing that a flow watches changed since its empty pass, its standing polls are passed over, for they would find nothing.
 */
export class Passes {
  #queue = new Map<Flow, Reason>();
  #isBusy = false;
  /** Per flow, where the change log stood when a pass found nothing to do, and whether any change at all may be news from then on. */
  #quiet = new Map<Flow, { readonly at: number; readonly isAnyNews: boolean }>();
  /** Per flow, the last change of what it watches. */
  #news = new Map<Flow, number>();
  #retries = new Map<Flow, number>();
  #scheduled = new Map<Flow, number>();
  #poll: { id: number; at: number };
  readonly stopListening: () => void;

  constructor(
    private readonly world: World,
    private readonly host: () => CoreHost,
    private readonly trace: Trace,
    private readonly skipsIdlePolls: boolean,
  ) {
    world.clock.on(POLL, () => {
      this.#poll = this.#armPoll(this.#poll.at + POLL_EVERY_MS);
      return this.drive(FLOWS, 'standing');
    });
    world.clock.on(RETRY, (flow) => {
      this.#retries.delete(flow as Flow);
      return this.drive([flow as Flow]);
    });
    world.clock.on(SCHEDULED, (flow) => {
      this.#scheduled.delete(flow as Flow);
      return this.drive([flow as Flow]);
    });
    world.clock.on(RESTART, () => this.drive(FLOWS));
    this.#poll = this.#armPoll(world.clock.now() + POLL_EVERY_MS);
    this.stopListening = world.changes.listen(({ seq, system, object }) => {
      for (const flow of FLOWS) if (this.host().core.watches(flow, system, object)) this.#news.set(flow, seq);
    });
  }

  /** When the core looks for changes next, whatever happens. */
  get nextPoll(): number {
    return this.#poll.at;
  }

  /** True when a pass of every flow found nothing and nothing that it watches changed since. */
  get isQuiet(): boolean {
    return !this.#isBusy && FLOWS.every((flow) => this.#hasNothingFor(flow));
  }

  /** True when, besides, nothing but standing timers is left. */
  get isSettled(): boolean {
    return this.isQuiet && this.world.clock.timers().every((timer) => timer.standing);
  }

  /** Passes flows one after the other; asked while a pass waits for a slow reply, it leaves them to whoever is at it. */
  async drive(flows: readonly Flow[], reason: Reason = 'due'): Promise<void> {
    for (const flow of flows) if (this.#queue.get(flow) !== 'due') this.#queue.set(flow, reason);
    if (this.#isBusy) return;
    const { generation } = this.host();
    this.#isBusy = true;
    try {
      for (const [flow, why] of this.#queue) {
        this.#queue.delete(flow);
        if (why === 'standing' && this.#mayPassOver(flow)) this.trace.idleFlow(this.world.clock.now(), flow);
        else await this.#pass(flow);
      }
    } finally {
      if (this.host().generation === generation) this.#isBusy = false;
    }
  }

  /** A new core took over: what the old one was about to do is done anew, at this instant. */
  restarted(): void {
    this.#queue.clear();
    this.#isBusy = false;
    this.#quiet.clear();
    for (const timer of this.#retries.values()) this.world.clock.cancel(timer);
    this.#retries.clear();
    this.world.clock.arm(this.world.clock.now(), RESTART);
  }

  /** Runs the next event up to an instant; false when there is none. Idle polls on the way are noted and not run. */
  async step(limit: number): Promise<boolean> {
    if (this.#poll.at <= limit && !this.#isBusy && FLOWS.every((flow) => this.#mayPassOver(flow))) this.#skipPolls(limit);
    return this.world.clock.step(limit);
  }

  /** True when a poll of the flow would find nothing, and no fault waits for a call of it. */
  #mayPassOver(flow: Flow): boolean {
    return this.skipsIdlePolls && this.world.faults.isEmpty && this.#hasNothingFor(flow);
  }

  #hasNothingFor(flow: Flow): boolean {
    const quiet = this.#quiet.get(flow);
    if (quiet === undefined) return false;
    const { next } = this.world.changes;
    return quiet.at === next || (!quiet.isAnyNews && (this.#news.get(flow) ?? -1) < quiet.at);
  }

  #skipPolls(limit: number): void {
    const { clock } = this.world;
    const other = clock.timers().find((timer) => timer.kind !== POLL);
    const isStopped = other !== undefined && other.at <= limit;
    // A poll at the very instant of another event is passed over only when it comes first: else that event may be what it is to find.
    const reach = isStopped ? other.at - 1 : limit;
    const isFirst = clock.peek()?.id === this.#poll.id;
    const polls = Math.max(Math.floor((reach - this.#poll.at) / POLL_EVERY_MS) + 1, isFirst ? 1 : 0);
    if (polls <= 0) return;
    clock.cancel(this.#poll.id);
    this.trace.idle(clock.now(), this.#poll.at + (polls - 1) * POLL_EVERY_MS, polls);
    this.#poll = this.#armPoll(this.#poll.at + polls * POLL_EVERY_MS);
  }

  #armPoll(at: number): { id: number; at: number } {
    return { id: this.world.clock.arm(at, POLL, null, { standing: true }), at };
  }

  async #pass(flow: Flow): Promise<void> {
    const before = this.world.changes.next;
    const { core } = this.host();
    const report = await core.pass(flow);
    const due = core.nextDue(flow);
    if (report.writes === 0 && due === null) this.#quiet.set(flow, { at: before, isAnyNews: report.parked > 0 });
    else this.#quiet.delete(flow);
    this.#armRetry(flow, due);
    this.#armScheduled(flow, core.nextScheduled(flow));
  }

  /** Work that is due by the clock alone is a standing timer: idle polls are passed over up to it. */
  #armScheduled(flow: Flow, at: number | null): void {
    const { clock } = this.world;
    const armed = this.#scheduled.get(flow);
    if (armed !== undefined) clock.cancel(armed);
    this.#scheduled.delete(flow);
    if (at !== null) this.#scheduled.set(flow, clock.arm(Math.max(at, clock.now() + 1), SCHEDULED, flow, { standing: true }));
  }

  #armRetry(flow: Flow, due: number | null): void {
    const { clock } = this.world;
    const armed = this.#retries.get(flow);
    if (armed !== undefined) clock.cancel(armed);
    this.#retries.delete(flow);
    // Later than now, so that a retry that fails at once cannot hold the clock for ever.
    if (due !== null) this.#retries.set(flow, clock.arm(Math.max(due, clock.now() + 1), RETRY, flow));
  }
}
