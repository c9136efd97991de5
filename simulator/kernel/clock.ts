import TinyQueue from 'tinyqueue';

/** A timer is data, so that a snapshot can keep it; what it does is found by `kind` when it falls due. */
export type Timer = {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly payload: unknown;
  /** Standing timers (polls, token expiry) do not keep `settle` from ending. */
  readonly standing: boolean;
};

export type TimerHandler = (payload: unknown, timer: Timer) => void | Promise<void>;

/**
 * The one clock of a world, in milliseconds since the epoch, UTC. Virtual unless `follow` gives it a real source.
 * Moving it runs what falls due in (time, order of arming) order; each callback is awaited until it ends or waits for time itself.
 */
export class Clock {
  #now: number;
  #offset = 0;
  #source: (() => number) | null = null;
  #nextId = 1;
  #armed = new Map<number, Timer>();
  #queue = new TinyQueue<Timer>([], earlier);
  #handlers = new Map<string, TimerHandler>();
  #running = 0;
  #generation = 0;
  #waiting = new Set<unknown>();
  #failure: unknown = null;
  #wakeUp: (() => void)[] = [];
  /** Called when the next due instant may have changed; a real-time driver listens here. */
  onArm: (() => void) | null = null;
  /** Asked after each timer: a wait, when whoever drives the clock has other work that must have its turn. */
  breathe: (() => Promise<void> | null) | null = null;

  constructor(start: number) {
    this.#now = start;
    this.on(SLEEP, (resume) => (resume as () => void)());
  }

  now(): number {
    return this.#source === null ? this.#now : this.#source() + this.#offset;
  }

  /** Runs on with a real source from the present virtual instant; `null` holds time until it is moved. */
  follow(source: (() => number) | null): void {
    const now = this.now();
    this.#source = source;
    if (source === null) this.#now = now;
    else this.#offset = now - source();
    this.onArm?.();
  }

  get isReal(): boolean {
    return this.#source !== null;
  }

  /** Says what timers of a kind do. Kinds are `system:purpose`; a later handler replaces an earlier one (a restarted core). */
  on(kind: string, handler: TimerHandler): void {
    this.#handlers.set(kind, handler);
  }

  arm(at: number, kind: string, payload: unknown = null, options: { standing?: boolean } = {}): number {
    const timer = { id: this.#nextId++, at, kind, payload, standing: options.standing ?? false };
    this.#armed.set(timer.id, timer);
    this.#queue.push(timer);
    this.onArm?.();
    return timer.id;
  }

  cancel(id: number): void {
    this.#armed.delete(id);
  }

  /** The next timer, not yet run. */
  peek(): Timer | undefined {
    for (let timer = this.#queue.peek(); timer !== undefined; timer = this.#queue.peek()) {
      if (this.#armed.get(timer.id) === timer) return timer;
      this.#queue.pop();
    }
    return undefined;
  }

  /** What is armed, in the order in which it will run. */
  timers(): readonly Timer[] {
    return [...this.#armed.values()].sort(earlier);
  }

  /** Moves to the next timer, if it is due by `limit`, and runs it. False when nothing was due. */
  async step(limit: number): Promise<boolean> {
    const timer = this.peek();
    if (timer === undefined || timer.at > limit) return false;
    this.#queue.pop();
    this.#armed.delete(timer.id);
    if (this.#source === null && timer.at > this.#now) this.#now = timer.at;
    const handler = this.#handlers.get(timer.kind);
    if (handler === undefined) throw new Error(`no handler for timers of kind ${timer.kind}`);
    await this.run(() => handler(timer.payload, timer));
    const pause = this.breathe?.() ?? null;
    if (pause !== null) await pause;
    return true;
  }

  /** Moves to an instant, running what falls due on the way. Never moves backwards. */
  async advanceTo(instant: number): Promise<void> {
    while (await this.step(instant));
    this.jumpTo(instant);
  }

  /** Moves without running anything: the caller knows that nothing due lies before, or means to pass over it. */
  jumpTo(instant: number): void {
    if (this.#source !== null) this.#offset += Math.max(0, instant - this.now());
    else if (instant > this.#now) this.#now = instant;
    this.onArm?.();
  }

  /**
   * Starts a task and waits until every task has ended or waits for time (`sleep`, a delayed reply).
   * An error of any task is thrown here, to whoever moves the clock.
   */
  async run(task: () => void | Promise<void>): Promise<void> {
    const generation = this.#generation;
    this.#running += 1;
    const result = (async () => task())();
    result.then(
      () => this.#end(generation, null),
      (error: unknown) => this.#end(generation, error),
    );
    await this.#quiet();
  }

  /**
   * Waits on this clock. The task that called is passed over by whoever moves the clock until the instant comes.
   * `key` lets somebody else end the wait's hold (`release`) when the waiter was abandoned.
   */
  sleep(ms: number, key: unknown = {}): Promise<void> {
    this.#waiting.add(key);
    this.#wake();
    return this.#after(ms, () => this.#waiting.delete(key));
  }

  /** Waits on this clock for somebody who is no task of it: an outside client whose reply is delayed. */
  wait(ms: number): Promise<void> {
    return this.#after(ms, () => {});
  }

  /** The task behind a sleep went on without it (a time-out, a crash): it counts as running again. */
  release(key: unknown): void {
    this.#waiting.delete(key);
  }

  /** Forgets every running task: the program they belonged to was killed. */
  abandonTasks(): void {
    this.#generation += 1;
    this.#running = 0;
    this.#waiting.clear();
    this.#wake();
  }

  save(): ClockState {
    return { now: this.now(), nextId: this.#nextId, timers: [...this.#armed.values()] };
  }

  load(state: ClockState): void {
    this.#now = state.now;
    if (this.#source !== null) this.#offset = state.now - this.#source();
    this.#nextId = state.nextId;
    this.#armed = new Map(state.timers.map((timer) => [timer.id, timer]));
    this.#queue = new TinyQueue([...state.timers], earlier);
    this.onArm?.();
  }

  #after(ms: number, work: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.arm(this.now() + ms, SLEEP, () => {
        work();
        resolve();
      });
    });
  }

  #end(generation: number, error: unknown): void {
    if (generation !== this.#generation) return;
    this.#running -= 1;
    if (error !== null) this.#failure ??= error;
    this.#wake();
  }

  async #quiet(): Promise<void> {
    while (this.#running > this.#waiting.size) await new Promise<void>((resolve) => this.#wakeUp.push(resolve));
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) throw failure;
  }

  #wake(): void {
    const waiting = this.#wakeUp;
    this.#wakeUp = [];
    for (const resume of waiting) resume();
  }
}

export type ClockState = { readonly now: number; readonly nextId: number; readonly timers: readonly Timer[] };

const SLEEP = 'kernel:sleep';

function earlier(a: Timer, b: Timer): number {
  return a.at - b.at || a.id - b.id;
}
