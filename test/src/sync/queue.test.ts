import { describe, expect, it } from 'vitest';
import { createMemoryJournal } from '../../../src/journal/memory-journal.js';
import { BATCH_KEYS_MAX } from '../../../src/sync/flow.js';
import { Queue } from '../../../src/sync/queue.js';

function queueOf(keys: readonly (readonly [key: string, rank: number, at: number])[]): Queue {
  const journal = createMemoryJournal();
  const queue = new Queue(journal, 'engagement', (key) => key.split('|')[0] ?? '');
  const triggers = keys.map(([key, rank, at]) => ({ key, slot: 'change', at, by: null, rank }));
  journal.write('engagement', queue.arriving(triggers, 0));
  return queue;
}

describe('The queue', () => {
  it('keeps lanes of one rank apart, each in order, and ranks one after the other', () => {
    const queue = queueOf([
      ['a|1', 1, 10],
      ['b|1', 1, 11],
      ['a|2', 1, 12],
      ['b|0', 0, 13],
    ]);
    expect(queue.due(99).map((batch) => batch.map(({ key }) => key))).toEqual([['b|0'], ['a|1', 'a|2'], ['b|1']]);
  });

  it('opens another batch of a lane when one is full', () => {
    const keys = Array.from({ length: BATCH_KEYS_MAX + 1 }, (_, index) => [`a|${1_000 + index}`, 1, index] as const);
    expect(
      queueOf(keys)
        .due(9_999)
        .map(({ length }) => length),
    ).toEqual([BATCH_KEYS_MAX, 1]);
  });
});
