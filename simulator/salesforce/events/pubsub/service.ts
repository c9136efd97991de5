import { SalesforceError } from '../../errors.js';
import { parseId } from '../../ids.js';
import type { Session } from '../../state/sessions.js';
import type { SalesforceOrg } from '../../state.js';
import { type Channel, channelOf } from '../channels.js';
import { eventSchemaOf, schemaWithId } from '../event-schema.js';
import { seesAllData } from '../view-all-data.js';
import { decodeEvent } from './encode.js';
import { PubSubError, STATUS } from './errors.js';
import { PROTOCOL } from './protocol.js';
import { type FetchRequest, PubSubSubscription, replayIdBytes } from './subscription.js';

export { PubSubError } from './errors.js';

/** What a call says of itself, by lower-case name. */
export type CallMetadata = Readonly<Record<string, string>>;

/** One open stream of a client. `receive` throws a `PubSubError` that ends it. */
export type OpenStream = { receive(request: unknown): void; close(): void };

/** The Pub/Sub API without its transport: a gRPC server only has to carry it. */
export type PubSub = {
  /** As protobufjs reads it; the service is `eventbus.v1.PubSub`. */
  readonly protocol: typeof PROTOCOL;
  readonly serviceName: string;
  readonly unary: Readonly<Record<string, (metadata: CallMetadata, request: unknown) => object>>;
  readonly streams: Readonly<Record<string, (metadata: CallMetadata, emit: (response: object) => void) => OpenStream>>;
};

type ProducerEvent = { readonly id: string; readonly schema_id: string; readonly payload: Buffer };
type PublishRequest = { readonly topic_name: string; readonly events: readonly ProducerEvent[] };

/** Source: Pub/Sub API guide, "Publish RPC Method". */
const PUBLISHED_MAX = 200;

/** The Pub/Sub API of an org. Source: Pub/Sub API guide. */
export function createPubSub(org: SalesforceOrg): PubSub {
  const random = org.world.random('salesforce:rpc-ids');
  const newRpcId = (): string => [8, 4, 4, 4, 12].map((length) => random.text(length, '0123456789abcdef')).join('-');

  const unary =
    <T>(act: (session: Session, request: T, rpcId: string) => object) =>
    (metadata: CallMetadata, request: unknown): object => {
      const rpcId = newRpcId();
      return act(signIn(org, metadata, rpcId), request as T, rpcId);
    };

  return {
    protocol: PROTOCOL,
    serviceName: 'eventbus.v1.PubSub',
    unary: {
      GetTopic: unary<{ topic_name: string }>((session, { topic_name }, rpc_id) => {
        const { kind, type, name } = channelFor(org, session, topic_name, rpc_id);
        const schema_id = type === null ? '' : eventSchemaOf(type).id;
        return { topic_name: name, tenant_guid: org.id, can_publish: kind === 'event', can_subscribe: true, schema_id, rpc_id };
      }),
      GetSchema: unary<{ schema_id: string }>((_session, { schema_id }, rpc_id) => {
        const schema = schemaWithId(org, schema_id);
        if (schema === null) throw new PubSubError(STATUS.notFound, 'schema.not.found', `The schema ${schema_id} does not exist.`, rpc_id);
        return { schema_json: schema.json, schema_id, rpc_id };
      }),
      Publish: unary<PublishRequest>((session, request, rpcId) => publish(org, session, request, rpcId)),
    },
    streams: {
      Subscribe(metadata, emit) {
        const rpcId = newRpcId();
        const session = signIn(org, metadata, rpcId);
        const find = (topic: string): Channel => channelFor(org, session, topic, rpcId);
        const subscription = new PubSubSubscription(org, rpcId, find, emit);
        const stopKeepingAlive = org.keepAlive.listen(() => subscription.keepAlive());
        return {
          receive(request) {
            signIn(org, metadata, rpcId);
            subscription.receive(request as FetchRequest);
          },
          close() {
            subscription.close();
            stopKeepingAlive();
          },
        };
      },
      PublishStream(metadata, emit) {
        const rpcId = newRpcId();
        return {
          receive: (request) => emit(publish(org, signIn(org, metadata, rpcId), request as PublishRequest, rpcId)),
          close() {},
        };
      },
    },
  };
}

/** Source: Pub/Sub API guide, "Authentication": a token, the instance's address and the org's id on every call. */
function signIn(org: SalesforceOrg, metadata: CallMetadata, rpcId: string): Session {
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

function channelFor(org: SalesforceOrg, { token }: Session, name: string, rpcId: string): Channel {
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

function publish(org: SalesforceOrg, session: Session, { topic_name, events }: PublishRequest, rpc_id: string): object {
  const { kind, type } = channelFor(org, session, topic_name, rpc_id);
  const refused = (code: string, message: string) => new PubSubError(STATUS.invalidArgument, code, message, rpc_id);
  if (kind !== 'event' || type === null) throw refused('topic.cannot.publish', `The topic ${topic_name} cannot be published to.`);
  if (events.length === 0 || events.length > PUBLISHED_MAX) {
    throw refused('publish.event.count.invalid', `The number of events must be between 1 and ${PUBLISHED_MAX}.`);
  }
  const schema = eventSchemaOf(type);
  const cause = { kind: 'call', text: `Publish ${topic_name}` } as const;
  const results = events.map(({ id, schema_id, payload }) => {
    const failed = (msg: string) => ({ replay_id: Buffer.alloc(0), error: { code: 'PUBLISH', msg }, correlation_key: id });
    if (schema_id !== schema.id) return failed(`The schema ID ${schema_id} is not the one of ${topic_name}.`);
    const values = decodeEvent(type.fields, schema, payload);
    if (typeof values === 'string') return failed(`The event does not conform to its schema: ${values}`);
    try {
      org.world.as({ cause, actor: session.userId }, () => org.create(type, values, { by: session.userId }));
    } catch (error) {
      if (error instanceof SalesforceError) return failed(`${error.code}: ${error.message}`);
      throw error;
    }
    return { replay_id: replayIdBytes(org.events.latest), correlation_key: id };
  });
  return { results, schema_id: schema.id, rpc_id };
}
