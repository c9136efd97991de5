import { SalesforceError } from '../errors.js';
import type { SObjectType } from '../schema.js';
import { datetimeText, parseDatetime } from '../state/dates.js';
import { coveredUntil, deletedRecords, earliestAvailable, replicationWindow, updatedIds, type Window } from '../state/replication.js';
import { json } from '../wire/reply.js';
import { typeOf } from './address.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** GET /services/data/:version/sobjects/:type/updated - what changed between two instants. Source: REST API guide, "sObject Get Updated". */
export const getUpdated = signedIn((call: SignedCall) => {
  const type = typeOf(call);
  const window = windowOf(call, type);
  const ids = updatedIds(call.state, type, window, call.session.userId);
  return json(200, { ids, latestDateCovered: datetimeText(coveredUntil(call.state, window)) });
});

/** GET /services/data/:version/sobjects/:type/deleted - what was deleted between two instants. Source: REST API guide, "sObject Get Deleted". */
export const getDeleted = signedIn((call: SignedCall) => {
  const type = typeOf(call);
  const window = windowOf(call, type);
  const deleted = deletedRecords(call.state, type, window).map(({ id, deletedAt }) => ({ id, deletedDate: datetimeText(deletedAt) }));
  return json(200, {
    deletedRecords: deleted,
    earliestDateAvailable: datetimeText(earliestAvailable(call.state)),
    latestDateCovered: datetimeText(coveredUntil(call.state, window)),
  });
});

function windowOf({ request, state }: SignedCall, type: SObjectType): Window {
  const parameters = new URLSearchParams(request.query);
  return replicationWindow(state, type, { start: instantOf(parameters, 'start'), end: instantOf(parameters, 'end') });
}

/** An unencoded `+` of a time zone arrives as a blank. */
function instantOf(parameters: URLSearchParams, name: string): number {
  const text = parameters.get(name);
  if (text === null) throw new SalesforceError('MISSING_ARGUMENT', `Missing required argument: ${name}`);
  const instant = parseDatetime(text.replace(' ', '+'));
  if (instant === null) throw new SalesforceError('INVALID_REPLICATION_DATE', `${name} is not a valid date: ${text}`);
  return instant;
}
