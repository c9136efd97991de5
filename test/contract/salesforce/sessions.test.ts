import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

const PERSON = {
  Username: 'person@backlot.test',
  Email: 'person@backlot.test',
  LastName: 'Person',
  Alias: 'person',
  CommunityNickname: 'person',
  TimeZoneSidKey: 'UTC',
  LocaleSidKey: 'en_US',
  EmailEncodingKey: 'UTF-8',
  LanguageLocaleKey: 'en_US',
};

describeOnEveryMount('Salesforce: passwords and sessions', createSalesforce, (mounted) => {
  const logIn = (password: string) =>
    mounted().send({
      method: 'POST',
      path: '/services/oauth2/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: 'backlot',
        client_secret: 'backlot',
        username: 'connector@backlot.test',
        password,
      }).toString(),
    });
  const soap = (token: string, call: string) =>
    mounted().send({
      method: 'POST',
      path: '/services/Soap/u/62.0',
      headers: { 'content-type': 'text/xml' },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><SessionHeader><sessionId>${token}</sessionId></SessionHeader></e:Header><e:Body>${call}</e:Body></e:Envelope>`,
    });
  const connector = () => mounted().vendor.people.user('connector')!;

  it('sets and resets a password', async () => {
    const org = signIn(mounted());
    const path = `/sobjects/User/${connector()}/password`;
    expect((await org.call('GET', path)).json()).toEqual({ isExpired: false });
    expect((await org.call('POST', path, { NewPassword: 'short1' })).json()[0].errorCode).toBe('INVALID_NEW_PASSWORD');
    expect((await org.call('POST', path, { NewPassword: 'fine12345' })).status).toBe(204);
    expect((await logIn('backlot')).json()).toMatchObject({ error: 'invalid_grant', error_description: 'authentication failure' });
    expect((await logIn('fine12345TOKEN')).status).toBe(200);
    const { NewPassword } = (await org.call('DELETE', path)).json();
    expect([(await logIn('fine12345')).status, (await logIn(NewPassword)).status]).toEqual([400, 200]);
    expect((await org.call('GET', '/sobjects/User/005000000000001/password')).status).toBe(404);
    expect(JSON.stringify(mounted().world.calls.since())).not.toContain('fine12345');
  });

  it('lets a user without Manage Users change no password but their own', async () => {
    const { vendor } = mounted();
    const profiles = await signIn(mounted()).call(
      'GET',
      `/query?q=${encodeURIComponent("SELECT Id FROM Profile WHERE Name = 'Standard User'")}`,
    );
    const person = await signIn(mounted()).create('User', { ...PERSON, ProfileId: profiles.json().records[0].Id });
    const { token } = vendor.state.sessions.issue({ userId: person });
    const call = (method: string, user: string, body?: string) =>
      mounted().send({
        method,
        path: `/services/data/v62.0/sobjects/User/${user}/password`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body }),
      });
    for (const refused of [await call('POST', connector(), '{"NewPassword":"fine12345"}'), await call('DELETE', connector())]) {
      expect([refused.status, refused.json()[0].errorCode]).toEqual([400, 'INSUFFICIENT_ACCESS_OR_READONLY']);
    }
    for (const name of ['setPassword', 'resetPassword']) {
      const refused = await soap(token, `<${name}><userId>${connector()}</userId><password>fine12345</password></${name}>`);
      expect(refused.text).toContain('INSUFFICIENT_ACCESS_OR_READONLY');
    }
    expect((await logIn('backlot')).status).toBe(200);
    expect((await call('POST', person, '{"NewPassword":"fine12345"}')).status).toBe(204);
  });

  it('does the same over SOAP, and ends sessions there', async () => {
    const { token } = signIn(mounted());
    const { token: other } = signIn(mounted(), 'connector');
    expect((await soap(token, `<setPassword><userId>${connector()}</userId><password>fine12345</password></setPassword>`)).status).toBe(
      200,
    );
    expect((await logIn('fine12345')).status).toBe(200);
    const reset = await soap(token, `<resetPassword><userId>${connector()}</userId></resetPassword>`);
    expect((await logIn(/<password>([^<]+)</.exec(reset.text)![1]!)).status).toBe(200);
    expect((await soap(token, '<setPassword><userId>x</userId></setPassword>')).text).toContain('INVALID_ID_FIELD');
    const ended = await soap(
      token,
      `<invalidateSessions><sessionIds>${other}</sessionIds><sessionIds>none</sessionIds></invalidateSessions>`,
    );
    expect(ended.text).toContain('<result><success>true</success></result><result><success>false</success></result>');
    expect((await soap(other, '<getUserInfo/>')).text).toContain('sf:INVALID_SESSION_ID');
    expect(JSON.stringify(mounted().world.calls.since())).not.toContain(other.slice(20));
  });

  it('describes layouts and tabs over SOAP', async () => {
    const { token } = signIn(mounted());
    const layout = await soap(token, '<describeLayout><sObjectType>Account</sObjectType></describeLayout>');
    expect(layout.text).toMatch(/<describeLayoutResponse><result><layouts>.*<heading>Account Information<.*<recordTypeMappings>/s);
    expect((await soap(token, '<describeLayout><sObjectType>Group</sObjectType></describeLayout>')).text).toContain('sf:INVALID_TYPE');
    expect((await soap(token, '<describeTabs/>')).text).toContain('<name>standard-Account</name>');
  });

  it('lets a browser in through the front door, and leads to no other host', async () => {
    const { token } = signIn(mounted());
    const headers = { authorization: `Bearer ${token}` };
    const single = await mounted().send({ path: '/services/oauth2/singleaccess', query: 'redirect_uri=%2Fhome', headers });
    const door = new URL(single.json().frontdoor_uri);
    expect([door.pathname, door.searchParams.get('retURL')]).toEqual(['/secur/frontdoor.jsp', '/home']);
    const into = async (query: string) => {
      const { status, headers: sent } = await mounted().send({ path: '/secur/frontdoor.jsp', query });
      return [status, new URL(sent['location']!).pathname];
    };
    expect(await into(door.search.slice(1))).toEqual([302, '/home']);
    expect(await into(`sid=${encodeURIComponent(token)}&retURL=//evil.example/x`)).toEqual([302, '/']);
    expect(await into('sid=none')).toEqual([302, '/login']);
    expect((await mounted().send({ path: '/services/oauth2/singleaccess' })).status).toBe(401);
    expect(JSON.stringify(mounted().world.calls.since())).not.toContain(token.slice(20));
  });
});
