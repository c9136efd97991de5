import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';

export type Access = 'none' | 'read' | 'edit';

type Share = { readonly key: string; readonly userId: string; readonly recordId: string; readonly access: Access };

/**
 * Who may do what with single records. The org's defaults are public read/write; a restriction of one user on one record stands here.
 *
 * Assumed: the many ways to restrict (private defaults, criteria, roles) are one answer per record and user; clients see only that.
 */
export class Sharing {
  #shares: Table<Share>;

  constructor(world: World) {
    this.#shares = world.table<Share>('salesforce', { name: 'BacklotShare', key: (row) => row.key, logged: false });
  }

  get isEmpty(): boolean {
    return this.#shares.size === 0;
  }

  set(userId: string, recordId: string, access: Access): void {
    this.#shares.put({ key: `${userId}:${recordId}`, userId, recordId, access });
  }

  of(userId: string, recordId: string): Access {
    return this.#shares.get(`${userId}:${recordId}`)?.access ?? 'edit';
  }
}
