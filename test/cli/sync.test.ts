import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSyncConfig } from '../../cli/sync-config.js';
import { type LogLine, SyncRun } from '../../cli/sync-run.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { realTime } from '../../simulator/server/real-time.js';
import { type RunningServer, startServer } from '../../simulator/server/server.js';

let simulator: Simulator;
let server: RunningServer;
let folder: string;

beforeEach(async () => {
  simulator = createSimulator({ start: realTime.now() });
  server = await startServer(simulator, { port: 0, clock: 'real', time: realTime, version: '0', hooks: {}, fail: () => {} });
  folder = mkdtempSync(join(tmpdir(), 'backlot-sync-'));
});

afterEach(async () => {
  await server.close();
});

describe('backlot sync, over HTTP', () => {
  it('brings a new lead to Account Engagement, writes nothing in the next pass, and remembers both in its journal', async () => {
    const lead = newLead('jane@example.com');
    const [first] = await run().sync.once();
    // The prospect, and its package fields on the lead.
    expect(first).toMatchObject({ flow: 'engagement', writes: 2, left: 0 });
    expect(prospects()).toEqual([expect.objectContaining({ email: 'jane@example.com', salesforceId: lead })]);
    // Another process, the same journal.
    const [second] = await run().sync.once();
    expect(second).toMatchObject({ writes: 0, decisions: 0, left: 0 });
    expect(await run({ isDryRun: true }).sync.status()).toEqual([
      expect.objectContaining({ flow: 'engagement', links: 1, waiting: 0, errors: [] }),
    ]);
  });

  it('says in a dry run what it would do, and writes neither records nor journal', async () => {
    newLead('jane@example.com');
    const { sync, lines } = run({ isDryRun: true });
    await sync.once();
    expect(lines.filter(({ event }) => event === 'decided')).toEqual([
      expect.objectContaining({ outcome: 'create', rules: expect.arrayContaining(['AE-10']) }),
    ]);
    expect(prospects()).toEqual([]);
    expect(readdirSync(join(folder, '.backlot'))).toEqual([]);
  });

  it('shows what it could not do, by queue, lag and error', async () => {
    const { people } = simulator.engagement;
    people.create('Prospect', { email: 'bo@example.com' }, people.user('admin')!);
    people.assign('1', { user: people.user('admin')! }, people.user('admin')!);
    const { salesforce } = simulator;
    const rule = { object: 'Lead', errorConditionFormula: 'ISBLANK(Phone)', errorMessage: 'A phone number is needed', active: true };
    salesforce.people.create('ValidationRule', rule, salesforce.people.user('admin')!);
    const { sync, lines } = run();
    await sync.once();
    const [status] = await run({ isDryRun: true }).sync.status();
    expect(status?.errors.map(({ text }) => text)).toEqual([expect.stringContaining('FIELD_CUSTOM_VALIDATION_EXCEPTION')]);
    expect(lines.at(-1)).toMatchObject({ event: 'status', errors: 1, waiting: 0 });
    expect(JSON.stringify(lines)).not.toContain('"backlot","');
  });

  it('syncs through the public API alone where the configuration says so', async () => {
    const lead = newLead('jane@example.com');
    const { people } = simulator.engagement;
    const bo = people.create('Prospect', { email: 'bo@example.com', lastName: 'Bo' }, people.user('admin')!);
    people.assign(bo, { user: people.user('admin')! }, people.user('admin')!);
    const { calls } = simulator.world;
    const [first] = await run({ api: 'public' }).sync.once();
    expect(first).toMatchObject({ flow: 'engagement', left: 0 });
    expect(prospects()).toContainEqual(expect.objectContaining({ email: 'jane@example.com', salesforceId: lead }));
    expect(simulator.salesforce.people.list('Lead').map(({ LastName }) => LastName)).toEqual(['Jensen', 'Bo']);
    const [second] = await run({ api: 'public' }).sync.once();
    expect(second).toMatchObject({ writes: 0, left: 0 });
    expect(calls.since(0).filter(({ path }) => path.includes('backlot'))).toEqual([]);
  });

  it('keeps what cannot be sent while a system is away, and catches up', async () => {
    newLead('jane@example.com');
    const { sync } = run({ engagementUrl: 'http://127.0.0.1:9' });
    expect(await sync.once()).toEqual([expect.objectContaining({ writes: 0 })]);
    const { sync: later, lines } = run();
    const stop = new AbortController();
    const followed = later.follow(stop.signal);
    await expect.poll(() => lines.filter(({ event }) => event === 'pass-ended').at(-1), { timeout: 10_000 }).toMatchObject({ left: 0 });
    stop.abort();
    await followed;
    expect(prospects()).toHaveLength(1);
  });
});

describe('The configuration of backlot sync', () => {
  it.each([
    ['salesforce: {}', /salesforce\.url/],
    ['salesforce: [', /YAML|flow|Flow/],
    ['salesforce: { url: $NOWHERE_URL }', /NOWHERE_URL/],
  ])('%s is refused with the place', (text, message) => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, text);
    expect(() => readSyncConfig(file, {})).toThrow(message);
  });

  it('takes secrets from the environment', () => {
    expect(readSyncConfig(configured(), { PASSWORD: 'backlot' }).connections.salesforce.password).toBe('backlot');
  });
});

type Given = { readonly isDryRun?: boolean; readonly engagementUrl?: string; readonly api?: 'connector' | 'public' };

function run({ isDryRun = false, engagementUrl, api }: Given = {}) {
  const lines: LogLine[] = [];
  const config = readSyncConfig(configured(engagementUrl, api), { PASSWORD: 'backlot' });
  return { sync: new SyncRun(config, { isDryRun, log: (line) => lines.push(line) }), lines };
}

function configured(engagementUrl = server.urls.engagement, api: 'connector' | 'public' = 'connector'): string {
  const file = join(folder, 'backlot.yaml');
  writeFileSync(
    file,
    `
salesforce:
  url: ${server.urls.salesforce}
  clientId: backlot
  clientSecret: backlot
  username: connector@backlot.test
  password: $PASSWORD
engagement:
  url: ${engagementUrl}
  api: ${api}
  units:
    0Uv000000000001CAA: { autoCreateProspects: true, paused: false }
`,
  );
  return file;
}

function newLead(email: string): string {
  const { people } = simulator.salesforce;
  return people.create('Lead', { LastName: 'Jensen', Company: 'Acme', Email: email }, people.user('admin')!);
}

function prospects(): readonly object[] {
  return simulator.engagement.people.list('Prospect');
}
