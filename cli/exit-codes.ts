import { UsageError } from './usage-error.js';

/**
 * What the command ends with: all held; a scenario failed; the command was used wrongly; backlot itself failed.
 * Of `contract`: a stand-in drifted from its system; the system cannot be reached; somebody interrupted it.
 */
export const EXIT = { held: 0, failed: 1, usage: 2, broken: 3, drifted: 3, unreachable: 4, interrupted: 130 } as const;

/** The exit code for an error that ended the command. */
export function exitCodeOf(error: unknown): number {
  return error instanceof UsageError ? EXIT.usage : EXIT.broken;
}
