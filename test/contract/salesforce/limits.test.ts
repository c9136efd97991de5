import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

describeOnEveryMount('Salesforce: limits', createSalesforce, (mounted) => {
  const limit = (name: string, value: number) => {
    const { people } = mounted().vendor;
    return people.create('backlot__Limit', { name, value }, people.user('admin')!);
  };
  const password = () => {
    const form = {
      grant_type: 'password',
      client_id: 'backlot',
      client_secret: 'backlot',
      username: 'admin@backlot.test',
      password: 'backlot',
    };
    return mounted().send({
      method: 'POST',
      path: '/services/oauth2/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  };
  const soapLogin = () =>
    mounted().send({
      method: 'POST',
      path: '/services/Soap/u/62.0',
      headers: { 'content-type': 'text/xml', soapaction: '""' },
      body: '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><login xmlns="urn:partner.soap.sforce.com"><username>admin@backlot.test</username><password>backlot</password></login></e:Body></e:Envelope>',
    });

  it('refuses calls while others take longer than twenty seconds', async () => {
    const { world } = mounted();
    const org = signIn(mounted());
    const limits = '/limits';
    limit('long requests at once', 2);
    world.faults.arm({ on: [{ system: 'salesforce', segments: ['query'] }], action: { kind: 'delay', ms: 60_000 }, times: 2, from: 'any' });
    const slow = [1, 2].map(() => org.call('GET', `/query?q=${encodeURIComponent('SELECT Id FROM Account')}`));
    // Both calls have arrived once both faults were taken.
    while (!world.faults.isEmpty) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    await world.clock.advanceTo(world.clock.now() + 15_000);
    expect((await org.call('GET', limits)).status).toBe(200);
    await world.clock.advanceTo(world.clock.now() + 10_000);
    const refused = await org.call('POST', '/sobjects/Account', { Name: 'Acme' });
    expect([refused.status, refused.json()]).toEqual([
      403,
      [{ message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    ]);
    expect(mounted().vendor.people.list('Account')).toEqual([]);
    await world.clock.advanceTo(world.clock.now() + 40_000);
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await org.call('GET', limits)).status).toBe(200);
  });

  it('refuses logins beyond the hour’s, on every surface', async () => {
    limit('logins an hour', 2);
    expect((await password()).status).toBe(200);
    expect((await soapLogin()).status).toBe(200);
    const refused = await password();
    expect([refused.status, refused.json()]).toEqual([400, { error: 'rate_limit_exceeded', error_description: 'login rate exceeded' }]);
    expect((await soapLogin()).text).toContain('<faultcode>sf:LOGIN_RATE_EXCEEDED</faultcode>');
    const { clock } = mounted().world;
    await clock.advanceTo(clock.now() + 3_600_000);
    expect((await password()).status).toBe(200);
  });

  it('ends the oldest token of an app beyond a limit that was set', async () => {
    limit('tokens of an app', 2);
    const tokens = [];
    for (let index = 0; index < 3; index += 1) tokens.push((await password()).json().access_token);
    const statusOf = async (token: string) =>
      (await mounted().send({ path: '/services/data/v62.0/limits', headers: { authorization: `Bearer ${token}` } })).status;
    expect(await Promise.all(tokens.map(statusOf))).toEqual([401, 200, 200]);
  });

  it('gives the standard limits back when one is taken away, and refuses limits that it does not have', async () => {
    const { people } = mounted().vendor;
    const admin = people.user('admin')!;
    const id = limit('api requests a day', 1);
    const org = signIn(mounted());
    expect((await org.call('GET', '/limits')).headers['sforce-limit-info']).toBe('api-usage=1/1');
    expect((await org.call('GET', '/limits')).json()[0].errorCode).toBe('REQUEST_LIMIT_EXCEEDED');
    people.delete('backlot__Limit', id, admin);
    expect((await org.call('GET', '/limits')).status).toBe(200);
    expect(() => limit('none', 1)).toThrow('a limit is one of');
    expect(() => limit('logins an hour', -1)).toThrow('whole number');
  });
});
