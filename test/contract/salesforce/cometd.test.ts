import { beforeEach, expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { type Client, type Org, signIn } from './client.js';

// biome-ignore lint/suspicious/noExplicitAny: messages are read freely
type Message = any;

describeOnEveryMount('Salesforce: CometD', createSalesforce, (org) => {
  let client: Client;
  beforeEach(() => {
    client = signIn(org());
  });

  function post(messages: unknown, more: { cookie?: string; path?: string; token?: string | null } = {}): Promise<Reply> {
    const { cookie, path = '/cometd/62.0', token = client.token } = more;
    const headers = {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `OAuth ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
    };
    return org().send({ method: 'POST', path, headers, body: typeof messages === 'string' ? messages : JSON.stringify(messages) });
  }

  /** Shakes hands and connects once; gives a function that sends further messages of the client. */
  async function shakeHands(): Promise<(message: object) => Promise<readonly Message[]>> {
    const reply = await post([{ ...HANDSHAKE, ext: { replay: true } }]);
    const [{ clientId }] = reply.json();
    const cookie = /BAYEUX_BROWSER=[^;]+/.exec(reply.headers['set-cookie']!)![0];
    const send = async (message: object) => (await post([{ clientId, ...message }], { cookie })).json();
    await send(CONNECT);
    return send;
  }

  async function subscribe(channel: string, replayId?: number | string) {
    const send = await shakeHands();
    const ext = replayId === undefined ? {} : { ext: { replay: { [channel]: replayId } } };
    const [answer] = await send({ channel: '/meta/subscribe', subscription: channel, id: '3', ...ext });
    return { send, answer };
  }

  it('shakes hands and answers the first connect at once', async () => {
    const reply = await post([{ ...HANDSHAKE, ext: { replay: true } }]);
    const [answer] = reply.json();
    expect([reply.status, answer]).toMatchObject([
      200,
      { channel: '/meta/handshake', successful: true, id: '1', supportedConnectionTypes: ['long-polling'], ext: { replay: true } },
    ]);
    const cookie = /BAYEUX_BROWSER=[^;]+/.exec(reply.headers['set-cookie']!)![0];
    const [connected] = (await post([{ ...CONNECT, clientId: answer.clientId }], { cookie })).json();
    expect(connected).toMatchObject({ successful: true, advice: { interval: 0, timeout: 110_000, reconnect: 'retry' } });
  });

  it('holds a connect until something happens', async () => {
    const { send, answer } = await subscribe('/data/AccountChangeEvent');
    expect(answer).toMatchObject({ successful: true, subscription: '/data/AccountChangeEvent' });
    const held = send(CONNECT);
    const id = await client.create('Account', { Name: 'Acme' });
    const [message, connected] = await held;
    expect(message).toMatchObject({ channel: '/data/AccountChangeEvent', data: { payload: { ChangeEventHeader: { recordIds: [id] } } } });
    expect(connected).toMatchObject({ channel: '/meta/connect', successful: true });
  });

  it('ends a held connect after 110 seconds', async () => {
    const { send } = await subscribe('/data/ChangeEvents');
    const held = send(CONNECT);
    // The request must have arrived before time moves.
    while (
      !org()
        .world.clock.timers()
        .some(({ kind }) => kind === 'salesforce:cometd-connect')
    )
      await new Promise((resolve) => setImmediate(resolve));
    await org().world.clock.advanceTo(org().world.clock.now() + 110_000);
    expect(await held).toEqual([expect.objectContaining({ channel: '/meta/connect', successful: true })]);
  });

  it('tells everything kept, in texts or numbers for places', async () => {
    await client.create('Account', { Name: 'One' });
    await client.create('Account', { Name: 'Two' });
    const { send } = await subscribe('/data/ChangeEvents', '-2');
    const names = (await send(CONNECT)).flatMap((message: Message) => message.data?.payload.Name ?? []);
    expect(names).toEqual(['One', 'Two']);
  });

  it('forgets events after three days', async () => {
    await client.create('Account', { Name: 'Old' });
    const { world, vendor } = org();
    const { replayId } = vendor.state.events.after(-1, () => true)[0]!;
    await world.clock.advanceTo(world.clock.now() + 73 * 3_600_000);
    client = signIn(org());
    await client.create('Account', { Name: 'New' });
    const { send } = await subscribe('/data/ChangeEvents', -2);
    expect((await send(CONNECT)).map((message: Message) => message.data?.payload.Name)).toEqual(['New', undefined]);
    const refused = await subscribe('/data/ChangeEvents', replayId);
    expect(refused.answer.error).toMatch(/^400::The replayId \{\d+\} you provided was invalid\. {2}Please/);
  });

  it('has events of committed transactions only', async () => {
    const { send } = await subscribe('/data/ChangeEvents');
    const records = [{ attributes: { type: 'Account' }, Name: 'Good' }, { attributes: { type: 'Account' } }];
    await client.call('POST', '/composite/sobjects', { allOrNone: true, records });
    await client.create('Account', { Name: 'Kept' });
    const messages = await send(CONNECT);
    expect(messages.map((message: Message) => message.data?.payload.Name)).toEqual(['Kept', undefined]);
  });

  it('makes one event of the same change of several records', async () => {
    const ids = [await client.create('Account', { Name: 'A' }), await client.create('Account', { Name: 'B' })];
    const { send } = await subscribe('/data/ChangeEvents');
    const records = ids.map((id) => ({ attributes: { type: 'Account' }, Id: id, Industry: 'Retail' }));
    await client.call('PATCH', '/composite/sobjects', { records });
    const [message] = await send(CONNECT);
    expect(message.data.payload).toMatchObject({
      Industry: 'Retail',
      ChangeEventHeader: { recordIds: ids, changeType: 'UPDATE', changedFields: ['Industry', 'LastModifiedDate'] },
    });
  });

  it('says nothing of objects that are not selected, and goes on when they are again', async () => {
    const { send } = await subscribe('/data/ChangeEvents');
    org().vendor.state.capture.select(['Contact']);
    await client.create('Account', { Name: 'Unseen' });
    org().vendor.state.capture.select(['Account', 'Contact']);
    await client.create('Account', { Name: 'Seen' });
    expect((await send(CONNECT)).map((message: Message) => message.data?.payload.Name)).toEqual(['Seen', undefined]);
  });

  it('tells of deletions and undeletions', async () => {
    const id = await client.create('Account', { Name: 'A' });
    const { send } = await subscribe('/data/ChangeEvents');
    await client.call('DELETE', `/sobjects/Account/${id}`);
    org().vendor.state.undelete(id, { by: org().vendor.people.user('admin')! });
    const [deleted, undeleted] = await send(CONNECT);
    expect(Object.keys(deleted.data.payload)).toEqual(['ChangeEventHeader']);
    expect([deleted, undeleted].map((message) => message.data.payload.ChangeEventHeader.changeType)).toEqual(['DELETE', 'UNDELETE']);
    expect(undeleted.data.payload.Name).toBe('A');
  });

  it('tells a PushTopic of changes of the fields it names', async () => {
    const query = 'SELECT Id, Name FROM Account';
    await client.create('PushTopic', { Name: 'Names', Query: query, ApiVersion: 62, NotifyForOperationCreate: false });
    const { send } = await subscribe('/topic/Names');
    const id = await client.create('Account', { Name: 'A' });
    await client.call('PATCH', `/sobjects/Account/${id}`, { Industry: 'Retail' });
    await client.call('PATCH', `/sobjects/Account/${id}`, { Name: 'B' });
    await client.call('DELETE', `/sobjects/Account/${id}`);
    const messages = (await send(CONNECT)).slice(0, -1);
    expect(messages.map(({ data }: Message) => [data.event.type, data.sobject])).toEqual([
      ['updated', { Id: id, Name: 'B' }],
      ['deleted', { Id: id }],
    ]);
  });

  it('tells nothing more after unsubscribing, and knows nobody after disconnecting', async () => {
    const { send } = await subscribe('/data/ChangeEvents');
    expect(await send({ channel: '/meta/unsubscribe', subscription: '/data/ChangeEvents' })).toMatchObject([{ successful: true }]);
    await client.create('Account', { Name: 'A' });
    expect(await send({ ...CONNECT, advice: { timeout: 0 } })).toHaveLength(1);
    expect(await send({ channel: '/meta/disconnect' })).toMatchObject([{ successful: true }]);
    expect(await send(CONNECT)).toMatchObject([{ error: '403::Unknown client', successful: false, advice: { reconnect: 'handshake' } }]);
  });

  it('forgets a client that stays away', async () => {
    const send = await shakeHands();
    await org().world.clock.advanceTo(org().world.clock.now() + 41_000);
    expect(await send(CONNECT)).toMatchObject([{ error: '403::Unknown client' }]);
  });

  it('sends a client that is ahead of a restored snapshot back to the handshake', async () => {
    const snapshot = org().world.snapshot();
    await client.create('Account', { Name: 'Undone' });
    const { send } = await subscribe('/data/ChangeEvents', -2);
    expect(await send(CONNECT)).toHaveLength(2);
    org().world.restore(snapshot);
    expect(await send(CONNECT)).toMatchObject([{ error: '403::Unknown client', advice: { reconnect: 'handshake' } }]);
  });

  it('ends when the session does', async () => {
    const send = await shakeHands();
    org().vendor.state.sessions.revoke(client.token);
    expect(await send(CONNECT)).toMatchObject([{ error: '401::Authentication invalid', advice: { reconnect: 'none' } }]);
  });

  it.each([
    ['no token', null, '401::Request requires authentication'],
    ['a wrong token', 'none', '401::Authentication invalid'],
  ])('denies the handshake with %s', async (_title, token, failureReason) => {
    expect((await post([HANDSHAKE], { token })).json()).toEqual([
      {
        ext: { sfdc: { failureReason }, replay: true },
        advice: { reconnect: 'none' },
        channel: '/meta/handshake',
        id: '1',
        error: '403::Handshake denied',
        successful: false,
      },
    ]);
  });

  it('demands the cookie of the handshake', async () => {
    const [{ clientId }] = (await post([HANDSHAKE])).json();
    const [answer] = (await post([{ ...CONNECT, clientId }])).json();
    expect(answer.error).toMatch(/^400::Client \w+ has established a session, but no BAYEUX_BROWSER cookie present/);
  });

  it.each([
    ['/data/NopeChangeEvent', '400::The channel you requested to subscribe to does not exist /data/NopeChangeEvent'],
    ['/event/Nope__e', '400::The channel you requested to subscribe to does not exist /event/Nope__e'],
    ['/topic/Nope', '400::The channel you requested to subscribe to does not exist /topic/Nope'],
    ['data', "400::Channel subscriptions must start with a leading '/'"],
    ['/nope/x', '403::Cannot create channel /nope/x'],
  ])('refuses to subscribe to %s', async (channel, error) => {
    expect((await subscribe(channel)).answer).toMatchObject({ successful: false, error });
  });

  it.each([
    ['/cometd', "400::API version in the URI is mandatory. URI format: '/cometd/62.0'"],
    ['/cometd/36.0', "400::Unsupported API version. Only API versions '37.0' and later are supported. URI format: '/cometd/62.0'"],
  ])('refuses %s', async (path, error) => {
    expect((await post([HANDSHAKE], { path })).json()).toMatchObject([{ successful: false, error }]);
  });

  it.each([
    ['no JSON', '{', 400],
    ['no list', '12', 400],
    ['no channel', '[{}]', 400],
    ['an empty list', '[]', 400],
    ['a prototype', '[{"channel":"/meta/connect","__proto__":{"clientId":"x"}}]', 200],
    ['deep nesting', `[{"channel":"/meta/subscribe","ext":${'['.repeat(9_000)}${']'.repeat(9_000)}}]`, 200],
  ])('survives a body of %s', async (_title, body, status) => {
    expect((await post(body)).status).toBe(status);
  });

  it('refuses bodies over 32 KB', async () => {
    const reply = await post([{ ...HANDSHAKE, ext: 'x'.repeat(40_000) }]);
    expect(reply.json()[0].error).toBe('413::Maximum Request Size Exceeded');
  });

  it('keeps change events from users who may not view all data', async () => {
    const { vendor } = org();
    const fields = { FirstName: 'Sam', LastName: 'Standard', Username: 'sam@backlot.test' };
    vendor.people.create('User', fields, vendor.people.user('admin')!);
    client = signIn(org() as Org, 'sam@backlot.test');
    expect((await subscribe('/data/ChangeEvents')).answer.error).toBe(
      '403::User not allowed to subscribe CDC without View All Data permissions',
    );
  });
});

const HANDSHAKE = {
  channel: '/meta/handshake',
  version: '1.0',
  minimumVersion: '1.0',
  supportedConnectionTypes: ['long-polling'],
  id: '1',
};
const CONNECT = { channel: '/meta/connect', connectionType: 'long-polling', id: '2' };
