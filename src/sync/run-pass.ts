import type { Journal, Memory } from '../journal/journal.js';
import type { Decision } from '../model/decision.js';
import { VendorFailure } from '../model/failure.js';
import type { SystemName } from '../model/wire.js';
import type { Settings } from '../settings/settings.js';
import type { CallNumbers } from './calls.js';
import type { Chain } from './chain.js';
import { Chains } from './chains.js';
import type { CoreClock, CoreEvent, PassReport } from './core.js';
import type { Flow, FlowContext, PendingKey, Polled, Reconciled, Trigger } from './flow.js';
import { type NumberedTrigger, Queue } from './queue.js';
import { DecisionBook } from './record.js';
import { nextAttemptAt } from './retry.js';
import { StandingPoll } from './standing-poll.js';

export type PassParts = {
  readonly flow: Flow;
  readonly journal: Journal;
  readonly settings: Settings;
  readonly clock: CoreClock;
  readonly numbers: CallNumbers;
  readonly observe: (event: CoreEvent) => void;
};

/** How often one pass goes round for keys that ask for another look; what then is left waits for the next pass. */
const ROUNDS_MAX = 10;

/** Runs the passes of one flow: poll, load, decide, apply, record. */
export class Passes {
  readonly #queue: Queue;
  readonly #decisions: DecisionBook;
  readonly #chains: Chains;
  readonly #context: FlowContext;
  readonly #standing = new StandingPoll();
  #decided = 0;

  constructor(private readonly parts: PassParts) {
    const { flow, journal, settings, clock, observe } = parts;
    const heard = (decision: Decision): void => {
      this.#decided += 1;
      observe({ kind: 'decided', decision });
    };
    this.#queue = new Queue(journal, flow.name, flow.laneOf?.bind(flow));
    this.#decisions = new DecisionBook(journal, flow.name, heard);
    this.#context = {
      now: () => clock.now(),
      settings,
      recall: (space, key) => journal.read(flow.name, space, key),
      recallAll: (space) => journal.entries(flow.name, space),
    };
    this.#chains = new Chains({ flow, journal, queue: this.#queue, decisions: this.#decisions, context: this.#context, observe });
  }

  async run(): Promise<PassReport> {
    const { flow, journal, clock, numbers, observe } = this.parts;
    observe({ kind: 'pass-started', flow: flow.name });
    numbers.beginPass();
    this.#decided = 0;
    this.#chains.writes = 0;
    flow.begin?.(this.#context);
    await this.#chains.takeUp(clock.now());
    await this.#poll();
    await this.#reconcileAll();
    await journal.flush(flow.name);
    const { left, parked } = this.#queue.waiting();
    const isPollLeft = this.#standing.retryAt !== null;
    const report = { flow: flow.name, writes: this.#chains.writes, decisions: this.#decided, left: left + (isPollLeft ? 1 : 0), parked };
    observe({ kind: 'pass-ended', flow: flow.name, report });
    return report;
  }

  /** The instant of the next retry: of a key, or of a failed poll. */
  nextDue(): number | null {
    const dues = [this.#queue.waiting().nextDue, this.#standing.retryAt].filter((at) => at !== null);
    return dues.length === 0 ? null : Math.min(...dues);
  }

  /** The instant of work that is due by the clock alone. */
  nextScheduled(): number | null {
    return this.parts.flow.nextScheduled?.(this.#context) ?? null;
  }

  watches(system: SystemName, object: string): boolean {
    return this.parts.flow.watches(system, object);
  }

  async #poll(): Promise<void> {
    const { flow, journal, clock } = this.parts;
    if (!this.#standing.isOpen(clock.now())) return;
    let polled: Polled;
    try {
      polled = await flow.poll(this.#context);
    } catch (error) {
      if (!(error instanceof VendorFailure)) throw error;
      this.#standing.failed(clock.now(), error);
      return;
    }
    this.#standing.ended(clock.now(), polled.failure ?? null);
    journal.write(flow.name, [...polled.remember, ...this.#queue.arriving(polled.triggers, clock.now())]);
  }

  /** Reconciles until nothing is due now; parked keys once. */
  async #reconcileAll(): Promise<void> {
    const parked = new Set<string>();
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const due = this.#queue.due(this.#context.now(), parked);
      if (due.length === 0) return;
      for (const batch of due) await this.#reconcile(batch);
      for (const { key } of due.flat()) if (this.#queue.get(key)?.isParked === true) parked.add(key);
    }
  }

  async #reconcile(keys: readonly PendingKey[]): Promise<void> {
    const { flow, journal, clock } = this.parts;
    let answers: readonly Reconciled[];
    try {
      answers = await flow.reconcile(keys, this.#context);
    } catch (error) {
      if (!(error instanceof VendorFailure)) throw error;
      journal.write(
        flow.name,
        keys.flatMap((key) => this.#tryLater(key, error)),
      );
      return;
    }
    const byKey = new Map(answers.map((answer) => [answer.key, answer]));
    const chains: Chain[] = [];
    for (const pending of keys) {
      const answer = byKey.get(pending.key);
      if (answer === undefined) this.#answered(pending, []);
      else chains.push(...this.#decide(pending, answer, clock.now()));
    }
    await this.#chains.run(chains.map(({ id }) => id));
  }

  /** Records what was concluded about a key and gives the chains of its commands. */
  #decide(pending: PendingKey, answer: Reconciled, now: number): Chain[] {
    const { flow, journal } = this.parts;
    journal.write(flow.name, answer.remember ?? []);
    const chains = answer.concluded.map((concluded, index) => {
      const place = `${pending.key}#${index}`;
      const seq = this.#decisions.record(place, concluded, now);
      return { key: pending.key, seq, place, commands: concluded.conclusion.commands, step: 0, at: now, isUnsent: false };
    });
    const withCommands = chains.filter(({ commands }) => commands.length > 0);
    if (answer.parked === true) this.#park(pending);
    else if (withCommands.length === 0) this.#answered(pending, answer.whenDone ?? [], answer.next);
    else this.#take(pending, answer);
    return this.#chains.add(withCommands);
  }

  #park(pending: PendingKey): void {
    if (this.#queue.get(pending.key)?.isParked === true) return;
    this.parts.journal.write(this.parts.flow.name, this.#queue.changed(pending.key, { isParked: true }));
  }

  #answered(pending: PendingKey, whenDone: readonly Memory[], next: readonly Trigger[] = []): void {
    const { flow, journal, clock } = this.parts;
    journal.write(flow.name, [...whenDone, ...this.#queue.answered(pending.key, lastOf(pending), clock.now())]);
    journal.write(flow.name, this.#queue.arriving(next, clock.now()));
  }

  #take(pending: PendingKey, { whenDone = [], whenRefused = [], next = [] }: Reconciled): void {
    const taken = { upTo: lastOf(pending), whenDone, whenRefused, next, isRefused: false, isToRepeat: false };
    this.parts.journal.write(this.parts.flow.name, this.#queue.changed(pending.key, { taken, isParked: false }));
  }

  #tryLater(pending: PendingKey, failure: VendorFailure): readonly Memory[] {
    const attempts = pending.attempts + 1;
    return this.#queue.changed(pending.key, { attempts, dueAt: nextAttemptAt(this.#context.now(), attempts, failure), isParked: false });
  }
}

/** The running number of the last trigger that a reconcile saw. */
function lastOf(pending: PendingKey): number {
  return Math.max(...(pending.triggers as readonly NumberedTrigger[]).map(({ n }) => n));
}
