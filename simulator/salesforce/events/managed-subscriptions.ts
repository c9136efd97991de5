import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { parseId } from '../ids.js';

export type ReplayPreset = 'LATEST' | 'EARLIEST';

/** A subscription over the Pub/Sub API of which the org keeps how far its client came. Source: Metadata API guide, "ManagedEventSubscription". */
export type ManagedSubscription = Row & {
  readonly Id: string;
  readonly developerName: string;
  readonly label: string;
  readonly topicName: string;
  /** Where a client starts that committed nothing yet. */
  readonly defaultReplay: ReplayPreset;
  /** Where one starts whose committed replay id is not retained any more. */
  readonly errorRecoveryReplay: ReplayPreset;
  readonly state: 'RUN' | 'STOP';
  /** The replay id that was committed last. */
  readonly committed: number | null;
};

/** The managed subscriptions of an org. They are setup, and what was committed is the stand-in's own book: neither is in the change log. */
export class ManagedSubscriptions {
  readonly table: Table<ManagedSubscription>;

  constructor(world: World) {
    this.table = world.table<ManagedSubscription>('salesforce', {
      name: 'ManagedEventSubscription',
      key: (row) => row.Id,
      logged: false,
    });
  }

  /** By id, or by name, letter case aside. */
  find(id: string, developerName: string): ManagedSubscription | undefined {
    if (id !== '') return this.table.get(parseId(id) ?? '');
    return this.named(developerName);
  }

  named(developerName: string): ManagedSubscription | undefined {
    const wanted = developerName.toLowerCase();
    return this.table.filter((each) => each.developerName.toLowerCase() === wanted)[0];
  }

  commit(id: string, replayId: number): void {
    const known = this.table.get(id);
    if (known !== undefined) this.table.put({ ...known, committed: replayId });
  }
}
