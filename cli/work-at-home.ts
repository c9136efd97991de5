import type { Job, WorkerSettings } from '../scenarios/runner/workers/worker.js';

/** What a thread that plays scenarios does: one job after the other, until it is ended. */
export async function workAtHome(): Promise<void> {
  const { parentPort, workerData } = await import('node:worker_threads');
  const { workerAtHome } = await import('../scenarios/runner/workers/worker.js');
  const work = workerAtHome(workerData as WorkerSettings, () => performance.now());
  parentPort?.on('message', async (job: Job) => {
    parentPort?.postMessage(await work(job));
  });
}
