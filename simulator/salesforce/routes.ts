import type { Route } from '../kernel/routes.js';
import { classicBulkRoutes } from './bulk/classic/routes.js';
import { bulkRoutes } from './bulk/routes.js';
import { eventRoutes } from './events/routes.js';
import { metadataRoutes } from './metadata/routes.js';
import { actionRoutes } from './operations/action-routes.js';
import { authRoutes } from './operations/auth-routes.js';
import { compositeRoutes } from './operations/composite-routes.js';
import { pageRoutes } from './operations/page-routes.js';
import { queryRoutes } from './operations/query-routes.js';
import { recordRoutes } from './operations/record-routes.js';
import { searchRoutes } from './search/routes.js';
import { soapRoutes } from './soap/routes.js';
import type { SalesforceOrg } from './state.js';
import { toolingRoutes } from './tooling/routes.js';

const single: readonly Route<SalesforceOrg>[] = [
  ...authRoutes,
  ...recordRoutes,
  ...pageRoutes,
  ...queryRoutes,
  ...searchRoutes,
  ...actionRoutes,
  ...soapRoutes,
];

/** Everything the Salesforce stand-in answers. */
export const routes: readonly Route<SalesforceOrg>[] = [
  ...single,
  ...compositeRoutes(single),
  ...bulkRoutes,
  ...classicBulkRoutes,
  ...eventRoutes,
  ...metadataRoutes,
  ...toolingRoutes,
];
