import { describe, expect, it } from 'vitest';
import { SessionExpiredError, SignInRefusedError, UnreachableError } from '../../simulator/contract/errors.js';
import { Caller } from '../../simulator/contract/play/caller.js';
import { playProbe } from '../../simulator/contract/play/play-probe.js';
import { STAND_IN_LOGINS, type StandInOptions, standInTarget } from '../../simulator/contract/targets/stand-in.js';
import type { Probe, ProbeRequest, Target } from '../../simulator/contract/types.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { probeOf } from './probes.js';

const ROWS = '/services/data/v{version}/sobjects/Account';

const MAKES_AND_FAILS = `
probe: An account is made, and then something goes wrong
system: salesforce
given: [{ send: 'POST ${ROWS}', as: account, json: { Name: '{run} Acme' } }]
steps:
  - { send: 'GET ${ROWS}/{account.body.id}', as: read }
  - { send: 'GET ${ROWS}/{read.body.Nothing}' }
`;

type Setting = Omit<StandInOptions, 'simulator'> & {
  readonly signal?: AbortSignal;
  readonly allowed?: readonly string[];
  readonly target?: Partial<Target>;
};

async function play(text: string | Probe, { signal, allowed = [], target: other = {}, ...options }: Setting = {}) {
  const simulator = createSimulator();
  const target = { ...standInTarget({ simulator, ...options }), ...other };
  const probe = typeof text === 'string' ? probeOf(text) : text;
  const played = await playProbe(probe, target, new Caller(target, signal), { run: 'bltest', allowed: new Set(allowed), signal });
  return { ...played, ...played.playing, simulator, statuses: played.playing.exchanges.map(({ reply }) => reply.status) };
}

/** Ids of accounts that are there and not in the recycle bin. */
function accounts({ world }: Simulator): readonly string[] {
  const [found] = [...world.tables()].filter(({ system, table }) => system === 'salesforce' && table.name === 'Account');
  return [...(found?.table.scan() ?? [])].filter((row) => row['IsDeleted'] !== true).map((row) => String(row['Id']));
}

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

describe('the guard', () => {
  const writes = (request: string) => `probe: p\nsystem: salesforce\nsteps:\n  - ${request}\n`;
  const SOMEBODY = '001000000000001AAA';

  it.each([
    ['an update of a record by id', `{ send: 'PATCH ${ROWS}/${SOMEBODY}', json: { Name: '{run}' } }`, SOMEBODY],
    ['a delete of a record by id', `{ send: 'DELETE ${ROWS}/${SOMEBODY}' }`, SOMEBODY],
    ['an upsert by a key of somebody else', `{ send: 'PATCH ${ROWS}/Key__c/K-1', json: { Name: '{run}' } }`, 'K-1'],
    [
      'a collection',
      `{ send: 'PATCH /services/data/v{version}/composite/sobjects', json: { records: [{ attributes: { type: Account }, Id: ${SOMEBODY}, Name: '{run}' }] } }`,
      SOMEBODY,
    ],
    ['a collection delete', `{ send: 'DELETE /services/data/v{version}/composite/sobjects', query: { ids: '${SOMEBODY}' } }`, SOMEBODY],
    [
      'a collection upsert',
      `{ send: 'PATCH /services/data/v{version}/composite/sobjects/Account/Key__c', json: { records: [{ attributes: { type: Account }, Key__c: K-1 }] } }`,
      'K-1',
    ],
    [
      'a part of a composite',
      `{ send: 'POST /services/data/v{version}/composite', json: { compositeRequest: [{ method: DELETE, referenceId: a, url: '/services/data/v62.0/sobjects/Account/${SOMEBODY}' }] } }`,
      SOMEBODY,
    ],
  ])('does not send %s', async (_name, request, key) => {
    const { stopped, statuses } = await play(writes(request));
    expect(stopped).toBe(`steps 1: not sent: it would write to ${key}, which it did not make`);
    expect(statuses).toEqual([]);
  });

  it('does not send what would make a record that nobody could tell from others', async () => {
    const { stopped } = await play(writes(`{ send: 'POST ${ROWS}', json: { Name: Acme } }`));
    expect(stopped).toContain('does not carry {run}');
  });

  it.each([
    ['a SOAP call that merges', `{ send: 'POST /services/Soap/u/62.0', xml: '<merge/>' }`],
    ['an action', `{ send: 'POST /services/data/v{version}/actions/custom/flow/X', json: {} }`],
    ['the end of a session', `{ send: 'POST /services/oauth2/revoke', form: { token: x } }`],
  ])('does not send %s, for nobody can tell what it writes', async (_name, request) => {
    expect((await play(writes(request))).stopped).toContain('nobody can tell which records');
  });

  it('lets a probe that says so do what it likes on a stand-in, and on other targets when it is allowed by name', async () => {
    const text = `probe: p\nsystem: salesforce\nallow: foreign\nsteps: [{ send: 'DELETE ${ROWS}/${SOMEBODY}' }]\n`;
    expect((await play(text)).statuses).toEqual([404]);
    expect((await play(text, { target: { isStandIn: false } })).stopped).toBe('it is destructive or cannot be undone: --allow foreign');
    expect((await play(text, { target: { isStandIn: false }, allowed: ['foreign'] })).statuses).toEqual([404]);
  });

  const soap = (call: string): string =>
    `send: 'POST /services/Soap/u/{version}', session: none, xml: '<e:Envelope xmlns:e="e"><e:Body>${call}</e:Body></e:Envelope>'`;
  const FOREIGN = '001000000000001AAA';

  it.each([
    ['a SOAP update', 'salesforce', soap(`<update><sObjects><type>Account</type><Id>${FOREIGN}</Id></sObjects></update>`)],
    ['a SOAP merge', 'salesforce', soap(`<merge><request><masterRecord><Id>${FOREIGN}</Id></masterRecord></request></merge>`)],
    ['a SOAP conversion', 'salesforce', soap(`<convertLead><leadConverts><leadId>${FOREIGN}</leadId></leadConverts></convertLead>`)],
    ['a job of somebody else', 'salesforce', `send: 'PATCH /services/data/v{version}/jobs/ingest/${FOREIGN}', json: { state: Aborted }`],
    ['a change by REST', 'intacct', `send: PATCH /ia/api/v1/objects/accounts-receivable/customer/7, json: { name: '{run}' }`],
    ['a removal by REST', 'intacct', 'send: DELETE /ia/api/v1/objects/accounts-receivable/customer/7'],
  ])('keeps %s away from records that the run did not make', async (_title, system, step) => {
    const { stopped } = await play(`probe: p\nsystem: ${system}\nsteps: [{ ${step} }]\n`);
    expect(stopped).toMatch(/^steps 1: not sent: it would write to (001000000000001AAA|CUSTOMER\/7), which it did not make$/);
  });

  it.each([
    ['rows by the ids of others', `Id,Name\\n${FOREIGN},{run} Acme`, FOREIGN],
    ['rows without the prefix', 'Name\\n{run} Acme\\nBeta', 'Beta'],
  ])('keeps a bulk job from %s, and removes the job', async (_title, csv, named) => {
    const jobs = '/services/data/v{version}/jobs/ingest';
    const { stopped, left } = await play(`
probe: p
system: salesforce
given: [{ send: 'POST ${jobs}', as: job, json: { object: Account, operation: insert } }]
steps: [{ send: 'PUT ${jobs}/{job.body.id}/batches', headers: { content-type: text/csv }, text: "${csv}" }]
`);
    expect(stopped).toBe(`steps 1: not sent: it would write to ${named}, which it did not make`);
    expect(left).toEqual([]);
  });

  it('keeps calls away of which nobody can tell what they write', async () => {
    const { stopped } = await play(
      `probe: p\nsystem: salesforce\nsteps: [{ ${soap('<emptyRecycleBin><ids>x</ids></emptyRecycleBin>')} }]\n`,
    );
    expect(stopped).toContain('nobody can tell which records POST /services/Soap/u/62.0 writes');
  });

  it('watches functions of the gateway, too', async () => {
    const { stopped } = await play(`
probe: p
system: intacct
steps: [{ function: '<delete><object>CUSTOMER</object><keys>7</keys></delete>' }]
`);
    expect(stopped).toBe('steps 1: not sent: it would write to CUSTOMER/7, which it did not make');
  });

  it('watches Account Engagement, too', async () => {
    const { stopped } = await play('probe: p\nsystem: engagement\nsteps: [{ send: DELETE /api/v5/objects/prospects/7 }]\n');
    expect(stopped).toBe('steps 1: not sent: it would write to prospects/7, which it did not make');
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
