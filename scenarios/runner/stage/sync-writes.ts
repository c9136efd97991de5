import type { Change } from '../../../simulator/kernel/change-log.js';
import type { Row } from '../../../simulator/kernel/table.js';
import type { RecordRef } from '../../../src/model/record.js';
import type { Stage } from './stage.js';

/** One record that one call of the sync core changed, however many steps the vendor took over it. */
export type SyncWrite = {
  readonly ref: RecordRef;
  readonly operation: 'create' | 'update' | 'delete';
  readonly before: Row | null;
  readonly after: Row | null;
};

/** The record that a change is about, as scenarios name it. */
export function refOf(change: Change): RecordRef {
  return { system: change.system, object: change.object, id: change.id };
}

/** What the sync core wrote from a number of the change log on. What a vendor's automation did because of it is not the core's. */
export function syncWrites(stage: Stage, since: number): readonly SyncWrite[] {
  const writes = new Map<string, SyncWrite>();
  for (const change of stage.world.changes.since(since)) {
    if (change.cause.isSync !== true || change.cause.kind !== 'call' || !isRecord(change, stage)) continue;
    const key = `${change.cause.call} ${change.system} ${change.object} ${change.id}`;
    const earlier = writes.get(key);
    writes.set(key, {
      ref: refOf(change),
      operation: earlier?.operation === 'create' ? 'create' : operationOf(change),
      before: earlier === undefined ? change.before : earlier.before,
      after: change.after,
    });
  }
  return [...writes.values()];
}

/** Books of a stand-in itself (settings, sessions) are no records. */
function isRecord(change: Change, stage: Stage): boolean {
  return stage.people(change.system).type(change.object) !== undefined;
}

function operationOf(change: Change): 'create' | 'update' | 'delete' {
  switch (change.operation) {
    case 'create':
      return 'create';
    case 'delete':
    case 'remove':
      return 'delete';
    default:
      return 'update';
  }
}
