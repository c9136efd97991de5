import type { Session } from '../../state/sessions.js';
import type { SalesforceOrg } from '../../state.js';
import { eventSchemaOf, schemaWithId } from '../event-schema.js';
import { channelFor, signIn } from './caller.js';
import { PubSubError, STATUS } from './errors.js';
import { EventFeed } from './feed.js';
import { type ManagedFetchRequest, ManagedStream } from './managed-subscription.js';
import { type Handler, type Opening, type OpenStream, openStream } from './open-stream.js';
import { PROTOCOL } from './protocol.js';
import { type PublishRequest, publish } from './publish.js';
import { type FetchRequest, fetchEvents } from './subscription.js';
import { type CallMetadata, exchange } from './watch.js';

export { PubSubError } from './errors.js';
export type { OpenStream } from './open-stream.js';
export type { CallMetadata } from './watch.js';

/** The Pub/Sub API without its transport: a gRPC server only has to carry it. */
export type PubSub = {
  /** As protobufjs reads it; the service is `eventbus.v1.PubSub`. */
  readonly protocol: typeof PROTOCOL;
  readonly serviceName: string;
  readonly unary: Readonly<Record<string, (metadata: CallMetadata, request: unknown) => object | Promise<object>>>;
  readonly streams: Readonly<Record<string, (metadata: CallMetadata, emit: (response: object) => void) => OpenStream>>;
};

/** The Pub/Sub API of an org. Source: Pub/Sub API guide. */
export function createPubSub(org: SalesforceOrg): PubSub {
  const random = org.world.random('salesforce:rpc-ids');
  const newRpcId = (): string => [8, 4, 4, 4, 12].map((length) => random.text(length, '0123456789abcdef')).join('-');

  const unary =
    <T>(method: string, act: (session: Session, request: T, rpcId: string) => object) =>
    (metadata: CallMetadata, message: unknown): object | Promise<object> => {
      const rpcId = newRpcId();
      const perform = (): object => act(signIn(org, metadata, rpcId), message as T, rpcId);
      return exchange(org, { method, metadata, message, rpcId, perform }) as object | Promise<object>;
    };

  const stream =
    (method: string, open: (opening: Opening) => Handler) =>
    (metadata: CallMetadata, emit: (response: object) => void): OpenStream =>
      openStream(org, { method, metadata, rpcId: newRpcId(), emit, open });

  return {
    protocol: PROTOCOL,
    serviceName: 'eventbus.v1.PubSub',
    unary: {
      GetTopic: unary<{ topic_name: string }>('GetTopic', (session, { topic_name }, rpc_id) => {
        const { kind, type, name } = channelFor(org, session, topic_name, rpc_id);
        const schema_id = type === null ? '' : eventSchemaOf(type).id;
        return { topic_name: name, tenant_guid: org.id, can_publish: kind === 'event', can_subscribe: true, schema_id, rpc_id };
      }),
      GetSchema: unary<{ schema_id: string }>('GetSchema', (_session, { schema_id }, rpc_id) => {
        const schema = schemaWithId(org, schema_id);
        if (schema === null) throw new PubSubError(STATUS.notFound, 'schema.not.found', `The schema ${schema_id} does not exist.`, rpc_id);
        return { schema_json: schema.json, schema_id, rpc_id };
      }),
      Publish: unary<PublishRequest>('Publish', (session, request, rpcId) => publish(org, session, request, rpcId)),
    },
    streams: {
      Subscribe: stream('Subscribe', (opening) => {
        const { feed, find, close } = openFeed(org, opening);
        return { close, receive: (_session, request) => fetchEvents(org, feed, find, request as FetchRequest) };
      }),
      ManagedSubscribe: stream('ManagedSubscribe', (opening) => {
        const { feed, find, close } = openFeed(org, opening);
        const managed = new ManagedStream(org, feed, find, opening.rpcId);
        return { close, receive: (_session, request) => managed.receive(request as ManagedFetchRequest) };
      }),
      PublishStream: stream('PublishStream', ({ rpcId, send }) => ({
        receive: (session, request) => send(publish(org, session, request as PublishRequest, rpcId)),
      })),
    },
  };
}

/** The feed of a stream that hears events; who may hear them is asked anew for every message. */
function openFeed(org: SalesforceOrg, { metadata, rpcId, send }: Opening) {
  const feed = new EventFeed(org, rpcId, send);
  const stopKeepingAlive = org.keepAlive.listen(() => feed.keepAlive());
  const close = (): void => {
    feed.close();
    stopKeepingAlive();
  };
  return { feed, close, find: (topic: string) => channelFor(org, signIn(org, metadata, rpcId), topic, rpcId) };
}
