import type { Route } from '../kernel/routes.js';
import { authRoutes } from './operations/auth-routes.js';
import { compositeRoutes } from './operations/composite-routes.js';
import { queryRoutes } from './operations/query-routes.js';
import { recordRoutes } from './operations/record-routes.js';
import { soapRoutes } from './soap/routes.js';
import type { SalesforceOrg } from './state.js';

const single: readonly Route<SalesforceOrg>[] = [...authRoutes, ...recordRoutes, ...queryRoutes, ...soapRoutes];

/** Everything the Salesforce stand-in answers. */
export const routes: readonly Route<SalesforceOrg>[] = [...single, ...compositeRoutes(single)];
