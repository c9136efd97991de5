import { test } from 'vitest';
import { type Story, type TellOptions, tell } from './twin.js';

export type { Beside, Story, TellOptions } from './twin.js';

/**
 * A scenario in TypeScript, as a test: the verbs of the language are functions. A file and its twin leave the same trace.
 *
 * ```ts
 * scenario('Auto-create is not retroactive', async (s) => {
 *   await s.create('salesforce.Lead', { as: 'gap', LastName: 'Gap', Email: 'gap@example.com' });
 *   await s.set({ 'engagement.autoCreateProspects': true });
 *   await s.settle();
 *   await s.expect({ 'engagement.Prospect': 0 });
 * });
 * ```
 */
export function scenario(title: string, story: (s: Story) => Promise<void>): void;
export function scenario(title: string, options: TellOptions, story: (s: Story) => Promise<void>): void;
export function scenario(title: string, first: TellOptions | ((s: Story) => Promise<void>), second?: (s: Story) => Promise<void>): void {
  const [options, story] = typeof first === 'function' ? [{}, first] : [first, second!];
  test(title, async () => {
    const { failure } = await tell(options, story);
    if (failure !== null) throw new Error(failure.report);
  });
}
