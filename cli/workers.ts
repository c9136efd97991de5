import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { Worker } from 'node:worker_threads';
import type { Done, OpenWorkers, PlayingWorker } from '../scenarios/runner/workers/worker.js';

/** From how many files on a thread is worth its start, which costs as much as playing a dozen scenarios. */
const FILES_FOR_A_WORKER = 16;

/** Bounds of the young generation, in MB: scenarios leave much behind that is soon dead, and copying it to and fro costs. */
const YOUNG_GENERATION_MB = 128;

/**
 * How much a function runs before V8 looks whether to optimise it, in bytes of bytecode. Plays run much code a few hundred times, and at V8's
 * own value (67,584) a fifth of all CPU time goes into optimising what is soon done.
 */
const INTERRUPT_BUDGET = 600_000;
/** The versions of Node that this was measured with: others have other compilers, and may complain of a flag that they do not know. */
const MEASURED_WITH = /^v20\./;

/** How many workers a run is given when nobody says: one for each processor, if there is enough to do. */
export function workersFor(files: number): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(files / FILES_FOR_A_WORKER)));
}

/** Threads that play; undefined where one is all, or where there is no build to start them from. */
export async function workersThat(count: number): Promise<OpenWorkers | undefined> {
  const script = fileURLToPath(new URL('./worker.js', import.meta.url));
  if (count <= 1 || !existsSync(script)) return undefined;
  const { Worker } = await import('node:worker_threads');
  return (settings) => {
    let loading = count;
    const loaded = (): void => {
      loading -= 1;
      // Not before: V8 takes no code that was kept under other flags.
      if (loading === 0 && MEASURED_WITH.test(process.version)) setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
    };
    return Array.from({ length: count }, () => {
      const worker = new Worker(script, { workerData: settings, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });
      worker.once('message', loaded);
      return playing(worker);
    });
  };
}

/** One job at a time; a thread that dies ends the run with what it said. */
function playing(worker: Worker): PlayingWorker {
  let waiting: { readonly resolve: (done: Done) => void; readonly reject: (error: Error) => void } | null = null;
  let death: Error | null = null;
  const died = (error: Error): void => {
    death ??= error;
    waiting?.reject(death);
  };
  worker.on('message', (done: Done) => waiting?.resolve(done));
  worker.on('error', died);
  worker.on('exit', (code) => died(new Error(`a worker ended with ${code} while it played`)));
  return {
    do: (job) =>
      new Promise((resolve, reject) => {
        if (death !== null) return reject(death);
        waiting = { resolve, reject };
        worker.postMessage(job);
      }),
    end: () => void worker.terminate(),
  };
}
