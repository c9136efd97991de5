import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import type { RetrievedPiece, RetrieveProblem } from './retrieve-zip.js';

/** A retrieval that was carried out. */
export type Retrieval = Row & {
  readonly Id: string;
  readonly by: string;
  readonly at: number;
  readonly pieces: readonly RetrievedPiece[];
  readonly problems: readonly RetrieveProblem[];
  /** In Base64. */
  readonly zip: string;
};

/** Retrievals are the stand-in's own books and stay out of the change log. */
export function openRetrievals(world: World): Table<Retrieval> {
  return world.table<Retrieval>('salesforce', { name: 'RetrieveRequest', key: (row) => row.Id, logged: false });
}
