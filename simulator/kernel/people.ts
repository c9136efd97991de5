import type { Row } from './table.js';

/** Field values in the vendor's API spelling. */
export type Fields = Readonly<Record<string, unknown>>;

/** What authors of scenarios may write for a field. `structure` is nested data whose texts may be names of records. */
export type FieldKind = 'text' | 'number' | 'boolean' | 'date' | 'instant' | 'reference' | 'list' | 'structure';

export type FieldInfo = {
  readonly name: string;
  readonly kind: FieldKind;
  /** Object names (without the system) that a reference may point to. */
  readonly referenceTo?: readonly string[];
};

export type TypeInfo = {
  /** The vendor's API name: `Lead`, `Prospect`, `CUSTOMER`. */
  readonly name: string;
  readonly fields: readonly FieldInfo[];
  /** False for what scenarios may check but not make. */
  readonly isCreatable: boolean;
};

/** `deleted` is in a recycle bin. */
export type RecordState = 'live' | 'deleted' | 'gone';

/**
 * What people do to one vendor's records in its user interface, for scenarios and the control API. Acts on state, never on the
 * wire. Refusals are thrown as `ProtocolError`. `by` is the vendor's user id, from `user`.
 * Type and field names compare without letter case where the vendor's do.
 */
export interface People {
  types(): readonly TypeInfo[];
  type(name: string): TypeInfo | undefined;
  /** The vendor's id of the user with a scenario name or login name (`admin`, `connector`); null when there is none. */
  user(name: string): string | null;
  /** Makes a record and gives its id; what is left out gets the vendor's default or a plausible value. */
  create(type: string, fields: Fields, by: string): string;
  update(type: string, id: string, fields: Fields, by: string): void;
  delete(type: string, id: string, by: string): void;
  undelete(type: string, id: string, by: string): void;
  /** The record with every field, values as the vendor's JSON (or XML text) shows them; also when deleted; null when gone. */
  read(type: string, id: string): Row | null;
  stateOf(type: string, id: string): RecordState;
  /** Live records, in order of creation. Each row has its id under the vendor's key field. */
  list(type: string): readonly Row[];
  /** The id of a row that `list` or `read` gave. */
  idOf(type: string, row: Row): string;
}

/** The outcome of a person's CSV import, counted by row. */
export type ImportOutcome = {
  readonly created: number;
  readonly matched: number;
  readonly updated: number;
  readonly errors: number;
  /** The record of each row in order; null for rejected rows. */
  readonly ids: readonly (string | null)[];
  /** A line per rejected row: `row 3: Invalid Email`. */
  readonly messages: readonly string[];
};

export type ImportRequest = {
  /** The type, without the system. */
  readonly into: string;
  /** The match column, or null for none. */
  readonly match: string | null;
  /** Cells as texts; a missing cell is absent. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** The header, also when no row fills a column. */
  readonly columns: readonly string[];
  readonly restoreDeleted?: boolean;
};
