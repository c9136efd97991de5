import type { Operation, Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import { describeTooling, describeToolingObject, executeAnonymous, toolingQuery } from './operations.js';

const BASE = '/services/data/:version/tooling';

function route(path: string, operation: Operation<SalesforceOrg>): Route<SalesforceOrg> {
  return { method: 'GET', path: `${BASE}${path}`, operation, file: 'simulator/salesforce/tooling/operations.ts' };
}

/** The Tooling API, as far as clients use it to look around. */
export const toolingRoutes: readonly Route<SalesforceOrg>[] = [
  route('/query', toolingQuery),
  route('/sobjects', describeTooling),
  route('/sobjects/:type/describe', describeToolingObject),
  route('/executeAnonymous', executeAnonymous),
];
