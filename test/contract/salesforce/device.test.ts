import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';

describeOnEveryMount('Salesforce: device flow and enterprise API', createSalesforce, (mounted) => {
  const post = (path: string, form: Record<string, string>): Promise<Reply> =>
    mounted().send({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  const start = async () => (await post('/services/oauth2/token', { response_type: 'device_code', client_id: 'backlot' })).json();
  const poll = (code: string): Promise<Reply> => post('/services/oauth2/token', { grant_type: 'device', client_id: 'backlot', code });

  it('lets a device in once somebody approved it', async () => {
    const started = await start();
    expect(started).toMatchObject({
      interval: 5,
      verification_uri: expect.stringMatching(/\/setup\/connect$/),
      user_code: expect.stringMatching(/^\w{8}$/),
    });
    const pending = await poll(started.device_code);
    expect([pending.status, pending.json().error]).toEqual([400, 'authorization_pending']);
    const shown = await mounted().send({ path: '/setup/connect', query: `user_code=${started.user_code}` });
    expect(shown.text).toContain(`name="user_code" value="${started.user_code}"`);
    const wrong = await post('/setup/connect', { user_code: started.user_code, username: 'admin@backlot.test', pw: 'wrong' });
    expect(wrong.text).toContain('Please check your username and password');
    await post('/setup/connect', {
      user_code: started.user_code.toLowerCase(),
      username: 'admin@backlot.test',
      pw: 'backlot',
      save: 'Allow',
    });
    const token = (await poll(started.device_code)).json();
    expect(token).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) });
    expect(
      (await mounted().send({ path: '/services/data/v62.0/limits', headers: { authorization: `Bearer ${token.access_token}` } })).status,
    ).toBe(200);
    expect((await poll(started.device_code)).json().error).toBe('invalid_grant');
  });

  it('keeps a device out that was denied or came too late', async () => {
    const [denied, late] = [await start(), await start()];
    await post('/setup/connect', { user_code: denied.user_code, username: 'admin@backlot.test', pw: 'backlot', cancel: 'Deny' });
    expect((await poll(denied.device_code)).json().error).toBe('access_denied');
    await mounted().world.clock.advanceTo(mounted().world.clock.now() + 600_000);
    expect((await poll(late.device_code)).json().error).toBe('expired_token');
  });

  it('answers the enterprise address with records of their own type', async () => {
    const envelope = (header: string, body: string): string =>
      `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Header>${header}</e:Header><e:Body xmlns="urn:enterprise.soap.sforce.com">${body}</e:Body></e:Envelope>`;
    const soap = (text: string, path = '/services/Soap/c/62.0'): Promise<Reply> =>
      mounted().send({ method: 'POST', path, headers: { 'content-type': 'text/xml', soapaction: '""' }, body: text });
    const login = await soap(envelope('', '<login><username>admin@backlot.test</username><password>backlot</password></login>'));
    const address = new URL(/<serverUrl>([^<]+)/.exec(login.text)![1]!).pathname;
    expect(address).toMatch(/^\/services\/Soap\/c\/62\.0\/00D\w{12}$/);
    const session = `<SessionHeader><sessionId>${/<sessionId>([^<]+)/.exec(login.text)![1]}</sessionId></SessionHeader>`;
    const created = await soap(envelope(session, '<create><sObjects xsi:type="Account"><Name>Acme</Name></sObjects></create>'), address);
    const id = /<id>(\w{18})<\/id><success>true/.exec(created.text)![1]!;
    const found = await soap(
      envelope(session, '<query><queryString>SELECT Id, Name, Owner.Username FROM Account</queryString></query>'),
      address,
    );
    expect(found.text).toContain(
      `<records xsi:type="sf:Account"><sf:Id>${id}</sf:Id><sf:Name>Acme</sf:Name><sf:Owner xsi:type="sf:User"><sf:Id xsi:nil="true"/>`,
    );
    expect(found.text).toContain('xmlns:sf="urn:sobject.enterprise.soap.sforce.com"');
    const refused = await soap(envelope('', '<getUserInfo/>'), address);
    expect([refused.status, refused.text]).toEqual([500, expect.stringContaining('<faultcode>sf:INVALID_SESSION_ID</faultcode>')]);
  });
});

describeOnEveryMount('Salesforce: the web server flow in a browser', createSalesforce, (mounted) => {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'backlot',
    redirect_uri: 'https://app.test/back',
    state: 'x&y',
  }).toString();
  const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const submit = (path: string, form: Record<string, string>, cookie = ''): Promise<Reply> =>
    mounted().send({
      method: 'POST',
      path,
      headers: { ...html, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  const hidden = ({ text }: Reply, name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(text)![1]!.replaceAll('&amp;', '&');
  const logIn = async (): Promise<{ cookie: string; location: URL }> => {
    const shown = await mounted().send({ path: '/services/oauth2/authorize', query, headers: html });
    const form = { startURL: hidden(shown, 'startURL'), username: 'admin@backlot.test', pw: 'backlot', Login: 'Log In' };
    const entered = await submit('/login', form);
    expect(entered.status).toBe(302);
    return { cookie: entered.headers['set-cookie']!.split(';')[0]!, location: new URL(entered.headers['location']!, 'http://localhost') };
  };

  it('asks to log in, then to approve, and goes back with a code', async () => {
    const { cookie, location } = await logIn();
    const asked = await mounted().send({ path: location.pathname, query: location.search.slice(1), headers: { ...html, cookie } });
    expect(asked.text).toContain('id="oaapprove"');
    const back = await submit(
      '/setup/secur/RemoteAccessAuthorizationPage.apexp',
      { source: hidden(asked, 'source'), save: ' Allow ' },
      cookie,
    );
    const target = new URL(back.headers['location']!);
    expect([back.status, target.origin, target.searchParams.get('state')]).toEqual([302, 'https://app.test', 'x&y']);
    const token = await submit('/services/oauth2/token', {
      grant_type: 'authorization_code',
      client_id: 'backlot',
      client_secret: 'backlot',
      redirect_uri: 'https://app.test/back',
      code: target.searchParams.get('code')!,
    });
    expect(token.json().access_token).toMatch(/^00D/);
  });

  it('goes back with a refusal when the person denies', async () => {
    const { cookie } = await logIn();
    const back = await submit('/setup/secur/RemoteAccessAuthorizationPage.apexp', { source: query, cancel: ' Deny ' }, cookie);
    expect(new URL(back.headers['location']!).searchParams.get('error')).toBe('access_denied');
  });

  it('keeps wrong passwords out, and leads nobody to another host', async () => {
    const wrong = await submit('/login', { username: 'admin@backlot.test"><script>', pw: 'wrong', startURL: '/x' });
    expect([wrong.status, wrong.text]).toEqual([200, expect.stringContaining('Please check your username and password')]);
    expect(wrong.text).not.toContain('<script>');
    const away = await submit('/login', { username: 'admin@backlot.test', pw: 'backlot', startURL: '//evil.test' });
    expect(away.headers['location']).toBe('/');
    const approval = await submit('/setup/secur/RemoteAccessAuthorizationPage.apexp', { source: query, save: ' Allow ' });
    expect([approval.status, approval.text]).toEqual([200, expect.stringContaining('name="pw"')]);
    expect((await mounted().send({ path: '/login' })).text).toContain('id="Login"');
  });
});
