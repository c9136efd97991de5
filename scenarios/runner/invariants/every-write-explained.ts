import type { Invariant } from './invariant.js';

/** Nothing is written to a vendor on a whim: the command was recorded first, and a decision with its rules asked for it. */
export const everyWriteExplained: Invariant = {
  name: 'every-write-explained',
  promise: 'Every write of the sync belongs to a command whose intent was recorded before it was sent.',
  watch: () => (changes, stage) => {
    const written = changes.find((change) => change.cause.isSync === true && stage.unexplained.has(change.cause.traceparent ?? ''));
    if (written === undefined) return null;
    return {
      expected: 'a recorded command behind every write of the sync',
      actual: `${written.operation} of ${written.object} ${written.id} by ${written.cause.text} had none`,
      change: written,
    };
  },
};
