import type { CoreClock } from '../src/sync/core.js';

/** The machine's time for the sync core. */
export const realClock: CoreClock & { wait(ms: number, signal: AbortSignal): Promise<void> } = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  /** Waits so long, or until told to stop. */
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timeout = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
      function done(): void {
        clearTimeout(timeout);
        signal.removeEventListener('abort', done);
        resolve();
      }
    }),
};
