import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connection } from '@jsforce/jsforce-node';
import { StreamingExtension } from '@jsforce/jsforce-node/lib/api/streaming.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { httpMount } from '../../../simulator/server/http-mount.js';

// biome-ignore lint/suspicious/noExplicitAny: messages are read freely
type Message = any;

let server: Server;
let world: World;
let vendor: ReturnType<typeof createSalesforce>;
let connection: Connection;
const clients: { disconnect(): Promise<unknown> }[] = [];

beforeEach(async () => {
  world = createWorld();
  vendor = createSalesforce(world);
  server = createServer(httpMount(vendor.standIn));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const loginUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  connection = new Connection({ loginUrl, version: '62.0', callOptions: { client: 'story' } });
  await connection.login('admin@backlot.test', 'backlot');
});

afterEach(async () => {
  for (const client of clients.splice(0)) void client.disconnect();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Subscribes and gives the messages that arrive; `next(count)` waits until there are so many. */
async function subscribe(channel: string, replayId?: number) {
  const messages: Message[] = [];
  let arrived = () => {};
  const extensions = replayId === undefined ? [] : [new StreamingExtension.Replay(channel, replayId)];
  const client = connection.streaming.createClient(extensions);
  clients.push(client as unknown as { disconnect(): Promise<unknown> });
  await client.subscribe(channel, (message: Message) => {
    messages.push(message);
    arrived();
  });
  return async (count: number): Promise<readonly Message[]> => {
    while (messages.length < count) await new Promise<void>((resolve) => (arrived = resolve));
    return messages;
  };
}

describe('jsforce streaming', () => {
  it('hears of changes as they are committed', async () => {
    const next = await subscribe('/data/AccountChangeEvent');
    const { id } = await connection.sobject('Account').create({ Name: 'Acme', BillingCity: 'Austin' });
    await connection.sobject('Account').update({ Id: id!, Name: 'Acme Ltd' });
    const [created, updated] = await next(2);
    expect(created.payload).toMatchObject({
      Name: 'Acme',
      BillingAddress: { City: 'Austin' },
      ChangeEventHeader: { entityName: 'Account', changeType: 'CREATE', recordIds: [id], commitUser: vendor.people.user('admin') },
    });
    expect(created.payload.ChangeEventHeader.changeOrigin).toMatch(/^com\/salesforce\/api\/rest\/62\.0;client=story$/);
    expect(updated.payload).toMatchObject({
      Name: 'Acme Ltd',
      ChangeEventHeader: { changeType: 'UPDATE', changedFields: ['Name', 'LastModifiedDate'], recordIds: [id] },
    });
    expect(updated.event.replayId).toBeGreaterThan(created.event.replayId);
  });

  it('replays what was kept, from the beginning or after an event', async () => {
    for (const Name of ['One', 'Two', 'Three']) await connection.sobject('Account').create({ Name });
    const all = await (await subscribe('/data/ChangeEvents', -2))(3);
    expect(all.map((message) => message.payload.Name)).toEqual(['One', 'Two', 'Three']);
    const rest = await (await subscribe('/data/ChangeEvents', all[0].event.replayId))(2);
    expect(rest.map((message) => message.payload.Name)).toEqual(['Two', 'Three']);
  });

  it('hears of records that a PushTopic matches', async () => {
    const topic = { Name: 'Big', Query: "SELECT Id, Name FROM Account WHERE Industry = 'Retail'", ApiVersion: 62.0 };
    expect(await connection.sobject('PushTopic').create(topic)).toMatchObject({ success: true });
    const next = await subscribe('/topic/Big');
    await connection.sobject('Account').create({ Name: 'Other', Industry: 'Banking' });
    const { id } = await connection.sobject('Account').create({ Name: 'Shop', Industry: 'Retail' });
    expect((await next(1))[0]).toMatchObject({ event: { type: 'created' }, sobject: { Id: id, Name: 'Shop' } });
  });

  it('hears of platform events', async () => {
    vendor.state.definitions.addObject({ fullName: 'Order_Shipped__e' });
    vendor.state.addField({ object: 'Order_Shipped__e', fullName: 'Number__c', type: 'Text' });
    const next = await subscribe('/event/Order_Shipped__e');
    const published = await connection.sobject('Order_Shipped__e').create({ Number__c: 'A-1' });
    expect(published).toMatchObject({ success: true, errors: [{ statusCode: 'OPERATION_ENQUEUED' }] });
    const several = await connection.sobject('Order_Shipped__e').create([{ Number__c: 'A-2' }, { Number__c: 'A-3' }]);
    expect(several.map(({ errors }) => errors)).toMatchObject([
      [{ statusCode: 'OPERATION_ENQUEUED' }],
      [{ statusCode: 'OPERATION_ENQUEUED' }],
    ]);
    const messages = await next(3);
    expect(messages.map(({ payload }) => payload.Number__c)).toEqual(['A-1', 'A-2', 'A-3']);
    expect(messages[0].event.EventApiName).toBe('Order_Shipped__e');
  });

  it('is told when its session is over', async () => {
    connection.accessToken = 'none';
    const failed = new Promise<Message>((resolve) => {
      const client = connection.streaming.createClient([new StreamingExtension.AuthFailure(resolve as () => void)]);
      void client.subscribe('/data/ChangeEvents', () => {});
    });
    expect((await failed).ext.sfdc.failureReason).toBe('401::Authentication invalid');
  });
});
