import { expect, it } from 'vitest';
import type { GatewayClient, SendOptions } from '../../../../src/clients/intacct/client.js';
import { query, readByName } from '../../../../src/clients/intacct/functions.js';
import { GatheringClient } from '../../../../src/clients/intacct/gathering-client.js';
import type { GatewayFunction, GatewayResult, GatewayRow } from '../../../../src/clients/intacct/wire.js';
import { VendorFailure } from '../../../../src/model/failure.js';

const POLL: SendOptions = { purpose: 'poll' };
const CUSTOMERS = { object: 'CUSTOMER', select: ['CUSTOMERID'], filter: null, orderBy: 'RECORDNO' };

const ask = (controlId: string): GatewayFunction => ({
  controlId,
  body: readByName('CUSTOMER', [controlId]),
});

const result = (controlId: string, rest: Partial<GatewayResult> = {}): GatewayResult => ({
  ...{ status: 'success', controlId, rows: [], remaining: 0, data: undefined, key: '', errors: [] },
  ...rest,
});

/** A gateway that keeps what came, an envelope a line, and answers each function as it is told. */
function gatewayOf(answer: (given: GatewayFunction) => GatewayResult): { client: GatheringClient; envelopes: string[][] } {
  const envelopes: string[][] = [];
  const gateway: GatewayClient = {
    send: async (functions) => {
      envelopes.push(functions.map(({ controlId }) => controlId));
      return functions.map(answer);
    },
    query: () => Promise.reject(new Error('asks function by function')),
  };
  return { client: new GatheringClient(gateway), envelopes };
}

it('sends what is asked at one moment in one envelope, and gives every caller its own results', async () => {
  const { client, envelopes } = gatewayOf(({ controlId }) => result(controlId));
  const [one, other] = await Promise.all([client.send([ask('a'), ask('b')], POLL), client.send([ask('a')], POLL)]);
  expect(envelopes).toEqual([['1-a', '1-b', '2-a']]);
  expect([one, other].map((results) => results.map(({ controlId }) => controlId))).toEqual([['1-a', '1-b'], ['2-a']]);
  await client.send([ask('c')], POLL);
  expect(envelopes).toHaveLength(2);
});

it('keeps entities and purposes apart', async () => {
  const { client, envelopes } = gatewayOf(({ controlId }) => result(controlId));
  await Promise.all([
    client.send([ask('a')], POLL),
    client.send([ask('b')], { purpose: 'poll', entity: 'E1' }),
    client.send([ask('c')], POLL),
  ]);
  expect(envelopes).toEqual([['1-a', '2-c'], ['1-b']]);
});

it('reads further pages of one caller while the others are done', async () => {
  const row: GatewayRow = { fields: { CUSTOMERID: 'C1' }, contactList: [], lines: [] };
  const bodies: string[] = [];
  const { client, envelopes } = gatewayOf(({ controlId, body }) => {
    bodies.push(String(body));
    return result(controlId, { rows: [row], remaining: bodies.length === 1 ? 1 : 0 });
  });
  const [all] = await Promise.all([client.query(CUSTOMERS, POLL), client.send([ask('b')], POLL)]);
  expect(all).toEqual([row, row]);
  expect(envelopes).toEqual([['1-query', '2-b'], ['1-query']]);
  expect(bodies[2]).toBe(String(query(CUSTOMERS, 1)));
});

it('tells a refused function to its caller alone, and a lost call to all', async () => {
  const errors = [{ errorno: 'BL01', description: '', description2: 'no', correction: '' }];
  const { client } = gatewayOf(({ controlId }) =>
    controlId.endsWith('query') ? result(controlId, { status: 'failure', errors }) : result(controlId),
  );
  const told = await Promise.allSettled([client.query(CUSTOMERS, POLL), client.send([ask('b')], POLL)]);
  expect(told).toMatchObject([{ status: 'rejected', reason: { code: 'BL01' } }, { status: 'fulfilled' }]);
  const lost = gatewayOf(() => {
    throw new VendorFailure('intacct', 'unknown', 'NO_REPLY', 'no reply');
  });
  const heard = await Promise.allSettled([lost.client.send([ask('a')], POLL), lost.client.send([ask('b')], POLL)]);
  expect(heard).toMatchObject([{ reason: { code: 'NO_REPLY' } }, { reason: { code: 'NO_REPLY' } }]);
});
