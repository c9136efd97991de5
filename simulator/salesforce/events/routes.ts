import type { Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import { cometdRoutes } from './cometd/routes.js';
import { readEventSchema, readObjectEventSchema } from './read-event-schema.js';

const file = 'simulator/salesforce/events/read-event-schema.ts';

/** Everything about events that is asked over HTTP. */
export const eventRoutes: readonly Route<SalesforceOrg>[] = [
  ...cometdRoutes,
  { method: 'GET', path: '/services/data/:version/event/eventSchema/:schemaId', operation: readEventSchema, file },
  { method: 'GET', path: '/services/data/:version/sobjects/:type/eventSchema', operation: readObjectEventSchema, file },
];
