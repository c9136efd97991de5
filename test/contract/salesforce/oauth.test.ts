import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount, type Mounted, type Reply } from '../mounts.js';

type Salesforce = Mounted<ReturnType<typeof createSalesforce>>;

const CLIENT = { client_id: 'backlot', client_secret: 'backlot' };
const ADMIN = { username: 'admin@backlot.test', password: 'backlot' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function post(salesforce: Salesforce, path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
  return salesforce.send({ method: 'POST', path, headers: { ...FORM, ...headers }, body: new URLSearchParams(form).toString() });
}

const token = (salesforce: Salesforce, form: Record<string, string>, headers?: Record<string, string>): Promise<Reply> =>
  post(salesforce, '/services/oauth2/token', form, headers);

const limits = (salesforce: Salesforce, accessToken: string): Promise<Reply> =>
  salesforce.send({ path: '/services/data/v62.0/limits', headers: { authorization: `Bearer ${accessToken}` } });

describeOnEveryMount('Salesforce: OAuth', createSalesforce, (mounted) => {
  it('signs a user in by password, with or without a security token', async () => {
    for (const password of ['backlot', 'backlotAbC123']) {
      const reply = await token(mounted(), { grant_type: 'password', ...CLIENT, ...ADMIN, password });
      expect(reply.status, reply.text).toBe(200);
      expect(reply.headers['content-type']).toBe('application/json;charset=UTF-8');
      const body = reply.json();
      expect(body).toMatchObject({ instance_url: mounted().origin, token_type: 'Bearer', issued_at: '1772442000000' });
      expect(body.access_token).toMatch(/^00D\w{12}![\w.]+$/);
      expect(body.id).toMatch(new RegExp(`^${mounted().origin}/id/00D\\w{15}/005\\w{15}$`));
      expect((await limits(mounted(), body.access_token)).status).toBe(200);
    }
  });

  it('signs an app in by its own credentials, from the form or by Basic', async () => {
    const basic = { authorization: `Basic ${Buffer.from('backlot:backlot').toString('base64')}` };
    for (const reply of [
      await token(mounted(), { grant_type: 'client_credentials', ...CLIENT }),
      await token(mounted(), { grant_type: 'client_credentials' }, basic),
    ]) {
      expect(reply.status, reply.text).toBe(200);
      expect(reply.json().refresh_token).toBeUndefined();
    }
  });

  it.each([
    [{ grant_type: 'password', ...CLIENT, ...ADMIN, password: 'wrong' }, 'invalid_grant', 'authentication failure'],
    [
      { grant_type: 'password', ...CLIENT, username: 'nobody@backlot.test', password: 'backlot' },
      'invalid_grant',
      'authentication failure',
    ],
    [{ grant_type: 'password', ...CLIENT, ...ADMIN, client_id: 'other' }, 'invalid_client_id', 'client identifier invalid'],
    [{ grant_type: 'password', ...CLIENT, ...ADMIN, client_secret: 'other' }, 'invalid_client', 'invalid client credentials'],
    [{ grant_type: 'magic', ...CLIENT }, 'unsupported_grant_type', 'grant type not supported'],
    [{}, 'unsupported_grant_type', 'grant type not supported'],
    [{ grant_type: 'refresh_token', ...CLIENT, refresh_token: 'none' }, 'invalid_grant', 'expired access/refresh token'],
    [
      { grant_type: 'authorization_code', ...CLIENT, code: 'none', redirect_uri: 'http://app' },
      'invalid_grant',
      'invalid authorization code',
    ],
    [{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'a.b.c' }, 'invalid_grant', 'invalid assertion'],
  ])('refuses %j with %s', async (form, error, description) => {
    const reply = await token(mounted(), form as Record<string, string>);
    expect([reply.status, reply.json()]).toEqual([400, { error, error_description: description }]);
  });

  it('goes through the web server flow with PKCE, then refreshes, and a code works once', async () => {
    const verifier = 'a-verifier-that-is-long-enough-for-anyone-to-accept';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'backlot',
      redirect_uri: 'http://app.test/callback',
      state: 'x y',
      code_challenge: challenge,
    });
    const sent = await mounted().send({ path: '/services/oauth2/authorize', query: query.toString() });
    expect(sent.status).toBe(302);
    const back = new URL(sent.headers['location']!);
    expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual(['http://app.test/callback', 'x y']);
    const code = back.searchParams.get('code')!;
    const exchange = {
      grant_type: 'authorization_code',
      ...CLIENT,
      code,
      redirect_uri: 'http://app.test/callback',
      code_verifier: verifier,
    };
    const first = await token(mounted(), exchange);
    expect(first.status, first.text).toBe(200);
    expect((await token(mounted(), exchange)).json().error_description).toBe('invalid authorization code');
    const refreshed = await token(mounted(), { grant_type: 'refresh_token', ...CLIENT, refresh_token: first.json().refresh_token });
    expect(refreshed.status, refreshed.text).toBe(200);
    expect(refreshed.json().access_token).not.toBe(first.json().access_token);
    expect((await limits(mounted(), first.json().access_token)).status).toBe(200);
  });

  it('refuses a code after fifteen minutes', async () => {
    const query = 'response_type=code&client_id=backlot&redirect_uri=http%3A%2F%2Fapp.test%2F';
    const sent = await mounted().send({ path: '/services/oauth2/authorize', query });
    const code = new URL(sent.headers['location']!).searchParams.get('code')!;
    await mounted().world.clock.advanceTo(mounted().world.clock.now() + 15 * 60_000);
    const reply = await token(mounted(), { grant_type: 'authorization_code', ...CLIENT, code, redirect_uri: 'http://app.test/' });
    expect(reply.json()).toEqual({ error: 'invalid_grant', error_description: 'expired authorization code' });
  });

  it('takes a JWT whose expiry is in seconds or, as the CLI sends it, in milliseconds', async () => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const exp of [1_772_442_180, 1_772_442_180_000]) {
      const claims = { iss: 'backlot', sub: 'admin@backlot.test', aud: 'https://login.salesforce.com', exp };
      const assertion = `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
      const reply = await token(mounted(), { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
      expect(reply.status, reply.text).toBe(200);
      expect(Object.keys(reply.json()).sort()).toEqual(['access_token', 'id', 'instance_url', 'scope', 'token_type']);
    }
  });

  it('ends a token when it is revoked, and says so to whoever asks', async () => {
    const accessToken = (await token(mounted(), { grant_type: 'password', ...CLIENT, ...ADMIN })).json().access_token;
    const alive = await post(mounted(), '/services/oauth2/introspect', { ...CLIENT, token: accessToken });
    expect(alive.json()).toMatchObject({ active: true, username: 'admin@backlot.test', client_id: 'backlot', token_type: 'access_token' });
    const revoked = await post(mounted(), '/services/oauth2/revoke', { token: accessToken });
    expect([revoked.status, revoked.text]).toEqual([200, '']);
    expect((await post(mounted(), '/services/oauth2/introspect', { ...CLIENT, token: accessToken })).json()).toEqual({ active: false });
    const refused = await limits(mounted(), accessToken);
    expect([refused.status, refused.json()]).toEqual([401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]]);
    expect((await post(mounted(), '/services/oauth2/revoke', { token: 'none' })).status).toBe(400);
  });

  it('ends a session after two idle hours, and each use starts them anew', async () => {
    const { clock } = mounted().world;
    const accessToken = (await token(mounted(), { grant_type: 'password', ...CLIENT, ...ADMIN })).json().access_token;
    await clock.advanceTo(clock.now() + 119 * 60_000);
    expect((await limits(mounted(), accessToken)).status).toBe(200);
    await clock.advanceTo(clock.now() + 119 * 60_000);
    expect((await limits(mounted(), accessToken)).status).toBe(200);
    await clock.advanceTo(clock.now() + 120 * 60_000);
    expect((await limits(mounted(), accessToken)).status).toBe(401);
  });

  it('tells who the user is, and refuses in plain text', async () => {
    const signedIn = (await token(mounted(), { grant_type: 'password', ...CLIENT, ...ADMIN })).json();
    const headers = { authorization: `Bearer ${signedIn.access_token}` };
    const info = (await mounted().send({ path: '/services/oauth2/userinfo', headers })).json();
    expect(info).toMatchObject({ sub: signedIn.id, preferred_username: 'admin@backlot.test', user_type: 'STANDARD', active: true });
    expect(info.urls.rest).toBe(`${mounted().origin}/services/data/v{version}/`);
    const identity = await mounted().send({ path: new URL(signedIn.id).pathname, headers });
    expect(identity.json()).toMatchObject({ id: signedIn.id, username: 'admin@backlot.test', asserted_user: true });
    const refused = await mounted().send({ path: '/services/oauth2/userinfo', headers: { authorization: 'Bearer none' } });
    expect([refused.status, refused.text]).toEqual([403, 'Bad_OAuth_Token']);
    expect((await mounted().send({ path: '/services/oauth2/userinfo' })).text).toBe('Missing_OAuth_Token');
  });

  it('lists its versions to anybody, its resources to users', async () => {
    const versions = (await mounted().send({ path: '/services/data' })).json();
    expect(versions.at(0)).toEqual({ label: "Winter '21", url: '/services/data/v50.0', version: '50.0' });
    expect(versions.at(-1).version).toBe('66.0');
    expect((await mounted().send({ path: '/services/data/v62.0' })).status).toBe(401);
    const malformed = await mounted().send({ path: '/services/data/v62.0', headers: { authorization: 'nonsense' } });
    expect([malformed.status, malformed.json()]).toEqual([401, [{ message: 'INVALID_HEADER_TYPE', errorCode: 'INVALID_AUTH_HEADER' }]]);
    const signedIn = (await token(mounted(), { grant_type: 'password', ...CLIENT, ...ADMIN })).json();
    const headers = { authorization: `Bearer ${signedIn.access_token}` };
    const resources = await mounted().send({ path: '/services/data/v62.0', headers });
    expect(resources.json()).toMatchObject({ query: '/services/data/v62.0/query', identity: signedIn.id });
    expect((await mounted().send({ path: '/services/data/v99.0', headers })).status).toBe(404);
    expect((await mounted().send({ path: '/services/data/v30.0', headers })).status).toBe(410);
  });

  it('counts calls and tells the usage on every reply', async () => {
    const accessToken = (await token(mounted(), { grant_type: 'password', ...CLIENT, ...ADMIN })).json().access_token;
    const first = await limits(mounted(), accessToken);
    const second = await limits(mounted(), accessToken);
    expect([first.headers['sforce-limit-info'], second.headers['sforce-limit-info']]).toEqual(['api-usage=1/15000', 'api-usage=2/15000']);
    expect(second.json().DailyApiRequests).toEqual({ Max: 15_000, Remaining: 14_998 });
  });
});
