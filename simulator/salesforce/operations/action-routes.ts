import type { Operation, Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import { describeAction, invokeAction, listActionKinds, listActions, listCustomActionKinds, listStandardActions } from './actions.js';
import { callApexRest } from './apex-rest.js';

const ACTIONS = '/services/data/:version/actions';

function route(method: string, path: string, operation: Operation<SalesforceOrg>, file = 'actions'): Route<SalesforceOrg> {
  return { method, path, operation, file: `simulator/salesforce/operations/${file}.ts` };
}

/** What a client may call beside records: invocable actions and Apex classes. */
export const actionRoutes: readonly Route<SalesforceOrg>[] = [
  route('GET', ACTIONS, listActionKinds),
  route('GET', `${ACTIONS}/standard`, listStandardActions),
  route('GET', `${ACTIONS}/custom`, listCustomActionKinds),
  route('GET', `${ACTIONS}/custom/:kind`, listActions),
  route('GET', `${ACTIONS}/custom/:kind/:action`, describeAction),
  route('POST', `${ACTIONS}/custom/:kind/:action`, invokeAction),
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => route(method, '/services/apexrest/*rest', callApexRest, 'apex-rest')),
];
