import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { type Client, type ClientDuplexStream, credentials, loadPackageDefinition, Metadata, type ServiceError } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import avro from 'avsc';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../simulator/kernel/faults.js';
import { createWorld, type World } from '../../../simulator/kernel/world.js';
import { PROTOCOL } from '../../../simulator/salesforce/events/pubsub/protocol.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { certificateIn } from '../../../simulator/server/certificate.js';
import type { Listening } from '../../../simulator/server/listen.js';
import { listenForPubSub } from '../../../simulator/server/pubsub-port.js';
import { realTime } from '../../../simulator/server/real-time.js';

// biome-ignore lint/suspicious/noExplicitAny: messages are read freely
type Message = any;
type PubSubClient = Client & Record<string, (...given: unknown[]) => Message>;

let folder: string;
let certificate: Awaited<ReturnType<typeof certificateIn>>;
let world: World;
let vendor: ReturnType<typeof createSalesforce>;
let port: Listening;
let client: PubSubClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backlot-pubsub-'));
  certificate = await certificateIn(folder, realTime);
  createSecureContext(certificate);
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  world = createWorld();
  vendor = createSalesforce(world);
  port = await listenForPubSub(
    () => vendor.pubSub(),
    { port: 0, certificate: async () => certificate },
    (error) => {
      throw error;
    },
  );
  const loaded = loadPackageDefinition(
    fromJSON(PROTOCOL as never, { keepCase: true, longs: Number, enums: String, defaults: true }),
  ) as Message;
  client = new loaded.eventbus.v1.PubSub(`localhost:${port.port}`, credentials.createSsl(await readFile(certificate.caPath)));
});
afterEach(async () => {
  client.close();
  await port.close();
});

function metadata(change: Readonly<Record<string, string>> = {}): Metadata {
  const { token } = vendor.state.sessions.issue({ userId: vendor.people.user('admin')! });
  const made = new Metadata();
  const values = { accesstoken: token, instanceurl: 'http://localhost:4001', tenantid: vendor.state.id, ...change };
  for (const [name, value] of Object.entries(values)) if (value !== '') made.set(name, value);
  return made;
}

function ask(method: string, request: object, meta = metadata()): Promise<Message> {
  return new Promise((resolve, reject) => {
    client[method]!(request, meta, (error: ServiceError | null, reply: Message) => (error === null ? resolve(reply) : reject(error)));
  });
}

const subscribe = (...requests: object[]) => open('Subscribe', ...requests);

/** A stream that gives responses one by one, and in the end its error. */
function open(method: string, ...requests: object[]) {
  const stream = client[method]!(metadata()) as ClientDuplexStream<object, Message>;
  const arrived: Message[] = [];
  let wake = () => {};
  const push = (message: Message) => {
    arrived.push(message);
    wake();
  };
  stream.on('data', push);
  stream.on('error', push);
  for (const request of requests) stream.write(request);
  return {
    stream,
    async next(): Promise<Message> {
      while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return arrived.shift();
    },
  };
}

async function decode({ event }: Message): Promise<Message> {
  const { schema_json } = await ask('GetSchema', { schema_id: event.schema_id });
  return avro.Type.forSchema(JSON.parse(schema_json)).fromBuffer(event.payload);
}

/** The names behind the first bitmap of a list. */
async function topFieldsOf({ event }: Message, bitmap: string): Promise<readonly string[]> {
  const { fields } = JSON.parse((await ask('GetSchema', { schema_id: event.schema_id })).schema_json);
  return fields.filter((_field: unknown, index: number) => (BigInt(bitmap) >> BigInt(index)) & 1n).map(({ name }: Message) => name);
}

const admin = () => vendor.people.user('admin')!;

describe('Salesforce Pub/Sub API', () => {
  it('tells of a topic and its schema', async () => {
    const topic = await ask('GetTopic', { topic_name: '/data/AccountChangeEvent' });
    expect(topic).toMatchObject({ topic_name: '/data/AccountChangeEvent', can_publish: false, can_subscribe: true });
    const { schema_json } = await ask('GetSchema', { schema_id: topic.schema_id });
    expect(JSON.parse(schema_json)).toMatchObject({ name: 'AccountChangeEvent', namespace: 'com.sforce.eventbus' });
    expect(JSON.parse(schema_json).fields[0].name).toBe('ChangeEventHeader');
  });

  it('sends changes in Avro, with the changed fields as bitmaps', async () => {
    const id = vendor.people.create('Contact', { LastName: 'Lee', FirstName: 'Ann', Email: 'ann@acme.example' }, admin());
    vendor.people.update('Contact', id, { FirstName: 'Anna', Email: null }, admin());
    const { next } = subscribe({ topic_name: '/data/ChangeEvents', replay_preset: 'EARLIEST', num_requested: 10 });
    const { events, pending_num_requested } = await next();
    expect([events.length, pending_num_requested]).toEqual([2, 8]);
    const [created, updated] = [await decode(events[0]), await decode(events[1])];
    expect(created).toMatchObject({ Name: { FirstName: 'Ann', LastName: 'Lee' }, Email: 'ann@acme.example' });
    expect(created.ChangeEventHeader).toMatchObject({ entityName: 'Contact', changeType: 'CREATE', recordIds: [id] });
    const { changedFields, nulledFields } = updated.ChangeEventHeader;
    expect(await topFieldsOf(events[1], changedFields[0])).toEqual(['Email', 'LastModifiedDate']);
    expect(await topFieldsOf(events[1], nulledFields[0])).toEqual(['Email']);
    expect(changedFields[1]).toMatch(/^\d+-0x02$/);
    expect([updated.Email, updated.Name.FirstName, updated.Phone]).toEqual([null, 'Anna', null]);
  });

  it('sends what happens after a replay id, and no more than was asked for', async () => {
    for (const Name of ['One', 'Two', 'Three', 'Four']) vendor.people.create('Account', { Name }, admin());
    const first = subscribe({ topic_name: '/data/AccountChangeEvent', replay_preset: 'EARLIEST', num_requested: 1 });
    const { events } = await first.next();
    expect(events[0].replay_id.length).toBe(8);
    const request = { topic_name: '/data/AccountChangeEvent', replay_preset: 'CUSTOM', replay_id: events[0].replay_id, num_requested: 2 };
    const rest = subscribe(request);
    expect(await Promise.all((await rest.next()).events.map(async (event: Message) => (await decode(event)).Name))).toEqual([
      'Two',
      'Three',
    ]);
    rest.stream.write({ topic_name: '', num_requested: 5 });
    expect((await rest.next()).events).toHaveLength(1);
    vendor.people.create('Account', { Name: 'Five' }, admin());
    expect((await decode((await rest.next()).events[0])).Name).toBe('Five');
  });

  it('publishes platform events and hears of them', async () => {
    vendor.state.definitions.addObject({ fullName: 'Order_Shipped__e' });
    vendor.state.addField({ object: 'Order_Shipped__e', fullName: 'Number__c', type: 'Text' });
    const { schema_id } = await ask('GetTopic', { topic_name: '/event/Order_Shipped__e' });
    const type = avro.Type.forSchema(JSON.parse((await ask('GetSchema', { schema_id })).schema_json));
    const payload = type.toBuffer({ CreatedDate: 0, CreatedById: admin(), Number__c: 'A-1' });
    const events = [
      { id: 'mine', schema_id, payload },
      { id: 'broken', schema_id, payload: Buffer.from([1]) },
    ];
    const { results } = await ask('Publish', { topic_name: '/event/Order_Shipped__e', events });
    expect(results[0]).toMatchObject({ correlation_key: 'mine', error: null });
    expect(results[1].error.code).toBe('PUBLISH');
    const heard = subscribe({ topic_name: '/event/Order_Shipped__e', replay_preset: 'EARLIEST', num_requested: 5 });
    const [event] = (await heard.next()).events;
    expect([event.replay_id, (await decode(event)).Number__c]).toEqual([results[0].replay_id, 'A-1']);
  });

  it('says how far the stream is when nothing happens', async () => {
    const { next } = subscribe({ topic_name: '/data/ChangeEvents', num_requested: 5 });
    await ask('GetTopic', { topic_name: '/data/ChangeEvents' });
    await world.clock.advanceTo(world.clock.now() + 270_000);
    expect(await next()).toMatchObject({ events: [], pending_num_requested: 5 });
  });

  it.each([
    ['a wrong token', { accesstoken: 'none' }, 16, 'service.auth.error'],
    ['no tenant', { tenantid: '' }, 16, 'service.auth.headers.invalid'],
    ['another tenant', { tenantid: '00D000000000000AAA' }, 16, 'service.auth.headers.invalid'],
  ])('refuses %s', async (_title, change, code, errorCode) => {
    const error = (await ask('GetTopic', { topic_name: '/data/ChangeEvents' }, metadata(change)).catch(
      (refused) => refused,
    )) as ServiceError;
    expect([error.code, error.metadata.get('error-code')]).toEqual([code, [`sfdc.platform.eventbus.grpc.${errorCode}`]]);
    expect(error.details).toMatch(/rpcId: [0-9a-f-]{36}$/);
  });

  it.each([
    ['an unknown topic', { topic_name: '/data/NopeChangeEvent', num_requested: 1 }, 5, 'topic.not.found'],
    ['no events', { topic_name: '/data/ChangeEvents', num_requested: 0 }, 3, 'subscription.fetch.requested.events.invalid'],
    ['too many events', { topic_name: '/data/ChangeEvents', num_requested: 101 }, 3, 'subscription.fetch.requested.events.invalid'],
    [
      'a custom place without an id',
      { topic_name: '/data/ChangeEvents', replay_preset: 'CUSTOM', num_requested: 1 },
      3,
      'subscription.fetch.replayid.validation.failed',
    ],
    [
      'an id that was never given',
      { topic_name: '/data/ChangeEvents', replay_preset: 'CUSTOM', replay_id: Buffer.alloc(8, 1), num_requested: 1 },
      3,
      'subscription.fetch.replayid.corrupted',
    ],
  ])('refuses a subscription to %s', async (_title, request, code, errorCode) => {
    const error = (await subscribe(request).next()) as ServiceError;
    expect([error.code, error.metadata.get('error-code')]).toEqual([code, [`sfdc.platform.eventbus.grpc.${errorCode}`]]);
  });

  const lines = () => world.calls.since().map(({ method, path, status, fault }) => [method, path, status, fault]);
  const topicRequest = { topic_name: '/data/AccountChangeEvent' };
  const line = (method: string, status = 200, fault: string | null = null) => ['POST', `/eventbus.v1.PubSub/${method}`, status, fault];

  it('logs every call, its answer and what is told later, without tokens', async () => {
    const meta = metadata();
    await ask('GetTopic', topicRequest, meta);
    await ask('GetTopic', { topic_name: '/data/None' }, meta).catch(() => null);
    const { next } = subscribe({ ...topicRequest, num_requested: 5 });
    await ask('GetTopic', topicRequest);
    vendor.people.create('Account', { Name: 'Acme' }, admin());
    const { events } = await next();
    expect(lines()).toEqual([line('GetTopic'), line('GetTopic', 404), line('Subscribe'), line('GetTopic'), line('Subscribe')]);
    const [topic, , asked, , told] = world.calls.since();
    expect(JSON.parse(topic!.replyBody)).toMatchObject({ topic_name: '/data/AccountChangeEvent', can_subscribe: true });
    expect(JSON.parse(asked!.requestBody)).toMatchObject({ num_requested: 5 });
    expect(told!.replyBody).toContain(events[0].event.payload.toString('base64'));
    expect(JSON.stringify(world.calls.since())).not.toContain(meta.get('accesstoken')[0]);
  });

  it('names the call in the change log that published an event', async () => {
    vendor.state.definitions.addObject({ fullName: 'Shipped__e' });
    const { schema_id } = await ask('GetTopic', { topic_name: '/event/Shipped__e' });
    const type = avro.Type.forSchema(JSON.parse((await ask('GetSchema', { schema_id })).schema_json));
    const payload = type.toBuffer({ CreatedDate: 0, CreatedById: admin() });
    await ask('Publish', { topic_name: '/event/Shipped__e', events: [{ id: '1', schema_id, payload }] });
    const { cause, actor } = world.changes.since(0).at(-1)!;
    expect([cause.text, actor]).toEqual(['POST /eventbus.v1.PubSub/Publish', admin()]);
    expect(world.calls.since().at(-1)).toMatchObject({ id: cause.call, status: 200 });
  });

  const plan = (action: FaultAction, method: string) =>
    world.faults.arm({
      on: [{ system: 'salesforce', segments: ['eventbus.v1.PubSub', method] }],
      action,
      times: 1,
      from: 'any',
    });

  it.each([
    [{ kind: 'error', code: 'service.unavailable' }, 14, 'service.unavailable', 503],
    [{ kind: 'error', code: 'sfdc.platform.eventbus.grpc.subscription.limit.exceeded' }, 8, 'subscription.limit.exceeded', 429],
    [{ kind: 'error', code: 'INVALID_SESSION_ID' }, 16, 'service.auth.error', 401],
    [{ kind: 'status', status: 503 }, 14, 'service.unavailable', 503],
    [{ kind: 'expire-session' }, 16, 'service.auth.error', 401],
  ] as const)('fails as planned by %j, once', async (action, code, errorCode, status) => {
    plan(action, 'GetTopic');
    const error = (await ask('GetTopic', topicRequest).catch((refused) => refused)) as ServiceError;
    expect([error.code, error.metadata.get('error-code')]).toEqual([code, [`sfdc.platform.eventbus.grpc.${errorCode}`]]);
    expect(world.calls.since()[0]).toMatchObject({ status, fault: expect.any(String) });
    expect(await ask('GetTopic', topicRequest)).toMatchObject({ can_subscribe: true });
  });

  it('loses connections and holds answers back as planned', async () => {
    plan({ kind: 'refuse' }, 'GetTopic');
    expect(await ask('GetTopic', topicRequest).catch(({ code }) => code)).toBe(14);
    plan({ kind: 'error', code: 'service.unavailable' }, 'Subscribe');
    expect(await subscribe({ ...topicRequest, num_requested: 1 }).next()).toMatchObject({ code: 14 });
    vendor.people.create('Account', { Name: 'One' }, admin());
    plan({ kind: 'delay', ms: 30_000 }, 'Subscribe');
    const { next, stream } = subscribe({ ...topicRequest, replay_preset: 'EARLIEST', num_requested: 1 });
    stream.write({ ...topicRequest, num_requested: 1 });
    vendor.people.create('Account', { Name: 'Two' }, admin());
    // Both messages have come, and neither is answered.
    while (world.calls.since().length < 4) await ask('GetTopic', topicRequest);
    await world.clock.advanceTo(world.clock.now() + 30_000);
    const names = [(await next()).events, (await next()).events].flat().map(decode);
    expect((await Promise.all(names)).map(({ Name }) => Name)).toEqual(['One', 'Two']);
  });

  describe('managed subscriptions', () => {
    const make = (fields: Readonly<Record<string, string>> = {}) =>
      vendor.people.create(
        'ManagedEventSubscription',
        { developerName: 'Sync', topicName: '/data/AccountChangeEvent', defaultReplay: 'EARLIEST', ...fields },
        admin(),
      );
    const managed = (request: object) => open('ManagedSubscribe', { developer_name: 'Sync', num_requested: 10, ...request });
    const namesIn = async ({ events }: Message) => (await Promise.all(events.map(decode))).map((event: Message) => event.Name);

    it('go on after what was committed', async () => {
      const id = make();
      for (const Name of ['One', 'Two', 'Three']) vendor.people.create('Account', { Name }, admin());
      const first = managed({});
      const { events } = await first.next();
      expect(await namesIn({ events })).toEqual(['One', 'Two', 'Three']);
      const commit_replay_id_request = { commit_request_id: 'c1', replay_id: events[1].replay_id };
      first.stream.write({ commit_replay_id_request });
      expect(await first.next()).toMatchObject({
        events: [],
        commit_response: { commit_request_id: 'c1', replay_id: events[1].replay_id, error: null },
      });
      first.stream.end();
      expect(await namesIn(await managed({ developer_name: '', subscription_id: id }).next())).toEqual(['Three']);
    });

    it('answer a commit of an id that was never given', async () => {
      make();
      const { commit_response } = await managed({
        num_requested: 0,
        commit_replay_id_request: { commit_request_id: 'c2', replay_id: Buffer.alloc(8, 1) },
      }).next();
      expect(commit_response).toMatchObject({ commit_request_id: 'c2', error: { code: 'COMMIT' } });
    });

    it('start where they say once the committed id is no longer retained', async () => {
      make({ errorRecoveryReplay: 'EARLIEST', defaultReplay: 'LATEST' });
      vendor.people.create('Account', { Name: 'Old' }, admin());
      const [old] = (await subscribe({ ...topicRequest, replay_preset: 'EARLIEST', num_requested: 1 }).next()).events;
      await managed({ num_requested: 0, commit_replay_id_request: { commit_request_id: 'c', replay_id: old.replay_id } }).next();
      await world.clock.advanceTo(world.clock.now() + 80 * 3_600_000);
      vendor.people.create('Account', { Name: 'New' }, admin());
      expect(await namesIn(await managed({}).next())).toEqual(['New']);
    });

    it.each([
      ['are not there', { developer_name: 'None' }, {}, 5, 'subscription.not.found'],
      ['do not run', {}, { state: 'STOP' }, 3, 'subscription.not.running'],
      ['are asked for nothing', { num_requested: 0 }, {}, 3, 'subscription.fetch.requested.events.invalid'],
    ] as const)('are refused when they %s', async (_title, request, fields, code, errorCode) => {
      make(fields);
      const error = (await managed(request).next()) as ServiceError;
      expect([error.code, error.metadata.get('error-code')]).toEqual([code, [`sfdc.platform.eventbus.grpc.${errorCode}`]]);
    });
  });
});
