import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import { SalesforceError } from '../errors.js';
import { readEnvelope, type SignedSoapCall, withSession } from '../soap/envelope.js';
import { ClientFault } from '../soap/faults.js';
import { escapeXml } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import { checkMayManage } from './access.js';
import { createMetadata, deleteMetadata, updateMetadata, upsertMetadata } from './crud-calls.js';
import { cancelDeploy, checkDeployStatus, deploy, deployRecentValidation } from './deploy-calls.js';
import { describeMetadata, listMetadata, readMetadata } from './read-calls.js';
import { checkRetrieveStatus, retrieve } from './retrieve-calls.js';

/** Calls by the name of their element; each gives the text inside its response. */
const CALLS = new Map<string, (call: SignedSoapCall) => string | Promise<string>>([
  ['cancelDeploy', cancelDeploy],
  ['checkDeployStatus', checkDeployStatus],
  ['checkRetrieveStatus', checkRetrieveStatus],
  ['createMetadata', createMetadata],
  ['deleteMetadata', deleteMetadata],
  ['deploy', deploy],
  ['deployRecentValidation', deployRecentValidation],
  ['describeMetadata', describeMetadata],
  ['listMetadata', listMetadata],
  ['readMetadata', readMetadata],
  ['retrieve', retrieve],
  ['updateMetadata', updateMetadata],
  ['upsertMetadata', upsertMetadata],
]);

/** Calls that the vendor knows and that are not there. */
const MISSING = new Set(['checkStatus', 'describeValueType', 'renameMetadata']);

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

const START =
  '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
  `xmlns="${NAMESPACE}" xmlns:sf="${NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>`;
const END = '</soapenv:Body></soapenv:Envelope>';

/**
 * POST /services/Soap/m/:version - every call of the Metadata API.
 *
 * Source:  Metadata API guide, "Metadata API Calls"; faults have status 500 and no detail.
 * Refuses: INVALID_OPERATION for calls that are not there.
 */
export async function answerMetadata(call: Call<SalesforceOrg>): Promise<WireResponse> {
  try {
    return reply(200, await perform(call));
  } catch (error) {
    if (error instanceof SalesforceError) return reply(500, fault(`sf:${error.code}`, `${error.code}: ${error.message}`));
    if (error instanceof ClientFault) return reply(500, fault('soapenv:Client', error.message));
    throw error;
  }
}

async function perform(call: Call<SalesforceOrg>): Promise<string> {
  const soap = readEnvelope(call);
  const { name } = soap.body;
  call.notes.subject = name;
  const act = CALLS.get(name);
  if (act === undefined && !MISSING.has(name)) throw new ClientFault(`No operation available for request {${NAMESPACE}}${name}`);
  const signed = withSession(soap);
  if (act === undefined) throw new SalesforceError('INVALID_OPERATION', `${name} is not available in this organization`);
  checkMayManage(call.state, signed.session);
  call.state.usage.count();
  return `<${name}Response>${await act(signed)}</${name}Response>`;
}

function fault(code: string, text: string): string {
  return `<soapenv:Fault><faultcode>${code}</faultcode><faultstring>${escapeXml(text)}</faultstring></soapenv:Fault>`;
}

function reply(status: number, body: string): WireResponse {
  return { status, headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body: `${START}${body}${END}` };
}
