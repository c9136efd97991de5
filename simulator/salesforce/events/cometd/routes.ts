import type { Route } from '../../../kernel/routes.js';
import type { SalesforceOrg } from '../../state.js';
import { answerCometd, refuseCometdByGet } from './operation.js';

const file = 'simulator/salesforce/events/cometd/operation.ts';

/** The Streaming API; some clients append the name of the message to the address. */
export const cometdRoutes: readonly Route<SalesforceOrg>[] = [
  { method: 'POST', path: '/cometd', operation: answerCometd, file },
  { method: 'POST', path: '/cometd/:version', operation: answerCometd, file },
  { method: 'POST', path: '/cometd/:version/:message', operation: answerCometd, file },
  { method: 'GET', path: '/cometd/:version', operation: refuseCometdByGet, file },
];
