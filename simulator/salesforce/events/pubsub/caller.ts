import { parseId } from '../../ids.js';
import type { Session } from '../../state/sessions.js';
import { seesAllData } from '../../state/view-all-data.js';
import type { SalesforceOrg } from '../../state.js';
import { type Channel, channelOf } from '../channels.js';
import { PubSubError, STATUS } from './errors.js';
import type { CallMetadata } from './watch.js';

/** Source: Pub/Sub API guide, "Authentication": a token, the instance's address and the org's id on every call. */
export function signIn(org: SalesforceOrg, metadata: CallMetadata, rpcId: string): Session {
  const refused = (code: string, message: string) => new PubSubError(STATUS.unauthenticated, `service.auth.${code}`, message, rpcId);
  const { accesstoken = '', instanceurl = '', tenantid = '' } = metadata;
  if (accesstoken === '' || instanceurl === '' || tenantid === '') {
    throw refused('headers.invalid', 'The authentication headers accesstoken, instanceurl and tenantid are required.');
  }
  if (parseId(tenantid.slice(tenantid.lastIndexOf('/') + 1)) !== org.id) throw refused('headers.invalid', 'The tenant ID is not valid.');
  const session = org.sessions.use(accesstoken);
  if (typeof session === 'string' || org.lookup(session.userId)?.['IsActive'] === false) {
    throw refused('error', 'An authentication exception occurred. The access token is invalid or expired.');
  }
  return session;
}

/** The channel of a name, if the session's user may subscribe to it. */
export function channelFor(org: SalesforceOrg, { token }: Session, name: string, rpcId: string): Channel {
  const channel = channelOf(org, name);
  if (channel === null || channel.kind === 'topic') {
    throw new PubSubError(STATUS.notFound, 'topic.not.found', `The topic ${name} was not found.`, rpcId);
  }
  if (channel.kind === 'data' && !seesAllData(org, token)) {
    const message = 'The user does not have permission to subscribe to the topic.';
    throw new PubSubError(STATUS.permissionDenied, 'subscription.topic.cannot.subscribe', message, rpcId);
  }
  return channel;
}
