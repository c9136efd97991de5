import { SalesforceError } from '../errors.js';
import type { SObjectType } from '../schema.js';
import { parseDatetime } from '../state/dates.js';
import { coveredUntil, deletedRecords, earliestAvailable, replicationWindow, updatedIds, type Window } from '../state/replication.js';
import { typeNamed } from './describe-calls.js';
import type { SignedSoapCall } from './envelope.js';
import { childText, tag } from './xml.js';

/** getUpdated() - ids of what changed between two instants. Source: [SOAP] "getUpdated()". */
export function getUpdated(call: SignedSoapCall): string {
  const { type, window } = readWindow(call);
  const ids = updatedIds(call.state, type, window, call.session.userId).map((id) => tag('ids', id));
  return `<result>${ids.join('')}${tag('latestDateCovered', instantText(coveredUntil(call.state, window)))}</result>`;
}

/** getDeleted() - what was deleted between two instants. Source: [SOAP] "getDeleted()". */
export function getDeleted(call: SignedSoapCall): string {
  const { type, window } = readWindow(call);
  const records = deletedRecords(call.state, type, window).map(
    ({ id, deletedAt }) => `<deletedRecords>${tag('deletedDate', instantText(deletedAt))}${tag('id', id)}</deletedRecords>`,
  );
  const earliest = tag('earliestDateAvailable', instantText(earliestAvailable(call.state)));
  return `<result>${records.join('')}${earliest}${tag('latestDateCovered', instantText(coveredUntil(call.state, window)))}</result>`;
}

function readWindow(call: SignedSoapCall): { readonly type: SObjectType; readonly window: Window } {
  const type = typeNamed(call, childText(call.body, 'sObjectType') ?? '');
  const [start, end] = ['startDate', 'endDate'].map((name) => readInstant(call, name));
  return { type, window: replicationWindow(call.state, type, { start: start!, end: end! }) };
}

function readInstant({ body }: SignedSoapCall, name: string): number {
  const instant = parseDatetime(childText(body, name) ?? '');
  if (instant === null) throw new SalesforceError('INVALID_REPLICATION_DATE', `${name} is not a valid date`);
  return instant;
}

function instantText(instant: number): string {
  return new Date(instant).toISOString();
}
