import { SalesforceError } from '../../errors.js';
import type { Session } from '../../state/sessions.js';
import type { SalesforceOrg } from '../../state.js';
import { eventSchemaOf } from '../event-schema.js';
import { channelFor } from './caller.js';
import { decodeEvent } from './encode.js';
import { PubSubError, STATUS } from './errors.js';
import { replayIdBytes } from './feed.js';

type ProducerEvent = { readonly id: string; readonly schema_id: string; readonly payload: Buffer };
export type PublishRequest = { readonly topic_name: string; readonly events: readonly ProducerEvent[] };

/** Source: Pub/Sub API guide, "Publish RPC Method". */
const PUBLISHED_MAX = 200;

/** Publish: platform events, each with a result of its own. Source: Pub/Sub API guide, "Publish RPC Method". */
export function publish(org: SalesforceOrg, session: Session, { topic_name, events }: PublishRequest, rpc_id: string): object {
  const { kind, type } = channelFor(org, session, topic_name, rpc_id);
  const refused = (code: string, message: string) => new PubSubError(STATUS.invalidArgument, code, message, rpc_id);
  if (kind !== 'event' || type === null) throw refused('topic.cannot.publish', `The topic ${topic_name} cannot be published to.`);
  if (events.length === 0 || events.length > PUBLISHED_MAX) {
    throw refused('publish.event.count.invalid', `The number of events must be between 1 and ${PUBLISHED_MAX}.`);
  }
  const schema = eventSchemaOf(type);
  const results = events.map(({ id, schema_id, payload }) => {
    const failed = (msg: string) => ({ replay_id: Buffer.alloc(0), error: { code: 'PUBLISH', msg }, correlation_key: id });
    if (schema_id !== schema.id) return failed(`The schema ID ${schema_id} is not the one of ${topic_name}.`);
    const values = decodeEvent(type.fields, schema, payload);
    if (typeof values === 'string') return failed(`The event does not conform to its schema: ${values}`);
    try {
      org.create(type, values, { by: session.userId });
    } catch (error) {
      if (error instanceof SalesforceError) return failed(`${error.code}: ${error.message}`);
      throw error;
    }
    return { replay_id: replayIdBytes(org.events.latest), correlation_key: id };
  });
  return { results, schema_id: schema.id, rpc_id };
}
