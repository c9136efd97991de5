import type { Operation } from '../../kernel/change-log.js';
import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { SMART_EVENTS_MAX } from '../limits.js';
import type { Outbox } from './outbox.js';
import type { Setup } from './setup.js';

/** An entry of the smart event log. Source: developer.intacct.com, "Smart events". */
export type SmartEvent = {
  readonly recordno: number;
  readonly topic: string;
  readonly ownerobject: string;
  readonly timestamp: number;
  readonly userid: string;
  readonly objectkey: string;
  readonly entity: string;
};

/** Events as webhooks name them. */
const EVENTS: Readonly<Partial<Record<Operation, string>>> = { create: 'create', update: 'update', remove: 'delete' };

const TOPICS: Readonly<Partial<Record<Operation, string>>> = { create: 'ADD', update: 'SET', remove: 'DELETE' };

/**
 * The log that `get_list smarteventlog` reads.
 *
 * Assumed: the subscription brings smart events for adding, changing and deleting each of these objects.
 */
export class SmartEvents {
  readonly table: Table<SmartEvent>;

  constructor(
    private readonly world: World,
    private readonly setup: Setup,
    private readonly outbox: Outbox,
  ) {
    this.table = world.table<SmartEvent>('intacct', { name: 'SMARTEVENTLOG', key: (row) => String(row.recordno), logged: false });
  }

  note(operation: Operation, object: string, recordNumber: number, userId: string, entity: string): void {
    const topic = TOPICS[operation];
    if (this.setup.webhooks.size > 0) this.#tell(operation, object, recordNumber, entity);
    if (topic === undefined || !WATCHED.has(object)) return;
    const cell = this.world.cell('intacct:recordno:SMARTEVENTLOG', 1);
    const recordno = cell.get();
    cell.set(recordno + 1);
    const timestamp = Math.floor(this.world.clock.now() / 1_000) * 1_000;
    this.table.put({
      recordno,
      topic: `${topic}_${object}`,
      ownerobject: object,
      timestamp,
      userid: userId,
      objectkey: String(recordNumber),
      entity,
    });
    this.table.remove(String(recordno - SMART_EVENTS_MAX));
  }

  /**
   * Posts an event to every webhook of the object.
   *
   * Source:  developer.sage.com, "Outbound webhooks".
   * Assumed: the body; the vendor lets its users compose it.
   */
  #tell(operation: Operation, object: string, recordNumber: number, entity: string): void {
    for (const { id, url } of this.setup.webhooks.filter((each) => each.object === object)) {
      const event = { object, event: EVENTS[operation] ?? operation, key: String(recordNumber), entity };
      const timestamp = new Date(this.world.clock.now()).toISOString();
      const body = JSON.stringify({ ...event, timestamp });
      this.outbox.post({ kind: 'webhook', source: id, url, contentType: 'application/json', body });
    }
  }
}

const WATCHED = new Set(['CUSTOMER', 'CONTACT', 'SODOCUMENT', 'CONTRACT', 'CONTRACTDETAIL', 'ITEM', 'ARTERM']);
