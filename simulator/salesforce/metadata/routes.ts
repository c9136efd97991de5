import type { Route } from '../../kernel/routes.js';
import { refuseSoapByGet } from '../soap/operation.js';
import type { SalesforceOrg } from '../state.js';
import { answerMetadata } from './operation.js';
import { cancelByRest, deployByRest, getDeployment } from './rest-deploy.js';

const file = 'simulator/salesforce/metadata/operation.ts';
const restFile = 'simulator/salesforce/metadata/rest-deploy.ts';
const DEPLOYMENTS = '/services/data/:version/metadata/deployRequest';

/** The Metadata API; clients append the org's id to the address that login gave them, or do not. */
export const metadataRoutes: readonly Route<SalesforceOrg>[] = [
  { method: 'POST', path: DEPLOYMENTS, operation: deployByRest, file: restFile },
  { method: 'GET', path: `${DEPLOYMENTS}/:deployment`, operation: getDeployment, file: restFile },
  { method: 'PATCH', path: `${DEPLOYMENTS}/:deployment`, operation: cancelByRest, file: restFile },
  { method: 'POST', path: '/services/Soap/m/:version', operation: answerMetadata, file },
  { method: 'POST', path: '/services/Soap/m/:version/:orgId', operation: answerMetadata, file },
  { method: 'GET', path: '/services/Soap/m/:version', operation: refuseSoapByGet, file },
  { method: 'GET', path: '/services/Soap/m/:version/:orgId', operation: refuseSoapByGet, file },
];
