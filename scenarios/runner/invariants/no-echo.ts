import type { Change } from '../../../simulator/kernel/change-log.js';
import type { Stage } from '../stage/stage.js';
import { refOf } from '../stage/sync-writes.js';
import type { Invariant } from './invariant.js';

/** Sync writes to one record in a row, with nobody else writing anywhere: more than a chain of commands and their retries takes. */
export const ECHO_WRITES_MAX = 25;

/**
 * The core takes none of its own writes for news. When nobody but the sync writes anything, no record is written again and again.
 * Business units that overwrite each other by a rule (AE-20) end in a `settle` that fails, which says so better.
 */
export const noEcho: Invariant = {
  name: 'no-echo',
  promise: 'The sync does not answer its own writes: alone, it does not write one record again and again.',
  watch: () => (changes, stage) => {
    const change = changes.findLast((each) => each.cause.isSync === true && each.operation === 'update');
    if (change === undefined || stage.simulator.engagement.people.units().length > 1) return null;
    const times = writesInARow(change, stage);
    if (times <= ECHO_WRITES_MAX) return null;
    const { system, object, id } = refOf(change);
    return {
      expected: 'the sync to come to rest after its own writes',
      actual: `${system}.${object} ${id} was written ${times} times in a row`,
      change,
    };
  },
};

/** Calls of the sync that wrote this record since anybody else wrote anything. */
function writesInARow(last: Change, stage: Stage): number {
  const all = stage.world.changes.since();
  const calls = new Set<number>();
  for (let index = all.length - 1; index >= 0; index -= 1) {
    const { system, object, id, cause } = all[index]!;
    if (cause.isSync !== true && cause.kind !== 'automation') break;
    if (system === last.system && object === last.object && id === last.id && cause.call !== undefined) calls.add(cause.call);
  }
  return calls.size;
}
