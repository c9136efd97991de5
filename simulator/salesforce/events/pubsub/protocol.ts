/** A message's fields: number and type. */
type Fields = Readonly<Record<string, readonly [id: number, type: string, rule?: 'repeated']>>;

function message(fields: Fields, nested: Readonly<Record<string, unknown>> = {}) {
  const entries = Object.entries(fields).map(([name, [id, type, rule]]) => [name, { id, type, ...(rule === undefined ? {} : { rule }) }]);
  return { fields: Object.fromEntries(entries), nested };
}

const call = (requestType: string, responseType: string, isStream = false) => ({
  requestType,
  responseType,
  ...(isStream ? { requestStream: true, responseStream: true } : {}),
});

/**
 * The protocol of the Pub/Sub API, as protobufjs reads it.
 *
 * Source: `pubsub_api.proto` of Salesforce's repository `pub-sub-api`.
 */
export const PROTOCOL = {
  nested: {
    eventbus: {
      nested: {
        v1: {
          nested: {
            ErrorCode: { values: { UNKNOWN: 0, PUBLISH: 1, COMMIT: 2 } },
            ReplayPreset: { values: { LATEST: 0, EARLIEST: 1, CUSTOM: 2 } },
            TopicInfo: message({
              topic_name: [1, 'string'],
              tenant_guid: [2, 'string'],
              can_publish: [3, 'bool'],
              can_subscribe: [4, 'bool'],
              schema_id: [5, 'string'],
              rpc_id: [6, 'string'],
            }),
            TopicRequest: message({ topic_name: [1, 'string'] }),
            EventHeader: message({ key: [1, 'string'], value: [2, 'bytes'] }),
            ProducerEvent: message({
              id: [1, 'string'],
              schema_id: [2, 'string'],
              payload: [3, 'bytes'],
              headers: [4, 'EventHeader', 'repeated'],
            }),
            ConsumerEvent: message({ event: [1, 'ProducerEvent'], replay_id: [2, 'bytes'] }),
            PublishResult: message({ replay_id: [1, 'bytes'], error: [2, 'Error'], correlation_key: [3, 'string'] }),
            Error: message({ code: [1, 'ErrorCode'], msg: [2, 'string'] }),
            FetchRequest: message({
              topic_name: [1, 'string'],
              replay_preset: [2, 'ReplayPreset'],
              replay_id: [3, 'bytes'],
              num_requested: [4, 'int32'],
              auth_refresh: [5, 'string'],
            }),
            FetchResponse: message({
              events: [1, 'ConsumerEvent', 'repeated'],
              latest_replay_id: [2, 'bytes'],
              rpc_id: [3, 'string'],
              pending_num_requested: [4, 'int32'],
            }),
            SchemaRequest: message({ schema_id: [1, 'string'] }),
            SchemaInfo: message({ schema_json: [1, 'string'], schema_id: [2, 'string'], rpc_id: [3, 'string'] }),
            PublishRequest: message({
              topic_name: [1, 'string'],
              events: [2, 'ProducerEvent', 'repeated'],
              auth_refresh: [3, 'string'],
            }),
            PublishResponse: message({ results: [1, 'PublishResult', 'repeated'], schema_id: [2, 'string'], rpc_id: [3, 'string'] }),
            CommitReplayRequest: message({ commit_request_id: [1, 'string'], replay_id: [2, 'bytes'] }),
            CommitReplayResponse: message({
              commit_request_id: [1, 'string'],
              replay_id: [2, 'bytes'],
              error: [3, 'Error'],
              process_time: [4, 'int64'],
            }),
            ManagedFetchRequest: message({
              subscription_id: [1, 'string'],
              developer_name: [2, 'string'],
              num_requested: [3, 'int32'],
              auth_refresh: [4, 'string'],
              commit_replay_id_request: [5, 'CommitReplayRequest'],
            }),
            ManagedFetchResponse: message({
              events: [1, 'ConsumerEvent', 'repeated'],
              latest_replay_id: [2, 'bytes'],
              rpc_id: [3, 'string'],
              pending_num_requested: [4, 'int32'],
              commit_response: [5, 'CommitReplayResponse'],
            }),
            PubSub: {
              methods: {
                Subscribe: call('FetchRequest', 'FetchResponse', true),
                GetSchema: call('SchemaRequest', 'SchemaInfo'),
                GetTopic: call('TopicRequest', 'TopicInfo'),
                Publish: call('PublishRequest', 'PublishResponse'),
                ManagedSubscribe: call('ManagedFetchRequest', 'ManagedFetchResponse', true),
                PublishStream: call('PublishRequest', 'PublishResponse', true),
              },
            },
          },
        },
      },
    },
  },
} as const;
