import { SaxesParser } from 'saxes';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { bodyText, type StandIn, type SystemName, type WireRequest } from '../../simulator/kernel/wire.js';
import { type Control, createControl } from '../../simulator/server/control/control.js';
import { take } from '../../simulator/server/control/snapshot.js';
import { directTransport, type WholeResponse } from '../../simulator/server/direct.js';
import { ClockDriver, realTime } from '../../simulator/server/real-time.js';
import { Chance } from './chance.js';
import { controlTarget } from './control.js';
import { engagementTarget } from './engagement.js';
import { generate } from './generate.js';
import { intacctTarget } from './intacct.js';
import { salesforceTarget } from './salesforce.js';
import { Harvest, type Target } from './target.js';

/** What a stand-in must never do, with the request that made it. */
export type Finding = { readonly what: string; readonly request: WireRequest; readonly hint: string | null };

/** Findings that are worth printing; more are of the same kind. */
const FINDINGS_MAX = 40;

/** A world under abuse: all stand-ins and the control API, and a count of what was thrown at them. */
export class Abuse {
  readonly findings: Finding[] = [];
  readonly statuses = new Map<string, number>();
  readonly simulator: Simulator;
  #kinds = new Set<string>();
  #targets: readonly Target[] = [];
  #hint: string | null = null;
  readonly #tokens = { salesforce: '', intacct: '' };

  private constructor(readonly chance: Chance) {
    this.simulator = createSimulator();
    this.simulator.world.calls.listen(({ hint }) => {
      this.#hint = hint;
    });
  }

  static async open(seed: number): Promise<Abuse> {
    const abuse = new Abuse(new Chance(seed));
    const { simulator } = abuse;
    for (const system of ['salesforce', 'engagement', 'intacct'] as const) await simulator[system].seed('small');
    await abuse.#signInAnew();
    const tokens = abuse.#tokens;
    abuse.#targets = [
      salesforceTarget(simulator, () => tokens.salesforce),
      engagementTarget(simulator, () => tokens.salesforce),
      intacctTarget(simulator, () => tokens.intacct),
      controlTarget(controlOf(simulator)),
    ];
    return abuse;
  }

  /** Throws so many requests at all of them, then asks each whether it still works. */
  async run(requests: number): Promise<void> {
    const harvests = new Map(this.#targets.map((target) => [target, new Harvest()]));
    for (let count = 0; count < requests; count += 1) {
      const target = this.chance.is(0.06) ? this.#targets[3]! : this.chance.pick(this.#targets.slice(0, 3));
      const harvest = harvests.get(target)!;
      const request = generate(this.chance, target, harvest);
      const reply = await this.#send(target, request);
      // Some requests end the session, or go back to before it.
      if (reply?.status === 401 && this.chance.is(0.3)) await this.#signInAnew();
      if (reply !== null && reply.status < 300 && typeof reply.body === 'string') harvest.take(reply.body);
    }
    await this.#signInAnew();
    for (const target of this.#targets) {
      const request = target.proof();
      const reply = await this.#send(target, request);
      if (reply !== null && reply.status !== 200) this.#note(`${target.name} no longer answers a plain call: ${reply.status}`, request);
    }
  }

  async #signInAnew(): Promise<void> {
    // Some requests give the user another password, as an administrator may.
    const { state, people } = this.simulator.salesforce;
    state.passwords.set(people.user('admin')!, 'backlot');
    this.#tokens.salesforce = await signIn(this.simulator.salesforce.standIn, SALESFORCE);
    this.#tokens.intacct = await signIn(this.simulator.intacct.standIn, INTACCT);
  }

  async #send(target: Target, request: WireRequest): Promise<WholeResponse | null> {
    this.#hint = null;
    try {
      const reply = await directTransport(target.standIn, target.host)(request);
      this.#check(target, request, reply);
      return reply;
    } catch (error) {
      this.#note(`${target.name} throws: ${(error as Error).stack}`, request);
      return null;
    } finally {
      // Planned failures would be answered as planned.
      if (target.name === 'control') this.simulator.world.faults.clear();
    }
  }

  #check(target: Target, request: WireRequest, { status, headers, body }: WholeResponse): void {
    const kind = `${target.name} ${status}`;
    this.statuses.set(kind, (this.statuses.get(kind) ?? 0) + 1);
    if ((status >= 500 && !isSoapFault(body)) || status < 100)
      this.#note(`${target.name} answers ${status}: ${this.#hint ?? String(body).slice(0, 300)}`, request);
    for (const name in headers)
      if (/[\r\n]/.test(headers[name]!) && name !== 'set-cookie') this.#note(`${target.name}: a line break in ${name}`, request);
    if (typeof body !== 'string' || body === '' || request.method === 'HEAD') return;
    const type = headers['content-type'] ?? '';
    const complaint = /json/.test(type) ? jsonComplaint(body) : /xml/.test(type) ? xmlComplaint(body) : null;
    if (complaint !== null) this.#note(`${target.name} answers broken ${type}: ${complaint}`, request);
    if (/\n\s+at .*[:(]\d+:\d+\)?/.test(body)) this.#note(`${target.name} shows a stack`, request);
    if (body.includes('[object ') && !bodyText(request).includes('[object '))
      this.#note(`${target.name} shows an object as no text`, request);
  }

  /** Findings of the same kind are told once. */
  #note(what: string, request: WireRequest): void {
    const kind = what.replace(/\d+/g, '#').split('\n').slice(0, 3).join('\n');
    if (this.#kinds.has(kind) || this.findings.length >= FINDINGS_MAX) return;
    this.#kinds.add(kind);
    this.findings.push({ what, request, hint: this.#hint });
  }
}

/** SOAP tells every refusal with the status 500. Source: SOAP 1.1, 6.2. */
function isSoapFault(body: WholeResponse['body']): boolean {
  return typeof body === 'string' && body.includes('<soapenv:Fault>') && !/UNKNOWN_EXCEPTION/.test(body);
}

type SignIn = { readonly host: string; readonly path: string; readonly body: string };

const SALESFORCE: SignIn = {
  host: 'localhost:4001',
  path: '/services/oauth2/token',
  body: 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot',
};
const INTACCT: SignIn = {
  host: 'localhost:4003',
  path: '/ia/api/v1/oauth2/token',
  body: 'grant_type=client_credentials&client_id=backlot&client_secret=backlot&username=admin%40backlot',
};

async function signIn(standIn: StandIn, { host, path, body }: SignIn): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await directTransport(standIn, host)({ method: 'POST', path, query: '', headers, body });
  if (reply.status !== 200) throw new Error(`sign-in: ${reply.status} ${reply.body}`);
  return (JSON.parse(reply.body as string) as { access_token: string }).access_token;
}

function controlOf(simulator: Simulator): StandIn {
  const { world } = simulator;
  const url = (port: number): string => `http://localhost:${port}`;
  const urls = (): Record<SystemName | 'backlot', string> => ({
    backlot: url(4000),
    salesforce: url(4001),
    engagement: url(4002),
    intacct: url(4003),
  });
  const time = new ClockDriver(world.clock, realTime, () => {});
  const control: Control = { simulator, time, hooks: {}, version: '1', urls, snapshots: new Map(), beginning: take(world, {}) };
  return createControl(control);
}

function jsonComplaint(body: string): string | null {
  try {
    JSON.parse(body);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function xmlComplaint(body: string): string | null {
  let complaint: string | null = null;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    complaint ??= error.message;
  });
  // As it would arrive: half a surrogate pair becomes U+FFFD on its way.
  parser.write(Buffer.from(body).toString()).close();
  return complaint;
}
