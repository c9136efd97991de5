import type { WireResponse } from '../../kernel/wire.js';
import { notFound } from '../errors.js';
import { type SignedCall, signedIn } from '../operations/signed-in.js';
import { json } from '../wire/reply.js';
import { capturedTypeOf } from './channels.js';
import { type AvroField, type EventSchema, eventSchemaOf, schemaWithId } from './event-schema.js';

/** GET /services/data/:version/event/eventSchema/:schemaId - a schema by id. Source: REST API guide, "Platform Event Schema by Schema ID". */
export const readEventSchema = signedIn((call: SignedCall) => {
  const schema = schemaWithId(call.state, call.params['schemaId']!);
  if (schema === null) throw notFound();
  return schemaReply(call, schema);
});

/** GET /services/data/:version/sobjects/:type/eventSchema - of an event by its name. Source: REST API guide, "Platform Event Schema by Event Name". */
export const readObjectEventSchema = signedIn((call: SignedCall) => {
  const name = call.params['type']!;
  const type = name.endsWith('__e') ? call.state.schema.type(name) : capturedTypeOf(call.state, name);
  if (type === undefined || type === null) throw notFound();
  return schemaReply(call, eventSchemaOf(type));
});

/** EXPANDED, the default, has the schema as text fields of an event with `payload`; COMPACT has the record as Avro knows it. */
function schemaReply({ request }: SignedCall, { id, record }: EventSchema): WireResponse {
  const isCompact = /(?:^|&)payloadFormat=COMPACT(?:&|$)/i.test(request.query);
  return json(
    200,
    isCompact
      ? { ...record, uuid: id }
      : { name: record.name, namespace: record.namespace, type: 'expanded-record', fields: expanded(record.fields), uuid: id },
  );
}

/** Source: REST API guide, as above: `data` holds schema, payload and event. */
function expanded(payload: readonly AvroField[]) {
  const event = { type: 'record', name: 'Event', fields: [{ name: 'replayId', type: 'long' }] };
  return [
    {
      name: 'data',
      type: {
        type: 'record',
        name: 'Data',
        namespace: '',
        fields: [
          { name: 'schema', type: 'string' },
          { name: 'payload', type: { type: 'record', name: 'Payload', doc: '', fields: payload } },
          { name: 'event', type: event },
        ],
      },
    },
    { name: 'channel', type: 'string' },
  ];
}
