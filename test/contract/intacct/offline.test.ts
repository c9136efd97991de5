import { describe, expect, it } from 'vitest';
import { createIntacct, type Delivery } from '../../../simulator/intacct/index.js';
import { createWorld } from '../../../simulator/kernel/world.js';
import { describeOnEveryMount } from '../mounts.js';
import { customer, envelope, errorsOf, parseReply, post } from './gateway.js';

const ACME = customer('<NAME>Acme</NAME><DISPLAYCONTACT><PRINTAS>Acme</PRINTAS></DISPLAYCONTACT>');
const POLICY = '<policyid>nightly</policyid>';

describeOnEveryMount('Intacct: asynchronous requests', createIntacct, (intacct) => {
  const later = (): Promise<void> => intacct().world.clock.advanceTo(intacct().world.clock.now() + 60_000);
  const deliveries = (): readonly Delivery[] => intacct().vendor.people.list('DELIVERY') as unknown as Delivery[];

  it('acknowledges at once and performs later', async () => {
    const reply = parseReply((await post(intacct(), envelope([ACME], { control: POLICY }))).text);
    expect(reply.at('acknowledgement/status').text).toBe('success');
    expect(reply.at('control/status').text).toBe('success');
    expect(reply.has('operation')).toBe(false);
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(0);
    await later();
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(1);
  });

  it('posts the real reply to the address of the policy', async () => {
    const { people, state } = intacct().vendor;
    const sent: Delivery[] = [];
    state.outbox.sender = (delivery) => {
      sent.push(delivery);
      return 200;
    };
    people.create('TRANSPORTPOLICY', { id: 'nightly', url: 'http://localhost:9/hear' }, '1');
    await post(intacct(), envelope([ACME, '<delete><object>CUSTOMER</object><keys>99</keys></delete>'], { control: POLICY }));
    await later();
    expect(sent.map(({ url }) => url)).toEqual(['http://localhost:9/hear']);
    const results = parseReply(sent[0]!.body).at('operation').all('result');
    expect(results.map((result) => result.at('status').text)).toEqual(['success', 'failure']);
    expect(deliveries()[0]).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 200 });
  });

  it('refuses a bad sender before it acknowledges, and a bad login only in the real reply', async () => {
    const bad = parseReply((await post(intacct(), envelope([ACME], { control: POLICY, senderPassword: 'x' }))).text);
    expect(bad.has('acknowledgement')).toBe(false);
    expect(errorsOf(bad)[0]!.errorno).toBe('XL03000006');
    await post(intacct(), envelope([ACME], { control: POLICY, login: { password: 'x' } }));
    await later();
    expect(deliveries().map((each) => each.state)).toEqual(['kept']);
    expect(parseReply(deliveries()[0]!.body).at('operation/authentication/status').text).toBe('failure');
  });
});

describe('Intacct: webhooks', () => {
  const make = (
    statuses: number[],
  ): { intacct: ReturnType<typeof createIntacct>; sent: Delivery[]; seconds: number[]; run(): Promise<void> } => {
    const world = createWorld();
    const intacct = createIntacct(world);
    const start = world.clock.now();
    const sent: Delivery[] = [];
    const seconds: number[] = [];
    intacct.state.outbox.sender = (delivery) => {
      sent.push(delivery);
      seconds.push((world.clock.now() - start) / 1_000);
      return statuses.shift() ?? 200;
    };
    intacct.people.create('WEBHOOK', { id: 'w', object: 'CUSTOMER', url: 'https://example.org/hook' }, '1');
    return { intacct, sent, seconds, run: () => world.clock.advanceTo(start + 3_600_000) };
  };

  it('tells of creating, changing and deleting', async () => {
    const { intacct, sent, run } = make([]);
    const id = intacct.people.create('CUSTOMER', { NAME: 'Acme' }, '1');
    intacct.people.update('CUSTOMER', id, { COMMENTS: 'x' }, '1');
    intacct.people.delete('CUSTOMER', id, '1');
    await run();
    expect(sent.map(({ body }) => JSON.parse(body).event)).toEqual(['create', 'update', 'delete']);
    expect(JSON.parse(sent[0]!.body)).toMatchObject({ object: 'CUSTOMER', key: '1' });
  });

  it('says nothing of what was rolled back', async () => {
    const { intacct, sent, run } = make([]);
    const bad = customer('<NAME>B</NAME>');
    await intacct.standIn.answer({
      method: 'POST',
      path: '/ia/xml/xmlgw.phtml',
      query: '',
      headers: {},
      body: envelope([ACME, bad], { transaction: true }),
    });
    await run();
    expect(sent).toHaveLength(0);
  });

  it.each([
    ['once when it is taken', [200], [0], 'delivered'],
    ['after 10, 30 and 90 seconds while the receiver is down', [503, 0, 429, 504], [0, 10, 40, 130], 'failed'],
    ['until it is taken', [500, 200], [0, 10], 'delivered'],
    ['never after a refusal', [400], [0], 'failed'],
  ])('is sent %s', async (_title, statuses, expected, state) => {
    const { intacct, sent, seconds, run } = make([...statuses]);
    intacct.people.create('CUSTOMER', { NAME: 'Acme' }, '1');
    await run();
    expect(seconds).toEqual(expected);
    expect(new Set(sent.map((each) => each.idempotencyKey)).size).toBe(1);
    expect(intacct.people.list('DELIVERY')[0]).toMatchObject({ state, attempts: expected.length });
  });
});
