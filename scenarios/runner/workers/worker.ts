import { createSimulator } from '../../../simulator/index.js';
import { Catalogue } from '../lint/catalogue.js';
import { type PlanItem, readTarget, type Target } from '../plan.js';
import { playItem } from '../play-item.js';
import type { ScenarioResult } from '../result.js';
import type { TraceEntry } from '../stage/trace.js';

/** What every worker of a run is told at its start. */
export type WorkerSettings = {
  readonly tags: readonly string[] | undefined;
  readonly seed: number | undefined;
  readonly withTraces: boolean;
  /** Files of an org that the stand-ins are to be like. */
  readonly org?: ReadonlyMap<string, string>;
};

/** A file is known by its number in the run, a scenario by its number in the file. */
export type Job =
  | { readonly kind: 'read'; readonly number: number; readonly target: Target }
  | { readonly kind: 'play'; readonly number: number; readonly target: Target; readonly index: number };

/** A result as it crosses threads: plain data. */
export type PlainResult = Omit<ScenarioResult, 'trace'> & { readonly trace: readonly TraceEntry[] };

export type Done =
  | { readonly kind: 'read'; readonly scenarios: readonly { readonly file: string; readonly title: string }[] }
  | { readonly kind: 'played'; readonly result: PlainResult; readonly ms: number };

/** A thread that does one job after the other. */
export interface PlayingWorker {
  do(job: Job): Promise<Done>;
  end(): void;
}

export type OpenWorkers = (settings: WorkerSettings) => readonly PlayingWorker[];

/** What a worker does with its jobs. What it read stays, for it will most likely play it, too. */
export function workerAtHome({ tags, seed, withTraces, org }: WorkerSettings, now: () => number): (job: Job) => Promise<Done> {
  const like = org === undefined ? {} : { org };
  const catalogue = new Catalogue(createSimulator(like));
  const read = new Map<number, readonly PlanItem[]>();
  const itemsOf = ({ number, target }: Job): readonly PlanItem[] => {
    const items = read.get(number) ?? readTarget(target, { catalogue, tags });
    read.set(number, items);
    return items;
  };
  return async (job) => {
    const items = itemsOf(job);
    if (job.kind === 'read') return { kind: 'read', scenarios: items.map(({ file, title }) => ({ file, title })) };
    const from = now();
    const { trace, ...result } = await playItem(items[job.index]!, { ...like, ...(seed === undefined ? {} : { seed }) });
    const ms = now() - from;
    return { kind: 'played', ms, result: { ...plainData(result), trace: withTraces ? trace.entries() : [] } };
  };
}

/** Values of examples may carry how they were written; only what JSON shows of them crosses threads. */
function plainData<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
