import { describe, expect, it } from 'vitest';
import { SessionExpiredError, SignInRefusedError, UnreachableError } from '../../simulator/contract/errors.js';
import { STAND_IN_LOGINS } from '../../simulator/contract/targets/stand-in.js';
import type { ProbeRequest } from '../../simulator/contract/types.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { accounts, play } from './played.js';

const ROWS = '/services/data/v{version}/sobjects/Account';

const MAKES_AND_FAILS = `
probe: An account is made, and then something goes wrong
system: salesforce
given: [{ send: 'POST ${ROWS}', as: account, json: { Name: '{run} Acme' } }]
steps:
  - { send: 'GET ${ROWS}/{account.body.id}', as: read }
  - { send: 'GET ${ROWS}/{read.body.Nothing}' }
`;

describe('a playing', () => {
  it('fills in what earlier replies said, and removes what it made', async () => {
    const { statuses, stopped, left, simulator } = await play(`
probe: An account can be read
system: salesforce
given: [{ send: 'POST ${ROWS}', as: account, json: { Name: '{run} Acme' } }]
steps: [{ send: 'GET ${ROWS}/{account.body.id}' }]
`);
    expect({ statuses, stopped, left }).toEqual({ statuses: [201, 200], stopped: null, left: [] });
    expect(accounts(simulator)).toEqual([]);
  });

  it('removes what it made when it cannot go on, and says what it lacked', async () => {
    const { stopped, left, simulator } = await play(MAKES_AND_FAILS);
    expect(stopped).toBe('steps 2: there is nothing at {read.body.Nothing}');
    expect(left).toEqual([]);
    expect(accounts(simulator)).toEqual([]);
  });

  it('removes what it made when it is interrupted', async () => {
    const controller = new AbortController();
    const alter = (standIn: Simulator['salesforce']['standIn']) => ({
      answer: (request: Parameters<typeof standIn.answer>[0]) => {
        if (request.method === 'POST' && request.path.includes('/sobjects/')) controller.abort();
        return standIn.answer(request);
      },
    });
    const { stopped, statuses, left, simulator } = await play(MAKES_AND_FAILS, { alter, signal: controller.signal });
    expect({ stopped, statuses, left }).toEqual({ stopped: 'interrupted', statuses: [201], left: [] });
    expect(accounts(simulator)).toEqual([]);
  });

  it('ends at a set-up that is refused', async () => {
    const { stopped } = await play(`
probe: Nothing can be made
system: salesforce
given: [{ send: 'POST ${ROWS}', json: { Nome: '{run}' } }]
steps: [{ send: 'GET ${ROWS}' }]
`);
    expect(stopped).toBe('given 1: the set-up was refused');
  });

  it('names what it could not remove', async () => {
    const alter = (standIn: Simulator['salesforce']['standIn']) => ({
      answer: (request: Parameters<typeof standIn.answer>[0]) =>
        request.method === 'DELETE' ? { status: 500, headers: {}, body: '' } : standIn.answer(request),
    });
    const { left } = await play(MAKES_AND_FAILS, { alter });
    expect(left).toEqual([expect.stringMatching(/^Account 001\w{15}$/)]);
  });
});

describe('a request that waits', () => {
  const WAITS = `probe: p\nsystem: salesforce\nsteps: [{ send: 'GET /services/data/v{version}/limits', until: { state: done } }]\n`;
  const saying = (texts: string[]) => (standIn: Simulator['salesforce']['standIn']) => ({
    answer: (request: Parameters<typeof standIn.answer>[0]) =>
      request.path.endsWith('/limits') ? { status: 200, headers: {}, body: texts.shift() ?? '{}' } : standIn.answer(request),
  });

  it('is sent again until the body is as it has to be, and only the last reply counts', async () => {
    const { replies, waitedMs } = await waiting(['{"state":"open"}', '{"state":"running"}', '{"state":"done"}']);
    expect({ replies, waitedMs }).toEqual({ replies: [{ state: 'done' }], waitedMs: 4_000 });
  });

  it('is given up after five minutes, with what was said last', async () => {
    const { replies, waitedMs } = await waiting([]);
    expect({ replies, waitedMs }).toEqual({ replies: [{}], waitedMs: 300_000 });
  });

  async function waiting(texts: string[]) {
    const { exchanges, simulator } = await play(WAITS, { alter: saying(texts) });
    const waitedMs = simulator.world.clock.now() - createSimulator().world.clock.now();
    return { replies: exchanges.map(({ reply }) => reply.data), waitedMs };
  }
});

describe('calls to a target', () => {
  const READ = `probe: p\nsystem: salesforce\nsteps: [{ send: 'GET ${ROWS}' }]\n`;

  /** Answers some calls itself; those of the sign-in it lets through. */
  const instead =
    (answers: (request: ProbeRequest, count: number) => { status: number; headers?: Record<string, string>; body?: string } | null) =>
    (standIn: Simulator['salesforce']['standIn']) => {
      let count = 0;
      return {
        answer: (request: Parameters<typeof standIn.answer>[0]) => {
          if (/oauth2|\/data\/v[\d.]+$/.test(request.path)) return standIn.answer(request);
          count += 1;
          const answer = answers(request as ProbeRequest, count);
          return answer === null ? standIn.answer(request) : { headers: {}, body: '', ...answer };
        },
      };
    };

  it('wait as long as the target asks for', async () => {
    const alter = instead((_request, count) => (count < 3 ? { status: 429, headers: { 'Retry-After': '7' } } : null));
    const { statuses, simulator } = await play(READ, { alter });
    expect(statuses).toEqual([200]);
    expect(simulator.world.clock.now() - createSimulator().world.clock.now()).toBe(14_000);
  });

  it('give up on a target that never takes any', async () => {
    const { ending } = await play(READ, { alter: instead(() => ({ status: 429 })) });
    expect(ending?.message).toBe('salesforce takes no more calls: after 31 s of waiting it still refuses them');
  });

  it('show a limit to the probe that wants to see one', async () => {
    const { statuses } = await play(READ.replace(' }]', ', expect: { status: 429 } }]'), { alter: instead(() => ({ status: 429 })) });
    expect(statuses).toEqual([429]);
  });

  const OVER_AT_GATEWAY = {
    status: 200,
    body: '<response><operation><authentication/><errormessage><error><errorno>XL03000006</errorno><description2>Session over</description2></error></errormessage></operation></response>',
  };
  const OVER = { status: 401, body: '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]' };

  it('sign in anew when a session is over', async () => {
    const { statuses } = await play(READ, { alter: instead((_request, count) => (count === 1 ? OVER : null)) });
    expect(statuses).toEqual([200]);
  });

  it.each([
    [
      'engagement',
      'send: GET /api/v5/objects/custom-fields, query: { fields: id }',
      { status: 401, body: '{"code":184,"message":"over"}' },
    ],
    ['intacct', 'function: <read><object>CUSTOMER</object><keys>1</keys><fields>*</fields></read>', OVER_AT_GATEWAY],
  ] as const)('sign in anew when a session of %s is over', async (system, step, over) => {
    let calls = 0;
    const alter = (standIn: Simulator['salesforce']['standIn'], name: string) => ({
      answer: (request: Parameters<typeof standIn.answer>[0]) => {
        const isStep = name === system && !/getAPISession|campaigns/.test(`${request.path} ${String(request.body)}`);
        if (!isStep) return standIn.answer(request);
        calls += 1;
        return calls === 1 ? { headers: {}, ...over } : standIn.answer(request);
      },
    });
    const { statuses } = await play(`probe: p\nsystem: ${system}\nsteps: [{ ${step} }]\n`, { alter });
    expect({ calls, statuses }).toEqual({ calls: 2, statuses: [200] });
  });

  it('tell an address, a version and a unit that are not there from a drift', async () => {
    const salesforce = await play(READ, { target: { login: () => ({ version: '999.0', values: STAND_IN_LOGINS.salesforce.values }) } });
    expect(salesforce.ending?.message).toBe('salesforce has no version 999.0 of its API');
    const unit = { version: '5', values: { ...STAND_IN_LOGINS.engagement.values, businessUnit: '0Uv000000000009CAA' } };
    const text = 'probe: p\nsystem: engagement\nsteps: [{ send: GET /api/v5/objects/account }]\n';
    const engagement = await play(text, { target: { login: () => unit } });
    expect(engagement.ending?.message).toMatch(/^engagement refused the sign-in: 201 Business Unit/);
    const page = () => ({ answer: () => ({ status: 404, headers: {}, body: '<html></html>' }) });
    const intacct = await play('probe: p\nsystem: intacct\nsteps: [{ function: <read/> }]\n', { alter: page });
    expect(intacct.ending?.message).toBe('it is not intacct that answers at its address: HTTP 404 in reply to the sign-in');
  });

  it('end when a ready-made token is over', async () => {
    const login = () => ({ version: '62.0', values: { accessToken: '00Dold' } });
    const { ending, stopped, statuses } = await play(READ, { target: { login } });
    expect(ending).toBeInstanceOf(SessionExpiredError);
    expect(stopped).toBe('the access token of salesforce has expired');
    expect(statuses).toEqual([]);
  });

  it.each([
    ['salesforce', 'invalid_grant'],
    ['engagement', 'invalid_grant'],
    ['intacct', 'XL03000006'],
  ] as const)('end when %s refuses the sign-in, with what it said', async (system, code) => {
    const values = {
      clientId: 'backlot',
      clientSecret: 'backlot',
      username: 'admin@backlot.test',
      password: 'wrong',
      senderId: 'backlot',
      senderPassword: 'backlot',
      companyId: 'backlot',
      userId: 'admin',
      userPassword: 'wrong',
    };
    const path = system === 'engagement' ? '/api/v5/objects/account' : '/x';
    const probe = `probe: p\nsystem: ${system}\nsteps: [${system === 'intacct' ? "{ function: '<read/>' }" : `{ send: GET ${path} }`}]\n`;
    const { ending } = await play(probe, { target: { login: () => ({ version: '62.0', values }) } });
    expect(ending).toBeInstanceOf(SignInRefusedError);
    expect(ending?.message).toContain(`${system} refused the sign-in: ${code}`);
    expect(ending?.message).not.toContain('wrong');
  });

  it('end when nobody answers', async () => {
    const send = () => Promise.reject(new UnreachableError('salesforce', 'http://nowhere', new Error('connect ECONNREFUSED')));
    const { ending } = await play(READ, { target: { send } });
    expect(ending?.message).toBe('salesforce cannot be reached at http://nowhere: connect ECONNREFUSED');
  });
});
