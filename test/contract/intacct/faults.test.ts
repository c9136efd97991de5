import { expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import type { FaultAction } from '../../../simulator/kernel/faults.js';
import { parseFaultTarget } from '../../../simulator/kernel/faults.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, createCustomer, envelope, errorsOf, parseReply, post, succeed } from './gateway.js';

const QUERY = '<query><object>CUSTOMER</object><select><field>NAME</field></select></query>';

describeOnEveryMount('Intacct: planned faults', createIntacct, (intacct) => {
  const arm = (on: string, action: FaultAction): void => {
    const target = parseFaultTarget(on);
    if (typeof target === 'string') throw new Error(target);
    intacct().world.faults.arm({ on: [target], action, times: 1, from: 'any' });
  };

  it('hits the function and object that it names, and no other', async () => {
    const id = await createCustomer(intacct(), 'Acme');
    arm('intacct update CUSTOMER', { kind: 'error', code: 'BL01001973' });
    expect((await call(intacct(), QUERY))[0]!.at('status').text).toBe('success');
    const update = `<update><CUSTOMER><CUSTOMERID>${id}</CUSTOMERID><NAME>New</NAME></CUSTOMER></update>`;
    const results = await call(intacct(), [update, QUERY]);
    expect(results.map((result) => result.at('status').text)).toEqual(['failure', 'success']);
    expect(errorsOf(results[0]!)[0]!.errorno).toBe('BL01001973');
    expect(intacct().vendor.people.read('CUSTOMER', id)).toMatchObject({ NAME: 'Acme' });
    expect((await call(intacct(), update))[0]!.at('status').text).toBe('success');
  });

  it.each(['intacct create_sotransaction', 'intacct create SODOCUMENT'])('hits a legacy function by either name: %s', async (on) => {
    arm(on, { kind: 'error', code: 'BL01001973' });
    const order = '<create_sotransaction><transactiontype>Sales Order</transactiontype></create_sotransaction>';
    await post(intacct(), envelope([order]));
    expect(intacct().world.faults.isEmpty).toBe(true);
  });

  it.each([
    ['XL03000006', 'authentication', 200],
    ['XMLGW_JPP0002', 'control', 401],
    ['GW-0010', 'control', 429],
    ['GW-0011', 'control', 200],
    ['PL04000055', 'control', 200],
  ])('answers %s at %s level', async (code, level, status) => {
    arm('intacct', { kind: 'error', code });
    const reply = await post(intacct(), envelope([QUERY]));
    expect(reply.status).toBe(status);
    expect(reply.headers['content-type']).toMatch(/xml/);
    const response = parseReply(reply.text);
    expect(response.at('control/status').text).toBe(level === 'control' ? 'failure' : 'success');
    expect(errorsOf(level === 'control' ? response : response.at('operation'))[0]!.errorno).toBe(code);
  });

  it.each([
    [401, /xml/],
    [429, /xml/],
    [503, /html/],
  ])('answers status %i with the vendor’s body', async (status, type) => {
    arm('intacct', { kind: 'status', status });
    const reply = await post(intacct(), envelope([QUERY]));
    expect(reply.status).toBe(status);
    expect(reply.headers['content-type']).toMatch(type);
  });

  it('ends the session of a call', async () => {
    const session = (await succeed(intacct(), '<getAPISession/>')).at('data/api/sessionid').text;
    arm('intacct', { kind: 'expire-session' });
    const response = parseReply((await post(intacct(), envelope([QUERY], { session }))).text);
    expect(errorsOf(response.at('operation'))[0]!.description2).toMatch(/^Invalid session/);
    expect((await succeed(intacct(), QUERY)).at('status').text).toBe('success');
  });

  it('keeps secrets out of the call log and names what was asked', async () => {
    const session = (await succeed(intacct(), '<getAPISession/>')).at('data/api/sessionid').text;
    await call(intacct(), QUERY, { session });
    const [login, query] = intacct().world.calls.since();
    expect(`${login!.requestBody}${login!.replyBody}${query!.requestBody}`).not.toContain(session);
    expect(login!.requestBody).toContain('<password>[redacted]</password>');
    expect([login!.subject, query!.subject]).toEqual(['getAPISession', 'query CUSTOMER']);
  });
});
