import { fileURLToPath } from 'node:url';

/** Where the built package is; `BACKLOT_DIST` names another build. */
export const DIST = process.env.BACKLOT_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

/** One door of the built package: `simulator`, `core`, `index`, `msw`. */
export const door = (name) => import(`${DIST}/${name}.js`);

/** A figure of any kind; see README.md. */
export function figure({ rounds = 7, bare = 'bare', ...rest }) {
  return { rounds, bare, ...rest };
}

/** Microseconds of CPU that a process took between two readings of `process.cpuUsage()`. */
export function cpuUs(from, to) {
  return to.user + to.system - from.user - from.system;
}

export function median(values) {
  const sorted = values.filter((value) => value !== undefined && value !== null).toSorted((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[sorted.length >> 1];
}
