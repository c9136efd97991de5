import { rowError, SalesforceError } from '../errors.js';
import type { SalesforceOrg } from '../state.js';

/** The outcome of one row of a call that carries several. */
export type RowOutcome<T> = { readonly value: T } | { readonly error: SalesforceError };

const ROLLED_BACK = rowError(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
);

class Rollback extends Error {}

/**
 * Writes rows one by one: each whole or not at all. With `allOrNone` one refusal undoes all: failing rows keep their own error, the
 * others say that they were rolled back.
 *
 * Source: REST API guide, "sObject Collections"; SOAP API guide, "AllOrNoneHeader".
 */
export function saveMany<R, T>(
  org: SalesforceOrg,
  rows: readonly R[],
  allOrNone: boolean,
  write: (row: R, index: number) => T,
): readonly RowOutcome<T>[] {
  if (!allOrNone) return rows.map((row, index) => outcomeOf(() => org.world.atomic(() => write(row, index))));
  let outcomes: readonly RowOutcome<T>[] = [];
  try {
    org.world.atomic(() => {
      outcomes = rows.map((row, index) => outcomeOf(() => org.world.atomic(() => write(row, index))));
      if (outcomes.some((outcome) => 'error' in outcome)) throw new Rollback();
    });
  } catch (error) {
    if (!(error instanceof Rollback)) throw error;
    return outcomes.map((outcome) => ('error' in outcome ? outcome : { error: ROLLED_BACK }));
  }
  return outcomes;
}

function outcomeOf<T>(work: () => T): RowOutcome<T> {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof SalesforceError) return { error };
    throw error;
  }
}
