import { beforeEach, describe, expect, it } from 'vitest';
import { createIntacct, type Intacct } from '../../../../simulator/intacct/index.js';
import { createWorld, type World } from '../../../../simulator/kernel/world.js';
import { directTransport } from '../../../../simulator/server/direct.js';
import { IntacctClient } from '../../../../src/clients/intacct/client.js';
import { isAlreadyExecuted } from '../../../../src/clients/intacct/errors.js';
import { createObject, type QueryRequest, readByName, updateObject } from '../../../../src/clients/intacct/functions.js';
import { VendorFailure } from '../../../../src/model/failure.js';
import type { Send } from '../../../../src/model/session.js';

const CREDENTIALS = { senderId: 'backlot', senderPassword: 'backlot', companyId: 'backlot', userId: 'connector', userPassword: 'backlot' };
const ACME = { NAME: 'Acme', 'DISPLAYCONTACT.PRINTAS': 'Acme', 'DISPLAYCONTACT.MAILADDRESS.CITY': 'Ghent & <Bruges>' };
const ALL_CUSTOMERS: QueryRequest = {
  object: 'CUSTOMER',
  select: ['CUSTOMERID', 'DISPLAYCONTACT.MAILADDRESS.CITY'],
  filter: null,
  orderBy: 'RECORDNO',
};

let world: World;
let intacct: Intacct;
let client: IntacctClient;
let purposes: string[];

beforeEach(() => {
  world = createWorld();
  intacct = createIntacct(world);
  purposes = [];
  client = new IntacctClient(CREDENTIALS, sendTo(intacct));
});

function sendTo(vendor: Intacct): Send {
  const transport = directTransport(vendor.standIn, 'localhost:4003');
  return async (purpose, request) => {
    purposes.push(purpose);
    try {
      return await transport({ ...request, headers: { ...request.headers, tracestate: `backlot=${purpose}` } });
    } catch (cause) {
      throw new VendorFailure('intacct', 'unknown', 'NO_REPLY', 'no reply', { cause });
    }
  };
}

const create = (controlId: string, fields: Readonly<Record<string, string>>) => ({ controlId, body: createObject('CUSTOMER', fields) });

describe('IntacctClient', () => {
  it('signs in once and answers each function of an envelope by itself', async () => {
    const results = await client.send([create('a', ACME), create('b', { NAME: 'Nobody' }), create('c', ACME)], { purpose: 'write' });
    expect(results.map(({ status }) => status)).toEqual(['success', 'failure', 'success']);
    expect(results.map(({ rows: [row] }) => row?.fields['CUSTOMERID'])).toEqual(['C00001', undefined, 'C00002']);
    expect(results[1]?.errors.length).toBeGreaterThan(0);
    await client.query(ALL_CUSTOMERS, { purpose: 'read' });
    expect(purposes).toEqual(['sign-in', 'write', 'read']);
  });

  it('writes text that needs escaping and reads it back as it was', async () => {
    await client.send([create('a', ACME)], { purpose: 'write' });
    const [row] = await client.query(ALL_CUSTOMERS, { purpose: 'read' });
    expect(row?.fields['DISPLAYCONTACT.MAILADDRESS.CITY']).toBe('Ghent & <Bruges>');
  });

  it('reads contact lists by name', async () => {
    const row = [{ category: 'Billing to contact', contactName: 'Jane' }];
    await client.send([{ controlId: 'j', body: createObject('CONTACT', { CONTACTNAME: 'Jane', PRINTAS: 'Jane' }) }], { purpose: 'write' });
    await client.send([{ controlId: 'a', body: createObject('CUSTOMER', ACME, row) }], { purpose: 'write' });
    const [result] = await client.send([{ controlId: 'r', body: readByName('CUSTOMER', ['C00001']) }], { purpose: 'read' });
    expect(result?.rows[0]?.contactList).toEqual(row);
  });

  it('renews an expired session once, unnoticed by the caller', async () => {
    await client.send([create('a', ACME)], { purpose: 'write' });
    world.faults.arm({ on: [{ system: 'intacct' }], action: { kind: 'expire-session' }, times: 1, from: 'sync' });
    const [result] = await client.send([create('b', ACME)], { purpose: 'write' });
    expect(result?.status).toBe('success');
    expect(purposes).toEqual(['sign-in', 'write', 'write', 'sign-in', 'write']);
    expect(intacct.people.list('CUSTOMER')).toHaveLength(2);
  });

  it('has the gateway refuse a function that was executed before, when asked to', async () => {
    await client.send([create('a', ACME)], { purpose: 'write', isUnique: true });
    const [again] = await client.send([create('a', ACME)], { purpose: 'write', isUnique: true });
    expect(isAlreadyExecuted(again?.errors ?? [])).toBe(true);
    expect(intacct.people.list('CUSTOMER')).toHaveLength(1);
  });

  it('makes one customer of a request that the network delivers twice', async () => {
    world.faults.arm({ on: [{ system: 'intacct', subject: 'create CUSTOMER' }], action: { kind: 'duplicate' }, times: 1, from: 'sync' });
    const [result] = await client.send([create('a', ACME)], { purpose: 'write', isUnique: true });
    expect(result?.status).toBe('success');
    expect(intacct.people.list('CUSTOMER')).toHaveLength(1);
  });

  it.each([
    [429, 'retry'],
    [503, 'unknown'],
  ] as const)('takes HTTP %i for a failure of kind %s', async (status, kind) => {
    world.faults.arm({
      on: [{ system: 'intacct', subject: 'create CUSTOMER' }],
      action: { kind: 'status', status },
      times: 1,
      from: 'sync',
    });
    await expect(client.send([create('a', ACME)], { purpose: 'write' })).rejects.toMatchObject({ kind });
  });

  it('gives a refused sign-in in the words of the gateway', async () => {
    const stranger = new IntacctClient({ ...CREDENTIALS, userPassword: 'wrong' }, sendTo(intacct));
    await expect(stranger.send([create('a', ACME)], { purpose: 'write' })).rejects.toMatchObject({ kind: 'retry', code: 'XL03000006' });
  });

  it('gives a refused entity for a refusal: it does not pass by itself', async () => {
    await expect(client.send([create('a', ACME)], { purpose: 'write', entity: 'NOWHERE' })).rejects.toMatchObject({ kind: 'refusal' });
  });

  it('reads a query of more than one page to its end', async () => {
    for (let batch = 0; batch < 21; batch += 1) {
      const functions = Array.from({ length: 100 }, (_, index) => create(`${batch}-${index}`, ACME));
      await client.send(functions, { purpose: 'write' });
    }
    expect(await client.query(ALL_CUSTOMERS, { purpose: 'read' })).toHaveLength(2_100);
  });

  it('works in the entity that it is told', async () => {
    intacct.people.create('LOCATIONENTITY', { LOCATIONID: 'US', NAME: 'United States' }, intacct.people.user('admin')!);
    await client.send([create('a', ACME)], { purpose: 'write', entity: 'US' });
    const all: QueryRequest = { ...ALL_CUSTOMERS, select: ['CUSTOMERID', 'MEGAENTITYID'], showPrivate: true };
    const [row] = await client.query(all, { purpose: 'read' });
    expect(row?.fields['MEGAENTITYID']).toBe('US');
    const [result] = await client.send([{ controlId: 'u', body: updateObject('CUSTOMER', { CUSTOMERID: 'C00001', NAME: 'Acme US' }) }], {
      purpose: 'write',
      entity: 'US',
    });
    expect(result?.status).toBe('success');
  });
});
