import { randomInt } from 'node:crypto';

const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A prefix for what a run makes in somebody's org: short enough for any name, and nobody else's. */
export function runId(): string {
  return `bl${Array.from({ length: 6 }, () => SIGNS[randomInt(SIGNS.length)]).join('')}`;
}
