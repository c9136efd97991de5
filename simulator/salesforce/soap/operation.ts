import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import { SalesforceError } from '../errors.js';
import type { SalesforceOrg } from '../state.js';
import { convertLead } from './convert-call.js';
import { describeGlobal, describeLayout, describeSObject, describeSObjects, describeTabs } from './describe-calls.js';
import { limitHeader, readEnvelope, type SignedSoapCall, soapReply, withSession } from './envelope.js';
import { ClientFault, faultReply } from './faults.js';
import { login } from './login.js';
import { merge } from './merge-call.js';
import { getServerTimestamp, getUserInfo, invalidateSessions, logout, resetPassword, setPassword } from './org-calls.js';
import { query, queryAll, queryMore, retrieve } from './query-calls.js';
import { getDeleted, getUpdated } from './replication-calls.js';
import { search } from './search-call.js';
import { create, emptyRecycleBin, remove, undelete, update, upsert } from './write-calls.js';

/** Calls of a session, by the name of their element; each gives the text inside its response. */
const CALLS: ReadonlyMap<string, (call: SignedSoapCall) => string> = new Map([
  ['convertLead', convertLead],
  ['create', create],
  ['delete', remove],
  ['describeGlobal', describeGlobal],
  ['describeSObject', describeSObject],
  ['describeLayout', describeLayout],
  ['describeSObjects', describeSObjects],
  ['describeTabs', describeTabs],
  ['emptyRecycleBin', emptyRecycleBin],
  ['getDeleted', getDeleted],
  ['getServerTimestamp', getServerTimestamp],
  ['getUpdated', getUpdated],
  ['getUserInfo', getUserInfo],
  ['invalidateSessions', invalidateSessions],
  ['logout', logout],
  ['merge', merge],
  ['query', query],
  ['queryAll', queryAll],
  ['queryMore', queryMore],
  ['resetPassword', resetPassword],
  ['retrieve', retrieve],
  ['search', search],
  ['setPassword', setPassword],
  ['undelete', undelete],
  ['update', update],
  ['upsert', upsert],
]);

/**
 * POST /services/Soap/u/:version - every call of the partner API.
 *
 * Source:  [SOAP] "Error Handling": faults have status 500.
 * Refuses: calls that backlot does not know are answered as calls that the vendor does not know.
 */
export function answerSoap(call: Call<SalesforceOrg>): WireResponse {
  try {
    return perform(call);
  } catch (error) {
    if (error instanceof SalesforceError || error instanceof ClientFault) return faultReply(error);
    throw error;
  }
}

function perform(call: Call<SalesforceOrg>): WireResponse {
  const soap = readEnvelope(call);
  const { name } = soap.body;
  call.notes.subject = name;
  if (name === 'login') return soapReply(name, login(soap));
  const act = CALLS.get(name);
  if (act === undefined) throw new ClientFault(`No operation available for request {urn:partner.soap.sforce.com}${name}`);
  const signed = withSession(soap);
  const { usage } = call.state;
  usage.count();
  return soapReply(name, act(signed), limitHeader(usage.used, usage.max));
}

/** GET on a SOAP address. Source: recorded from a real org. */
export function refuseSoapByGet(): WireResponse {
  const headers = { 'Content-Type': 'text/html;charset=UTF-8', Allow: 'POST' };
  return {
    status: 405,
    headers,
    body: '<html><head><title>Error 405 Only POST allowed</title></head><body>Only POST allowed</body></html>',
  };
}
