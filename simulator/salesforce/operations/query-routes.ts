import type { Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import { query, queryAll, queryMore } from './query.js';

const file = 'simulator/salesforce/operations/query.ts';

/** SOQL over REST. */
export const queryRoutes: readonly Route<SalesforceOrg>[] = [
  { method: 'GET', path: '/services/data/:version/query', operation: query, file },
  { method: 'GET', path: '/services/data/:version/query/:locator', operation: queryMore, file },
  { method: 'GET', path: '/services/data/:version/queryAll', operation: queryAll, file },
  { method: 'GET', path: '/services/data/:version/queryAll/:locator', operation: queryMore, file },
];
