import type { Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import { answerEnterprise } from './enterprise.js';
import { answerSoap, refuseSoapByGet } from './operation.js';

const file = 'simulator/salesforce/soap/operation.ts';
const ENTERPRISE = 'simulator/salesforce/soap/enterprise.ts';

/** The partner and the enterprise API; clients append the org's id to the address that login gave them, or do not. */
export const soapRoutes: readonly Route<SalesforceOrg>[] = [
  { method: 'POST', path: '/services/Soap/u/:version', operation: answerSoap, file },
  { method: 'POST', path: '/services/Soap/u/:version/:orgId', operation: answerSoap, file },
  { method: 'POST', path: '/services/Soap/c/:version', operation: answerEnterprise, file: ENTERPRISE },
  { method: 'POST', path: '/services/Soap/c/:version/:orgId', operation: answerEnterprise, file: ENTERPRISE },
  { method: 'GET', path: '/services/Soap/c/:version', operation: refuseSoapByGet, file },
  { method: 'GET', path: '/services/Soap/u/:version', operation: refuseSoapByGet, file },
  { method: 'GET', path: '/services/Soap/u/:version/:orgId', operation: refuseSoapByGet, file },
];
