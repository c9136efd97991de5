import { describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import type { StandIn } from '../../simulator/kernel/wire.js';
import { directTransport } from '../../simulator/server/direct.js';

/** What must never be seen again: it stands wherever clients put secrets. */
const CANARY = 'c4n4ryS3cret';

const HOSTS = { salesforce: 'localhost:4001', engagement: 'localhost:4002', intacct: 'localhost:4003' } as const;
type System = keyof typeof HOSTS;
type Sent = {
  readonly to: System;
  readonly method?: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };
const XML = { 'content-type': 'text/xml' };

const envelope = (sender: string, login: string, cut = ''): string =>
  `<?xml version="1.0"?><request><control><senderid>backlot</senderid><password>${sender}</password><controlid>1</controlid><dtdversion>3.0</dtdversion></control><operation><authentication>${login}</authentication><content><function controlid="1"><getAPISession/></function></content></operation></request>${cut}`;

const SENT: readonly (readonly [title: string, sent: Sent])[] = [
  [
    'a password of OAuth',
    {
      to: 'salesforce',
      path: '/services/oauth2/token',
      headers: FORM,
      body: `grant_type=password&client_id=backlot&client_secret=${CANARY}&username=admin%40backlot.test&password=${CANARY}`,
    },
  ],
  [
    'a password in the query',
    {
      to: 'salesforce',
      path: '/services/oauth2/token',
      query: `grant_type=password&username=a&password=${CANARY}&client_secret=${CANARY}`,
    },
  ],
  [
    'a refresh token',
    { to: 'salesforce', path: '/services/oauth2/token', headers: FORM, body: `grant_type=refresh_token&refresh_token=${CANARY}` },
  ],
  [
    'an assertion',
    {
      to: 'salesforce',
      path: '/services/oauth2/token',
      headers: FORM,
      body: `grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=${CANARY}`,
    },
  ],
  ['a token to be revoked', { to: 'salesforce', path: '/services/oauth2/revoke', headers: FORM, body: `token=${CANARY}` }],
  [
    'a client that signs in by header',
    {
      to: 'salesforce',
      path: '/services/oauth2/token',
      headers: { ...FORM, authorization: `Basic ${CANARY}` },
      body: 'grant_type=client_credentials',
    },
  ],
  [
    'a session in a header',
    {
      to: 'salesforce',
      method: 'GET',
      path: '/services/data/v62.0/limits',
      headers: { authorization: `Bearer ${CANARY}`, cookie: `sid=${CANARY}`, 'x-sfdc-session': CANARY },
    },
  ],
  ['a session in the query', { to: 'salesforce', method: 'GET', path: '/secur/frontdoor.jsp', query: `sid=${CANARY}` }],
  [
    'a token in the query',
    { to: 'salesforce', method: 'GET', path: '/services/data/v62.0/limits', query: `oauth_token=${CANARY}&access_token=${CANARY}` },
  ],
  [
    'a password of SOAP',
    {
      to: 'salesforce',
      path: '/services/Soap/u/62.0',
      headers: XML,
      body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><login xmlns="urn:partner.soap.sforce.com"><username>a</username><password>${CANARY}</password></login></s:Body></s:Envelope>`,
    },
  ],
  [
    'a session of SOAP',
    {
      to: 'salesforce',
      path: '/services/Soap/u/62.0',
      headers: XML,
      body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><SessionHeader><sessionId>${CANARY}</sessionId></SessionHeader></s:Header><s:Body/></s:Envelope>`,
    },
  ],
  [
    'half an element of SOAP',
    { to: 'salesforce', path: '/services/Soap/u/62.0', headers: XML, body: `<s:Envelope><s:Body><login><password>${CANARY}` },
  ],
  [
    'a new password',
    {
      to: 'salesforce',
      path: '/services/data/v62.0/sobjects/User/005000000000001AAA/password',
      headers: JSON_TYPE,
      body: `{"NewPassword":"${CANARY}"}`,
    },
  ],
  [
    'a password and a key of version 4',
    { to: 'engagement', path: '/api/login/version/4', headers: FORM, body: `email=a&password=${CANARY}&user_key=${CANARY}` },
  ],
  [
    'keys in the query of version 4',
    { to: 'engagement', method: 'GET', path: '/api/prospect/version/4/do/query', query: `user_key=${CANARY}&api_key=${CANARY}` },
  ],
  [
    'keys in the header of version 4',
    {
      to: 'engagement',
      method: 'GET',
      path: '/api/prospect/version/4/do/query',
      headers: { authorization: `Pardot api_key=${CANARY}, user_key=${CANARY}` },
    },
  ],
  ['a bearer token', { to: 'engagement', method: 'GET', path: '/api/v5/objects/account', headers: { authorization: `Bearer ${CANARY}` } }],
  [
    'passwords of the gateway',
    {
      to: 'intacct',
      path: '/ia/xml/xmlgw.phtml',
      headers: XML,
      body: envelope(CANARY, `<login><userid>admin</userid><companyid>backlot</companyid><password>${CANARY}</password></login>`),
    },
  ],
  [
    'passwords in CDATA',
    {
      to: 'intacct',
      path: '/ia/xml/xmlgw.phtml',
      headers: XML,
      body: envelope(
        `<![CDATA[${CANARY}]]>`,
        `<login><userid>a</userid><companyid>b</companyid><password><![CDATA[${CANARY}]]></password></login>`,
      ),
    },
  ],
  [
    'a session of the gateway',
    { to: 'intacct', path: '/ia/xml/xmlgw.phtml', headers: XML, body: envelope('backlot', `<sessionid>${CANARY}</sessionid>`) },
  ],
  [
    'the gateway by form',
    {
      to: 'intacct',
      path: '/ia/xml/xmlgw.phtml',
      headers: FORM,
      body: `xmlrequest=${encodeURIComponent(envelope(CANARY, `<login><password>${CANARY}</password></login>`))}`,
    },
  ],
  [
    'half an element of the gateway',
    { to: 'intacct', path: '/ia/xml/xmlgw.phtml', headers: XML, body: `<request><control><password>${CANARY}` },
  ],
  [
    'a secret of the REST API',
    {
      to: 'intacct',
      path: '/ia/api/v1/oauth2/token',
      headers: JSON_TYPE,
      body: `{"grant_type":"client_credentials","client_id":"x","client_secret":"${CANARY}","refresh_token":"${CANARY}"}`,
    },
  ],
  [
    'a secret of the REST API, with space',
    {
      to: 'intacct',
      path: '/ia/api/v1/oauth2/token',
      headers: FORM,
      body: `grant_type=authorization_code&code=${CANARY}&client_secret=${CANARY}`,
    },
  ],
];

describe('secrets', () => {
  it.each(SENT)('are in no log and no reply: %s', async (_title, sent) => {
    const simulator = createSimulator();
    const reply = await send(simulator, sent);
    // The vendor repeats a token that it does not know to whoever sent it.
    const told = `${reply.status} ${JSON.stringify(reply.headers)} ${reply.body}`.replace(`invalid token: ${CANARY}`, '');
    expect(told).not.toContain(CANARY);
    expect(seen(simulator)).not.toContain(CANARY);
  });

  it('are in no log when a long body is cut in the middle of them', async () => {
    for (let more = 0; more < 40; more += 5) {
      const simulator = createSimulator();
      const filler = `<!--${'x'.repeat(65_536 - 190 + more)}-->`;
      await send(simulator, {
        to: 'intacct',
        path: '/ia/xml/xmlgw.phtml',
        headers: XML,
        body: `<request>${filler}<control><password>${CANARY.repeat(20)}</password></control></request>`,
      });
      expect(seen(simulator)).not.toContain(CANARY);
    }
  });

  it('that the stand-ins give away are in no log', async () => {
    const simulator = createSimulator();
    const body = 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot';
    const token = (
      JSON.parse(String((await send(simulator, { to: 'salesforce', path: '/services/oauth2/token', headers: FORM, body })).body)) as {
        access_token: string;
      }
    ).access_token;
    const login = '<login><userid>admin</userid><companyid>backlot</companyid><password>backlot</password></login>';
    const gateway = String(
      (await send(simulator, { to: 'intacct', path: '/ia/xml/xmlgw.phtml', headers: XML, body: envelope('backlot', login) })).body,
    );
    const session = /<sessionid>([^<]+)</.exec(gateway)?.[1];
    expect([token.length > 20, session === undefined]).toEqual([true, false]);
    expect(seen(simulator)).not.toContain(token.split('!')[1]);
    expect(seen(simulator)).not.toContain(session);
  });
});

function send(simulator: Simulator, { to, method = 'POST', path, query = '', headers = {}, body = '' }: Sent) {
  const standIn: StandIn = simulator[to].standIn;
  return directTransport(standIn, HOSTS[to])({ method, path, query, headers: { host: HOSTS[to], ...headers }, body });
}

/** Everything that people can see of what happened. */
function seen({ world }: Simulator): string {
  return JSON.stringify([world.calls.since(), world.changes.since().map(({ cause, actor }) => [cause, actor])]);
}
