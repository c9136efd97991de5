import { businessFailure } from '../../errors.js';
import type { GatewayFunction } from '../gateway-function.js';
import { childText } from '../parse.js';
import { reachableEntity } from '../sign-in.js';
import { xml } from '../write.js';

/** Where the gateway stands on its host. */
export const GATEWAY_PATH = '/ia/xml/xmlgw.phtml';

/**
 * getAPISession - a session for the user, in an entity if one is named; an empty element means the top level, none keeps the present.
 *
 * Source:  developer.intacct.com, "API sessions": must be alone in its request; the endpoint of the reply is to be used from then on.
 * Assumed: the wording of the refusals.
 */
export const getApiSession: GatewayFunction = ({ company, signed, element, origin, isAlone }) => {
  if (!isAlone) throw businessFailure('The getAPISession function must be the only function in a request.');
  const wanted = childText(element, 'locationid') ?? signed.entity;
  const entity = reachableEntity(company, signed.user, wanted);
  if (entity === null) {
    throw businessFailure(
      wanted === '' ? 'You do not have access to the top level of the company.' : `Invalid Location '${wanted}' specified.`,
    );
  }
  const session = company.sessions.open(String(signed.user['LOGINID']), entity);
  const api = [xml('sessionid', session.id), xml('endpoint', `${origin}${GATEWAY_PATH}`), xml('locationid', entity)];
  return [xml('data', [xml('api', api)])];
};
