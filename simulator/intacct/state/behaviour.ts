import type { Row } from '../../kernel/table.js';
import type { IntacctCompany, Signed } from './company.js';
import type { Input } from './input.js';

/** A record on its way into its table. */
export type Draft = Record<string, unknown>;

/** What a save is about: the company, who saves, what was sent. */
export type Saving = { readonly company: IntacctCompany; readonly signed: Signed; readonly input: Input };

/** What an object does beyond what its fields say. */
export type Behaviour = {
  /** Before a new record is checked: ids from sequences, values that follow from others. */
  readonly begin?: (draft: Draft, saving: Saving) => void;
  /** After fields, references and uniqueness held: rules of the object, and records that belong to it. */
  readonly complete?: (draft: Draft, before: Row | null, saving: Saving) => void;
  /** Before a record is deleted; throws when it must stay. */
  readonly remove?: (row: Row, saving: Saving) => void;
};

/**
 * Runs work that follows from a save of another record: what it writes is told apart in the change log, so that one customer
 * counts as one write of its client.
 */
export function asConsequence<T>(company: IntacctCompany, text: string, work: () => T): T {
  const { cause } = company.world.acting;
  return company.world.as({ cause: { kind: 'automation', text, ...(cause.call === undefined ? {} : { call: cause.call }) } }, work);
}
