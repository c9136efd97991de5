import { type ArrangeOptions, arrange, type Target } from '../plan.js';
import { Progress } from '../progress.js';
import type { Reporter, Summary } from '../reporters/reporter.js';
import type { ScenarioResult } from '../result.js';
import { Trace } from '../stage/trace.js';
import type { Done, OpenWorkers, PlayingWorker } from './worker.js';

export type WorkersOptions = ArrangeOptions & {
  readonly tags?: readonly string[];
  readonly seed?: number;
  readonly withTraces?: boolean;
  readonly org?: ReadonlyMap<string, string>;
  readonly reporter: Reporter;
  readonly bail: number;
};

/** A scenario to play: of which file, which one in it, and its place in the run. */
type Task = { readonly file: string; readonly title: string; readonly number: number; readonly index: number; readonly order: number };

/** Plays files in workers. Who plays what is left to chance; what is reported is in the order of the run, as if there were no workers. */
export async function runInWorkers(targets: readonly Target[], open: OpenWorkers, options: WorkersOptions): Promise<Summary> {
  const { tags, seed, withTraces = false, reporter, bail, org } = options;
  const workers = open({ tags, seed, withTraces, ...(org === undefined ? {} : { org }) });
  try {
    const { scenarios, readers } = await readAll(targets, workers);
    const tasks = arrange(scenarios, options);
    const progress = new Progress(reporter, tasks.length, bail);
    const inOrder = new InOrder(tasks, progress, reporter);
    const queues = workers.map((worker) => tasks.filter(({ number }) => readers[number] === worker));
    await Promise.all(
      workers.map(async (worker, which) => {
        while (!progress.isOver) {
          const task = queues[which]!.shift() ?? longest(queues).pop();
          if (task === undefined) return;
          const { number, index, order } = task;
          inOrder.arrived(order, await worker.do({ kind: 'play', number, target: targets[number]!, index }));
        }
      }),
    );
    return progress.finished();
  } finally {
    for (const worker of workers) worker.end();
  }
}

type Scenarios = { readonly scenarios: readonly Omit<Task, 'order'>[]; readonly readers: readonly PlayingWorker[] };

/** Every worker reads files as long as there are some. */
async function readAll(targets: readonly Target[], workers: readonly PlayingWorker[]): Promise<Scenarios> {
  const files: Omit<Task, 'order'>[][] = targets.map(() => []);
  const readers: PlayingWorker[] = [];
  let next = 0;
  await Promise.all(
    workers.map(async (worker) => {
      while (next < targets.length) {
        const number = next;
        next += 1;
        readers[number] = worker;
        const done = await worker.do({ kind: 'read', number, target: targets[number]! });
        if (done.kind === 'read') files[number] = done.scenarios.map((scenario, index) => ({ ...scenario, number, index }));
      }
    }),
  );
  return { scenarios: files.flat(), readers };
}

function longest(queues: readonly Task[][]): Task[] {
  return queues.reduce((a, b) => (b.length > a.length ? b : a));
}

/** Results come as they come, and are told in the order of the run. */
class InOrder {
  readonly #waiting = new Map<number, { readonly result: ScenarioResult; readonly ms: number }>();
  #told = 0;

  constructor(
    private readonly tasks: readonly Task[],
    private readonly progress: Progress,
    private readonly reporter: Reporter,
  ) {
    this.#begin();
  }

  arrived(order: number, done: Done): void {
    if (done.kind !== 'played') return;
    const { trace, ...result } = done.result;
    this.#waiting.set(order, { result: { ...result, trace: Trace.of(trace) }, ms: done.ms });
    for (;;) {
      const task = this.tasks[this.#told];
      const next = task === undefined ? undefined : this.#waiting.get(task.order);
      if (task === undefined || next === undefined || this.progress.isOver) return;
      this.#waiting.delete(task.order);
      this.#told += 1;
      this.progress.ended(next.result, { order: task.order, ms: next.ms });
      if (!this.progress.isOver) this.#begin();
    }
  }

  /** Says which one is waited for. */
  #begin(): void {
    const task = this.tasks[this.#told];
    if (task !== undefined) this.reporter.started?.(task.title);
  }
}
