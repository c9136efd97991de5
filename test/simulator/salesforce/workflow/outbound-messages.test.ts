import { describe, expect, it } from 'vitest';
import { child, childrenNamed, childText, type Element, parseXml } from '../../../../simulator/salesforce/soap/xml.js';
import type { OutboundReply } from '../../../../simulator/salesforce/workflow/outbound-messages.js';
import { newOrg } from '../org.js';

const ACK =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
  '<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>';

/** An org whose messages reach a receiver that answers as told. */
function connected(answer: (attempt: number) => OutboundReply = () => ({ status: 200, body: ACK })) {
  const org = newOrg();
  const received: { url: string; body: Element }[] = [];
  org.state.outbound.sender = async ({ url, body }) => {
    received.push({ url, body: child(child(parseXml(body), 'Body'), 'notifications')! });
    return answer(received.length);
  };
  org.create('WorkflowOutboundMessage', {
    object: 'Account',
    fullName: 'Tell',
    endpointUrl: 'http://receiver.example/in',
    fields: ['Name', 'BillingCity', 'AnnualRevenue'],
  });
  const pass = (ms: number) => org.world.clock.advanceTo(org.world.clock.now() + ms);
  return { ...org, received, pass };
}

const records = ({ body }: { body: Element }) => childrenNamed(body, 'Notification').map((each) => child(each, 'sObject')!);
const MINUTE = 60_000;

describe('outbound messages', () => {
  it('tell a receiver what was saved, in the vendor’s envelope', async () => {
    const { create, received, pass, state } = connected();
    create('WorkflowRule', { object: 'Account', fullName: 'All', actions: ['Tell'] });
    const id = create('Account', { Name: 'Acme', AnnualRevenue: 5 });
    expect(received).toEqual([]);
    await pass(0);
    expect(received.map(({ url }) => url)).toEqual(['http://receiver.example/in']);
    const [message] = received;
    expect(childText(message!.body, 'OrganizationId')).toBe(state.id);
    expect(childText(message!.body, 'ActionId')).toMatch(/^04k/);
    expect(child(message!.body, 'SessionId')!.isNil).toBe(true);
    expect(childText(message!.body, 'PartnerUrl')).toBe(`http://localhost:4001/services/Soap/u/62.0/${state.id.slice(0, 15)}`);
    const [account] = records(message!);
    expect(account!.type).toBe('Account');
    expect(account!.children.map(({ name, text }) => [name, text])).toEqual([
      ['Id', id],
      ['Name', 'Acme'],
      ['AnnualRevenue', '5.0'],
    ]);
    await pass(48 * 60 * MINUTE);
    expect(received).toHaveLength(1);
  });

  it.each([
    ['a fault', { status: 500, body: '' }],
    ['no answer', { status: 0, body: '' }],
    ['a page', { status: 200, body: '<html>' }],
    ['a refusal', { status: 200, body: ACK.replace('true', 'false') }],
  ])('are sent again after %s, with the same id and the values of then', async (_title, refusal) => {
    const { create, update, received, pass } = connected((attempt) => (attempt < 3 ? refusal : { status: 200, body: ACK }));
    create('WorkflowRule', { object: 'Account', fullName: 'New', triggerType: 'onCreateOnly', actions: ['Tell'] });
    const id = create('Account', { Name: 'Acme' });
    await pass(0);
    update('Account', id, { Name: 'Acme Ltd' });
    await pass(MINUTE);
    await pass(2 * MINUTE);
    await pass(24 * 60 * MINUTE);
    expect(received.map((message) => childText(records(message)[0]!, 'Name'))).toEqual(['Acme', 'Acme Ltd', 'Acme Ltd']);
    const ids = received.map(({ body }) => childText(child(body, 'Notification')!, 'Id'));
    expect(new Set(ids).size).toBe(1);
  });

  it('are given up after a day', async () => {
    const { create, received, pass, state } = connected(() => ({ status: 503, body: '' }));
    create('WorkflowRule', { object: 'Account', fullName: 'All', actions: ['Tell'] });
    create('Account', { Name: 'Acme' });
    await pass(24 * 60 * MINUTE);
    expect([...state.outbound.table.rows()]).toMatchObject([{ state: 'failed', lastStatus: 503 }]);
    const attempts = received.length;
    await pass(24 * 60 * MINUTE);
    expect(received).toHaveLength(attempts);
  });

  it('carry up to a hundred notifications each', async () => {
    const { create, received, pass } = connected();
    create('WorkflowRule', { object: 'Account', fullName: 'All', actions: ['Tell'] });
    for (let number = 0; number < 250; number += 1) create('Account', { Name: `Acme ${number}` });
    await pass(0);
    expect(received.map((message) => records(message).length)).toEqual([100, 100, 50]);
  });

  it('leave out what was rolled back', async () => {
    const { create, received, pass, state, admin, world } = connected();
    create('WorkflowRule', { object: 'Account', fullName: 'All', actions: ['Tell'] });
    expect(() =>
      world.atomic(() => {
        state.create(state.schema.type('Account')!, { Name: 'Acme' }, { by: admin });
        throw new Error('rolled back');
      }),
    ).toThrow('rolled back');
    await pass(0);
    expect(received).toEqual([]);
  });

  it.each([
    ['onCreateOnly', ['Oslo'], 1],
    ['onCreateOnly', ['Rome', 'Oslo'], 0],
    ['onAllChanges', ['Oslo', 'Oslo', 'Rome'], 2],
    ['onCreateOrTriggeringUpdate', ['Oslo', 'Oslo', 'Rome', 'Oslo'], 2],
  ])('%s: an account that was in %j is told of %i times', async (triggerType, cities, count) => {
    for (const condition of [
      { formula: 'BillingCity = "Oslo"' },
      { criteriaItems: [{ field: 'Account.BillingCity', operation: 'equals', value: 'Oslo,Bergen' }] },
    ]) {
      const { create, update, received, pass } = connected();
      create('WorkflowRule', { object: 'Account', fullName: 'Some', triggerType, actions: ['Tell'], ...condition });
      const [first, ...rest] = cities;
      const id = create('Account', { Name: 'Acme', BillingCity: first });
      await pass(0);
      for (const BillingCity of rest) {
        update('Account', id, { BillingCity });
        await pass(0);
      }
      expect(received).toHaveLength(count);
    }
  });

  it('bring a session that works, where they are told to', async () => {
    const { create, update, received, pass, state, people } = connected();
    const [message] = people.list('WorkflowOutboundMessage');
    update('WorkflowOutboundMessage', message!['Id'] as string, { includeSessionId: true, integrationUser: 'connector@backlot.test' });
    create('WorkflowRule', { object: 'Account', fullName: 'All', actions: ['Tell'] });
    create('Account', { Name: 'Acme' });
    await pass(0);
    const session = state.sessions.use(childText(received[0]!.body, 'SessionId')!);
    expect(session).toMatchObject({ userId: people.user('connector') });
  });

  it.each([
    ['an address that is none', { object: 'Account', fullName: 'X', endpointUrl: 'file:///etc' }],
    ['a field that is not there', { object: 'Account', fullName: 'X', endpointUrl: 'http://x.example', fields: ['Nope__c'] }],
    ['an object that is not there', { object: 'Nope__c', fullName: 'X', endpointUrl: 'http://x.example' }],
  ])('refuse %s', (_title, form) => {
    expect(() => newOrg().create('WorkflowOutboundMessage', form)).toThrow();
  });
});
