import { beforeEach, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../../../simulator/index.js';
import type { StandIn, WireResponse } from '../../../../simulator/kernel/wire.js';
import { type Control, type ControlHooks, createControl } from '../../../../simulator/server/control/control.js';
import { take } from '../../../../simulator/server/control/snapshot.js';
import { wholeBody } from '../../../../simulator/server/direct.js';
import { ClockDriver, realTime } from '../../../../simulator/server/real-time.js';

const START = Date.UTC(2026, 2, 2, 9);

describe('the control API', () => {
  let simulator: Simulator;
  let control: StandIn;
  let hooks: { -readonly [K in keyof ControlHooks]: ControlHooks[K] };
  beforeEach(() => {
    simulator = createSimulator({ start: START });
    hooks = {};
    const { world } = simulator;
    const time = new ClockDriver(world.clock, realTime, () => {});
    const urls = () => ({
      backlot: 'http://localhost:4000',
      salesforce: 'http://localhost:4001',
      engagement: 'http://localhost:4002',
      intacct: 'http://localhost:4003',
    });
    const context: Control = { simulator, time, hooks, version: '1.2.3', urls, snapshots: new Map(), beginning: take(world, hooks) };
    control = createControl(context);
  });

  it('tells what is served, and when it is', async () => {
    expect(await call('GET', 'health')).toMatchObject({
      status: 200,
      json: { status: 'ok', version: '1.2.3', now: '2026-03-02T09:00:00.000Z', urls: { intacct: 'http://localhost:4003' } },
    });
  });

  it.each([
    ['another site of a browser', { origin: 'https://evil.example' }],
    ['a name that was made to point here', { host: 'evil.example:4000' }],
  ])('refuses %s', async (_title, headers) => {
    expect(await call('POST', 'reset', undefined, headers)).toMatchObject({ status: 403, json: { error: { code: 'FOREIGN_CALLER' } } });
  });

  it('asks everybody for its token where others than this machine can reach it', async () => {
    const world = simulator.world;
    const time = new ClockDriver(world.clock, realTime, () => {});
    control = createControl({
      simulator,
      time,
      hooks,
      version: '1',
      token: 'canary',
      urls: () => ({ backlot: '', salesforce: '', engagement: '', intacct: '' }),
      snapshots: new Map(),
      beginning: take(world, hooks),
    });
    const from = (headers: Record<string, string>) => call('GET', 'clock', undefined, headers);
    expect(await from({})).toMatchObject({ status: 401, json: { error: { code: 'TOKEN_MISSING' } } });
    expect(await from({ authorization: 'Bearer canar' })).toMatchObject({ status: 401 });
    expect(await from({ authorization: 'Bearer canary', host: 'desk.example:4000' })).toMatchObject({ status: 200 });
  });

  it.each([
    ['an unknown path', 'GET', 'clocks', undefined, 404, 'NOT_FOUND'],
    ['a method that a path does not take', 'DELETE', 'clock', undefined, 405, 'METHOD_NOT_ALLOWED'],
    ['what is no JSON', 'POST', 'clock', '{"advance":', 400, 'MALFORMED_JSON'],
    ['a list where an object belongs', 'POST', 'clock', '[]', 422, 'INVALID'],
    ['an unknown key', 'POST', 'clock', '{"advence":"4d"}', 422, 'INVALID'],
    ['a key of the language', 'POST', 'clock', '{"__proto__":{"advance":"4d"}}', 422, 'INVALID'],
    ['a duration that is none', 'POST', 'clock', '{"advance":"4 days"}', 422, 'INVALID'],
    ['time that goes back', 'POST', 'clock', '{"set":"2020-01-01T00:00:00Z"}', 422, 'INVALID'],
    ['a snapshot that nobody took', 'POST', 'snapshots/x/restore', undefined, 404, 'NO_SUCH_SNAPSHOT'],
    ['a fault on nothing', 'POST', 'faults', '{"do":"refuse"}', 422, 'INVALID'],
    ['a fault on an unknown system', 'POST', 'faults', '{"on":"sap","do":"refuse"}', 422, 'INVALID'],
    ['a fault that does nothing known', 'POST', 'faults', '{"on":"intacct","do":{"status":99}}', 422, 'INVALID'],
    ['a fault that is not there', 'DELETE', 'faults/9', undefined, 404, 'NO_SUCH_FAULT'],
    ['a setting of no page', 'PUT', 'settings', '{"sap.x":1}', 422, 'INVALID'],
    ['an unknown setting', 'PUT', 'settings', '{"engagement.noSuchBox":true}', 422, 'INVALID'],
    ['a value that the page refuses', 'PUT', 'settings', '{"engagement.autoCreateProspects":"maybe"}', 422, 'INVALID'],
    ['a filter that is none', 'GET', 'calls?sytem=intacct', undefined, 422, 'INVALID'],
    ['a page of nothing', 'GET', 'calls?limit=0', undefined, 422, 'INVALID'],
    ['steps without the sync core', 'POST', 'steps', '[]', 409, 'NO_SYNC'],
    ['a pass without the sync core', 'POST', 'sync', '{}', 409, 'NO_SYNC'],
  ])('refuses %s, and says what to do', async (_title, method, path, body, status, code) => {
    const reply = await call(method, path, body);
    expect(reply).toMatchObject({ status, json: { error: { code, message: expect.any(String), hint: expect.stringMatching(/./) } } });
  });

  it('moves the clock, running what falls due at its own instant', async () => {
    const ran: number[] = [];
    simulator.world.clock.on('test:due', () => void ran.push(simulator.world.clock.now()));
    simulator.world.clock.arm(START + 3_600_000, 'test:due');
    expect(await call('POST', 'clock', '{"advance":"1h30m"}')).toMatchObject({ json: { now: '2026-03-02T10:30:00.000Z', mode: 'frozen' } });
    expect(ran).toEqual([START + 3_600_000]);
    expect(await call('POST', 'clock', '{"set":"2026-03-06T09:00:00Z"}')).toMatchObject({ json: { now: '2026-03-06T09:00:00.000Z' } });
    expect(await call('POST', 'clock', '{"freeze":false}')).toMatchObject({ json: { mode: 'real' } });
    expect(await call('POST', 'clock', '{"freeze":true}')).toMatchObject({ json: { mode: 'frozen' } });
  });

  it('goes back to a snapshot, and to the beginning, records and time alike', async () => {
    createLead('first');
    await call('POST', 'snapshots/one');
    createLead('second');
    await call('POST', 'clock', '{"advance":"4d"}');
    expect(leads()).toBe(2);
    expect(await call('POST', 'snapshots/one/restore')).toMatchObject({ status: 200, json: { now: '2026-03-02T09:00:00.000Z' } });
    expect(leads()).toBe(1);
    expect((await call('GET', 'snapshots')).json).toEqual({ snapshots: [{ name: 'one', at: '2026-03-02T09:00:00.000Z' }] });
    await call('POST', 'reset');
    expect(leads()).toBe(0);
  });

  it('takes what the sync core remembers into a snapshot, and gives it back', async () => {
    let memory = 1;
    hooks.saveCore = () => memory;
    hooks.loadCore = (state) => {
      memory = state as number;
    };
    await call('POST', 'snapshots/one');
    memory = 2;
    await call('POST', 'snapshots/one/restore');
    expect(memory).toBe(1);
  });

  it('saves settings, all or none, and keeps every save', async () => {
    expect(await call('PUT', 'settings', '{"engagement.autoCreateProspects":true,"intacct.noSuchBox":1}')).toMatchObject({ status: 422 });
    expect(((await call('GET', 'settings')).json as Settings).history).toEqual([]);
    const saved = (await call('PUT', 'settings', '{"engagement.autoCreateProspects":true}')).json as Settings;
    expect(saved.settings['engagement.autoCreateProspects']).toBe(true);
    expect(saved.history).toMatchObject([
      { key: 'engagement.autoCreateProspects', before: false, value: true, at: '2026-03-02T09:00:00.000Z' },
    ]);
  });

  it('plans failures that hit any client, counts them, and forgets them', async () => {
    const planned = await call('POST', 'faults', '{"on":"salesforce GET /services/data","do":{"status":503},"times":2}');
    expect(planned).toMatchObject({ status: 201, json: { id: 1, fired: 0, times: 2, from: 'any' } });
    expect((await ask('/services/data')).status).toBe(503);
    expect((await call('GET', 'faults')).json).toMatchObject({ faults: [{ id: 1, fired: 1 }] });
    await call('DELETE', 'faults/1');
    expect((await ask('/services/data')).status).toBe(200);
    await call('POST', 'faults', '{"on":["intacct","engagement"],"do":"lose-response","times":"always"}');
    await call('DELETE', 'faults');
    expect((await call('GET', 'faults')).json).toEqual({ faults: [] });
  });

  it('lists calls and changes, newest last, and goes on where a reader stopped', async () => {
    await ask('/services/data');
    await ask('/services/nothing');
    createLead('first');
    const all = (await call('GET', 'calls?system=salesforce')).json as Log;
    expect(all.items.map(({ path }) => path)).toEqual(['/services/data', '/services/nothing']);
    expect((await call('GET', `calls?after=${all.items[0]!.seq}`)).json).toMatchObject({
      items: [{ path: '/services/nothing' }],
      next: all.next,
    });
    expect(((await call('GET', 'calls?status=404')).json as Log).items).toHaveLength(1);
    expect(((await call('GET', 'changes?object=Lead')).json as Log).items).toMatchObject([{ operation: 'create', object: 'Lead' }]);
    expect(((await call('GET', 'changes?tail=true&limit=1')).json as Log).items).toHaveLength(1);
  });

  it('shows decisions of the sync core by record and outcome', async () => {
    const decisions = [
      { seq: 1, outcome: 'create', about: [{ id: '00Q1' }] },
      { seq: 2, outcome: 'skip', about: [{ id: '00Q1' }, { id: '7' }] },
    ];
    hooks.decisions = (since) => decisions.filter(({ seq }) => seq >= since);
    expect(((await call('GET', 'decisions')).json as Log).items).toHaveLength(2);
    expect(((await call('GET', 'decisions?record=7')).json as Log).items).toMatchObject([{ seq: 2 }]);
    expect(((await call('GET', 'decisions?outcome=create&record=7')).json as Log).items).toEqual([]);
  });

  it('tells of what happens as it happens, until the reader leaves', async () => {
    const reply = await send('GET', 'events');
    const reader = (reply.body as AsyncIterable<string>)[Symbol.asyncIterator]();
    expect((await reader.next()).value).toContain(': backlot');
    const next = reader.next();
    createLead('first');
    expect((await next).value).toMatch(/^event: change\nid: \d+\ndata: \{.*"object":"Lead".*\}\n\n$/m);
    await reader.return?.();
  });

  it('hands steps to the stage as they came: JSON as data, YAML as text', async () => {
    const seen: unknown[] = [];
    hooks.steps = async (input) => ({ played: seen.push(input) });
    await call('POST', 'steps', '[{"advance":"4d"}]', { 'content-type': 'application/json' });
    await call('POST', 'steps', '- advance: 4d\n', { 'content-type': 'application/yaml' });
    expect(seen).toEqual([[{ advance: '4d' }], '- advance: 4d\n']);
  });

  it('describes every route it answers', async () => {
    const { paths } = (await call('GET', 'openapi.json')).json as { paths: Record<string, Record<string, { summary: string }>> };
    expect(Object.keys(paths)).toContain('/_backlot/snapshots/{name}/restore');
    expect(paths['/_backlot/clock']!['post']!.summary).toMatch(/\w/);
  });

  type Settings = { settings: Record<string, unknown>; history: unknown[] };
  type Log = { items: { seq: number; path?: string }[]; next: number };

  function send(method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<WireResponse> {
    const [name = '', query = ''] = path.split('?');
    return Promise.resolve(
      control.answer({ method, path: `/_backlot/${name}`, query, headers: { host: 'localhost:4000', ...headers }, body }),
    );
  }

  async function call(
    method: string,
    path: string,
    body?: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; json: unknown }> {
    const reply = await send(method, path, body, headers);
    const text = String(await wholeBody(reply.body));
    return { status: reply.status, json: text === '' ? null : JSON.parse(text) };
  }

  function ask(path: string): Promise<WireResponse> {
    return Promise.resolve(simulator.salesforce.standIn.answer({ method: 'GET', path, query: '', headers: {}, body: '' }));
  }

  function createLead(name: string): void {
    const { people } = simulator.salesforce;
    people.create('Lead', { LastName: name, Company: 'Acme' }, people.user('admin')!);
  }

  function leads(): number {
    return simulator.salesforce.people.list('Lead').length;
  }
});
