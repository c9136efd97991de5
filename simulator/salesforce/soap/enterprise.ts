import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { SalesforceOrg } from '../state.js';
import { answerSoap } from './operation.js';

/**
 * POST /services/Soap/c/:version - the calls of the partner API in the enterprise API's words: records have the type of their object,
 * one `Id` each, and other namespaces.
 *
 * Source: [SOAP] "Enterprise WSDL" beside "Partner WSDL".
 */
export function answerEnterprise(call: Call<SalesforceOrg>): WireResponse {
  const reply = answerSoap(call);
  return typeof reply.body === 'string' ? { ...reply, body: inEnterpriseWords(reply.body) } : reply;
}

/** Values are escaped, so that no text of a record can look like the tags that change here. */
function inEnterpriseWords(body: string): string {
  return body
    .replaceAll('urn:partner.soap.sforce.com', 'urn:enterprise.soap.sforce.com')
    .replaceAll('urn:sobject.partner.soap.sforce.com', 'urn:sobject.enterprise.soap.sforce.com')
    .replaceAll('urn:fault.partner.soap.sforce.com', 'urn:fault.enterprise.soap.sforce.com')
    .replaceAll('/services/Soap/u/', '/services/Soap/c/')
    .replace(/xsi:type="sf:sObject"><sf:type>(\w+)<\/sf:type>(?:<sf:Id>\w+<\/sf:Id>|(<sf:Id xsi:nil="true"\/>))/g, 'xsi:type="sf:$1">$2');
}
