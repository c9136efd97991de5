import type { Operation, Route } from '../kernel/routes.js';
import { createJob, jobStatus } from './rest/bulk.js';
import { composite } from './rest/composite.js';
import { exportService } from './rest/export.js';
import { modelService } from './rest/model.js';
import { queryService } from './rest/query.js';
import { createRecords, deleteRecords, getRecords, listRecords, updateRecords } from './rest/records.js';
import { authorizePage, issueToken, revokeToken, sessionFromToken } from './rest/token.js';
import type { IntacctCompany } from './state/company.js';
import { gateway } from './xml/gateway.js';

function route(method: string, path: string, operation: Operation<IntacctCompany>, file: string): Route<IntacctCompany> {
  return { method, path, operation, file: `simulator/intacct/${file}` };
}

const REST = '/ia/api/v1';

/** Everything that Intacct answers. */
export const ROUTES: readonly Route<IntacctCompany>[] = [
  route('POST', '/ia/xml/xmlgw.phtml', gateway, 'xml/gateway.ts'),
  route('GET', '/ia/xml/xmlgw.phtml', gateway, 'xml/gateway.ts'),
  route('GET', `${REST}/oauth2/authorize`, authorizePage, 'rest/authorize.ts'),
  route('POST', `${REST}/oauth2/authorize`, authorizePage, 'rest/authorize.ts'),
  route('POST', `${REST}/oauth2/token`, issueToken, 'rest/token.ts'),
  route('POST', `${REST}/oauth2/revoke`, revokeToken, 'rest/token.ts'),
  route('GET', `${REST}/services/core/session/id`, sessionFromToken, 'rest/token.ts'),
  route('POST', `${REST}/services/core/query`, queryService, 'rest/query.ts'),
  route('GET', `${REST}/services/core/model`, modelService, 'rest/model.ts'),
  route('POST', `${REST}/services/core/composite`, composite, 'rest/composite.ts'),
  route('POST', `${REST}/services/core/export`, exportService, 'rest/export.ts'),
  route('POST', `${REST}/services/bulk/job/create`, createJob, 'rest/bulk.ts'),
  route('GET', `${REST}/services/bulk/job/status`, jobStatus, 'rest/bulk.ts'),
  route('GET', `${REST}/objects/:app/:object`, listRecords, 'rest/records.ts'),
  route('POST', `${REST}/objects/:app/:object`, createRecords, 'rest/records.ts'),
  route('GET', `${REST}/objects/:app/:object/:key`, getRecords, 'rest/records.ts'),
  route('PATCH', `${REST}/objects/:app/:object/:key`, updateRecords, 'rest/records.ts'),
  route('DELETE', `${REST}/objects/:app/:object/:key`, deleteRecords, 'rest/records.ts'),
];

/** True for paths of the REST API, whose refusals are JSON. */
export function isRest(path: string): boolean {
  return path.startsWith('/ia/api/');
}
