import { rowError, SalesforceError } from '../errors.js';
import { plannedError } from '../operations/planned-error.js';
import type { SignedSoapCall } from './envelope.js';
import { isTrue } from './sobjects.js';
import { child, childText, tag } from './xml.js';

/** Records that one call may carry. Source: [SOAP] "create()". */
export const RECORDS_MAX = 200;

export function checkCount(count: number, max = RECORDS_MAX): void {
  if (count > max) {
    throw new SalesforceError('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${max} records into this call`);
  }
}

type Outcome = { readonly text: string; readonly error: SalesforceError | null };

/**
 * Does each item on its own and prints a `<result>` for each; with AllOrNoneHeader one failure undoes them all. A planned error hits
 * the first item.
 *
 * Source: [SOAP] "AllOrNoneHeader".
 */
export function resultsOf<T>(call: SignedSoapCall, items: readonly T[], act: (item: T) => string, failed = without): string {
  const outcomes: Outcome[] = [];
  const run = (): void => {
    for (const [index, item] of items.entries()) outcomes.push(outcomeOf(call, index, () => act(item)));
    if (isAllOrNone(call) && outcomes.some(({ error }) => error !== null)) throw new RolledBack();
  };
  try {
    if (isAllOrNone(call)) call.world.atomic(run);
    else run();
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    return outcomes.map((outcome) => failure(outcome.error ?? rolledBack(), failed)).join('');
  }
  return outcomes.map(({ text, error }) => (error === null ? text : failure(error, failed))).join('');
}

/** A failed item around its errors: what it would have had is nil. */
const without = (errors: string): string => `${errors}<id xsi:nil="true"/><success>false</success>`;

class RolledBack extends Error {}

function outcomeOf(call: SignedSoapCall, index: number, act: () => string): Outcome {
  try {
    plannedError(call, index);
    return { text: act(), error: null };
  } catch (error) {
    if (error instanceof SalesforceError) return { text: '', error };
    throw error;
  }
}

function isAllOrNone({ header }: SignedSoapCall): boolean {
  return isTrue(childText(child(header, 'AllOrNoneHeader'), 'allOrNone'));
}

const rolledBack = () =>
  rowError(
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    'Record rolled back because not all records were valid and the request was using AllOrNone header',
  );

function failure(error: SalesforceError, failed: (errors: string) => string): string {
  return `<result>${failed(error.all.map(errorTag).join(''))}</result>`;
}

function errorTag({ code, message, fields }: SalesforceError): string {
  const names = (fields ?? []).map((field) => tag('fields', field)).join('');
  return `<errors>${names}${tag('message', message)}${tag('statusCode', code)}</errors>`;
}
