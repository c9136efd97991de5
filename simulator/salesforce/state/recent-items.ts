import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';

/** Items that are kept for a user. Source: [REST] "Recently Viewed Items". */
export const RECENT_ITEMS_MAX = 200;

type RecentItems = Row & { readonly userId: string; readonly ids: readonly string[] };

/** What users looked at last, newest first: the stand-in's own books. */
export class RecentlyViewed {
  #items: Table<RecentItems>;

  constructor(world: World) {
    this.#items = world.table<RecentItems>('salesforce', { name: 'RecentItems', key: (row) => row.userId, logged: false });
  }

  of(userId: string): readonly string[] {
    return this.#items.get(userId)?.ids ?? [];
  }

  touch(userId: string, id: string): void {
    const ids = [id, ...this.of(userId).filter((each) => each !== id)].slice(0, RECENT_ITEMS_MAX);
    this.#items.put({ userId, ids });
  }
}
