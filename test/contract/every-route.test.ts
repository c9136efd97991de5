import { describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import type { SystemName } from '../../simulator/kernel/wire.js';
import { directTransport } from '../../simulator/server/direct.js';
import { engagementTarget } from '../abuse/engagement.js';
import { intacctTarget } from '../abuse/intacct.js';
import { salesforceTarget } from '../abuse/salesforce.js';
import type { Target } from '../abuse/target.js';
import { MOUNTS, ORIGINS, type Sent } from './mounts.js';

/** What clients of each vendor usually send, with the session that its calls are signed with. */
const TARGETS: Readonly<Record<SystemName, (simulator: Simulator, token: () => string) => Target>> = {
  salesforce: salesforceTarget,
  engagement: engagementTarget,
  intacct: intacctTarget,
};
const SIGN_IN = {
  salesforce: {
    path: '/services/oauth2/token',
    body: 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot',
  },
  intacct: {
    path: '/ia/api/v1/oauth2/token',
    body: 'grant_type=client_credentials&client_id=backlot&client_secret=backlot&username=admin%40backlot',
  },
};

describe.each(['salesforce', 'engagement', 'intacct'] as const)('%s: every route', (system) => {
  it('answers the same direct, on node:http and on MSW, call after call', async () => {
    const [direct, ...others] = [
      await answersOn(MOUNTS[0]!, system),
      await answersOn(MOUNTS[1]!, system),
      await answersOn(MOUNTS[2]!, system),
    ];
    for (const other of others) for (const [name, reply] of other) expect(reply, name).toEqual(direct!.get(name));
    // Routes that no request of these gets into would prove little.
    const answered = [...direct!.values()].filter(({ status }) => status < 300);
    expect(answered.length).toBeGreaterThan(direct!.size / 8);
  }, 120_000);
});

/** What a fresh simulator answers to one request for each route, by way of a mount. */
async function answersOn(mount: (typeof MOUNTS)[number], system: SystemName): Promise<Map<string, Shown>> {
  const simulator = createSimulator();
  for (const each of ['salesforce', 'engagement', 'intacct'] as const) await simulator[each].seed('small');
  const token = await tokenOf(simulator, system === 'intacct' ? 'intacct' : 'salesforce');
  const way = await mount.open(() => simulator[system].standIn, ORIGINS[system]);
  try {
    const answers = new Map<string, Shown>();
    for (const request of requestsOf(TARGETS[system](simulator, () => token))) {
      const { status, headers, text } = await way.send(request);
      answers.set(`${request.method} ${request.path}`, { status, type: headers['content-type'], text });
    }
    return answers;
  } finally {
    await way.close();
  }
}

type Shown = { readonly status: number; readonly type: string | undefined; readonly text: string };

async function tokenOf(simulator: Simulator, system: keyof typeof SIGN_IN): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const send = directTransport(simulator[system].standIn, new URL(ORIGINS[system]).host);
  const reply = await send({ method: 'POST', query: '', headers, ...SIGN_IN[system] });
  return (JSON.parse(String(reply.body)) as { access_token: string }).access_token;
}

/** One request for each route, with what its clients usually send; those that end the session come last. */
function requestsOf(target: Target): (Sent & { method: string })[] {
  const requests = target.routes.map(({ method, path }, index) => {
    const filled = path.replace(/[:*](\w+)/g, (_whole, name: string) => encodeURIComponent(target.params[name]?.[0] ?? '1'));
    const body = target.bodies.find((each) => each.path === path) ?? target.bodies[index % target.bodies.length]!;
    const isBare = method === 'GET' || method === 'HEAD' || method === 'DELETE';
    const headers = { ...target.headers(), ...(isBare ? {} : { 'content-type': body.type ?? 'application/json' }) };
    const content = typeof body.content === 'string' ? body.content : JSON.stringify(body.content);
    const query =
      method === 'GET'
        ? { query: target.queries[index % target.queries.length]!.replaceAll('ID', '1').replace(/[^!-~]/g, encodeURIComponent) }
        : {};
    return { method, path: filled, headers, ...query, ...(isBare ? {} : { body: content }) };
  });
  const ends = (path: string): boolean => /revoke|logout/.test(path);
  return [...requests.filter(({ path }) => !ends(path)), ...requests.filter(({ path }) => ends(path))];
}
