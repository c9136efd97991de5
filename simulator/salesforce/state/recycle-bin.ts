import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { rowError } from '../errors.js';
import type { SalesforceOrg } from '../state.js';
import type { Save } from './save.js';
import { editableInBin } from './undelete.js';

/** How long records stay in the bin. Source: Salesforce Help, "Recycle Bin": 15 days. */
export const RECYCLE_BIN_MS = 15 * 24 * 60 * 60 * 1_000;

const PURGE = 'salesforce:purge';

/** One deletion: what `getDeleted` lists, also after the record is physically gone. */
export type Deletion = {
  readonly id: string;
  readonly typeName: string;
  readonly deletedAt: number;
  /** The record whose deletion took this one along; its own id when it was deleted itself. */
  readonly rootId: string;
};

/** The deletions of an org, and the clock that empties its bin. */
export class RecycleBin {
  #deletions: Table<Deletion>;

  constructor(private readonly org: SalesforceOrg) {
    this.#deletions = openDeletions(org.world);
    org.world.clock.on(PURGE, (payload) => this.#purge(payload as { rootId: string; deletedAt: number }));
  }

  add(typeName: string, id: string, rootId: string): void {
    const deletedAt = this.org.now();
    this.#deletions.put({ id, typeName, deletedAt, rootId });
    if (id === rootId) this.org.world.arm(deletedAt + RECYCLE_BIN_MS, PURGE, { rootId, deletedAt }, { standing: true });
  }

  get(id: string): Deletion | undefined {
    return this.#deletions.get(id);
  }

  /** What a deletion took along, itself included. */
  takenWith(rootId: string): readonly Deletion[] {
    return this.#deletions.find('root', rootId);
  }

  /** Deletions of a type in [from, to], oldest first. */
  between(typeName: string, from: number, to: number): readonly Deletion[] {
    return this.#deletions.stamped(from, to).filter((deletion) => deletion.typeName === typeName);
  }

  forget(id: string): void {
    this.#deletions.remove(id);
  }

  /** Takes the rows of a deletion away for good. */
  purge(rootId: string): void {
    for (const { id } of this.takenWith(rootId)) {
      const row = this.org.lookup(id);
      if (row !== undefined && row['IsDeleted'] === true) this.org.table(this.org.schema.typeOfId(id)!).remove(id);
    }
  }

  #purge({ rootId, deletedAt }: { rootId: string; deletedAt: number }): void {
    // Undeleted since, or deleted once more: a later timer sees to that.
    if (this.get(rootId)?.deletedAt !== deletedAt) return;
    const cause = { kind: 'automation', text: 'recycle bin purge' } as const;
    this.org.world.as({ cause }, () => this.org.world.atomic(() => this.purge(rootId)));
  }
}

function openDeletions(world: World): Table<Deletion> {
  return world.table<Deletion>('salesforce', {
    name: 'Deletion',
    key: (row) => row.id,
    indexes: { root: (row) => row.rootId },
    stamp: (row) => row.deletedAt,
    logged: false,
  });
}

/** Source: SOAP API guide, "emptyRecycleBin()". */
export function hardDelete(org: SalesforceOrg, id: string, save: Save): void {
  if (editableInBin(org, id, save) === null) throw rowError('INVALID_ID_FIELD', 'no recycle bin entry found');
  org.recycleBin.purge(id);
}
