import type { Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import { search, searchByBody, searchByParameters } from './operations.js';

const file = 'simulator/salesforce/search/operations.ts';

/** Text search. */
export const searchRoutes: readonly Route<SalesforceOrg>[] = [
  { method: 'GET', path: '/services/data/:version/search', operation: search, file },
  { method: 'GET', path: '/services/data/:version/parameterizedSearch', operation: searchByParameters, file },
  { method: 'POST', path: '/services/data/:version/parameterizedSearch', operation: searchByBody, file },
];
