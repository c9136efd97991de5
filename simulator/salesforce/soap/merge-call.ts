import { rowError } from '../errors.js';
import type { SignedSoapCall } from './envelope.js';
import { checkCount, resultsOf } from './results.js';
import { readSave, readSObject } from './sobjects.js';
import { readId } from './write-calls.js';
import { child, childrenNamed, type Element, tag } from './xml.js';

/**
 * merge() - up to two records into a master, with field values for the master; each request is a transaction of its own.
 *
 * Source: [SOAP] "merge()". The WSDL names the element `request`; jsforce sends `mergeRequests`.
 */
export function merge(call: SignedSoapCall): string {
  const requests = [...childrenNamed(call.body, 'request'), ...childrenNamed(call.body, 'mergeRequests')];
  checkCount(requests.length);
  return resultsOf(call, requests, (request) => mergeOne(call, request));
}

function mergeOne(call: SignedSoapCall, request: Element): string {
  const master = child(request, 'masterRecord');
  if (master === undefined) throw rowError('MISSING_ARGUMENT', 'masterRecord not specified');
  const { type, id, values } = readSObject(call, master);
  if (id === null || id === '') throw rowError('MISSING_ARGUMENT', 'Id not specified in the master record');
  const loserIds = childrenNamed(request, 'recordToMergeIds').map(({ text }) => readId(text.trim()));
  const result = call.state.merge({ type, masterId: readId(id), loserIds, values }, readSave(call));
  const merged = result.mergedRecordIds.map((each) => tag('mergedRecordIds', each)).join('');
  const updated = result.updatedRelatedIds.map((each) => tag('updatedRelatedIds', each)).join('');
  return `<result>${tag('id', result.id)}${merged}<success>true</success>${updated}</result>`;
}
