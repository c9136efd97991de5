import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, DIST, ended, freePort as firstFree, run, said, start } from './built-command.js';

const freePort = async (): Promise<string> => String(await firstFree());

beforeAll(buildCommand, 120_000);

describe('backlot', () => {
  it.each(['run', 'serve', 'exec', 'env', 'lint'])('%s --help shows an example', async (command) => {
    const { code, out } = await run([command, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/Examples?:\n\s+\$ /);
  });

  it('says which version it is', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
    expect((await run(['--version'])).out.trim()).toBe(version);
  });

  it.each([
    [['serv'], 'Did you mean serve?'],
    [['run', '--reportr', 'list'], 'Did you mean --reporter?'],
    [['run', '--reporter', 'xml'], 'Allowed choices are list'],
    [['serve', '--port', 'high'], 'write a port from 1 to'],
    [['serve', '--clock', 'fast'], 'Allowed choices are real, frozen'],
    [['exec'], "missing required argument 'command'"],
    [['run', 'scenarios/together', '--tag', 'zzz'], 'no scenario has the tags zzz'],
    [['run', 'no/such/story.yaml'], 'there is no file no/such/story.yaml'],
  ])('%j is a wrong use: %s', async (args, text) => {
    const { code, err } = await run(args);
    expect(err).toContain(text);
    expect(code).toBe(2);
  });

  it('ends quietly when its reader has had enough', async () => {
    const child = start(['run', 'scenarios/together']);
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, err } = await ended(child);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it('env prints variables that a shell reads', async () => {
    const { out } = await run(['env', '--port', '5000']);
    expect(out).toContain("export SALESFORCE_URL='http://localhost:5001'\n");
    expect(out).toContain("export SALESFORCE_PUBSUB_ENDPOINT='localhost:5004'\n");
    expect(out).toContain("export INTACCT_ENDPOINT_URL='http://localhost:5003/ia/xml/xmlgw.phtml'\n");
  });
});

describe('the package', () => {
  it.each([
    ['index', ['createSimulator', 'createSyncCore', 'runScenario']],
    ['core', ['createSyncCore', 'createMemoryJournal']],
    ['simulator', ['createSimulator', 'directTransport', 'httpMount']],
    ['msw', ['backlotHandlers', 'standInHandler']],
    ['express', ['backlotMiddleware']],
  ])('opens the door %s', async (door, names) => {
    const exported = (await import(new URL(`../../dist/${door}.js`, import.meta.url).href)) as object;
    expect(Object.keys(exported)).toEqual(expect.arrayContaining(names));
  });

  it('answers MSW users at the real hosts of the vendors, with addresses they can follow', async () => {
    const script = `
      const { backlotHandlers, createSimulator } = await import(${JSON.stringify(new URL('../../dist/msw.js', import.meta.url).href)});
      const { setupServer } = await import('msw/node');
      setupServer(...backlotHandlers(createSimulator())).listen({ onUnhandledRequest: 'error' });
      const body = new URLSearchParams({ grant_type: 'password', client_id: 'backlot', client_secret: 'backlot', username: 'admin@backlot.test', password: 'backlot' });
      const reply = await fetch('https://login.salesforce.com/services/oauth2/token', { method: 'POST', body });
      console.log((await reply.json()).instance_url);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: join(import.meta.dirname, '../..') });
    expect((await ended(child)).out.trim()).toBe('https://login.salesforce.com');
  });
});

describe('backlot exec', () => {
  it('runs a command with the variables set, and passes on what it says and its exit code', async () => {
    const script =
      'fetch(process.env.SALESFORCE_URL + "/services/data").then(r => r.json()).then(v => { console.log(v.length > 0); process.exit(7); })';
    const { code, out } = await run(['exec', '--port', await freePort(), '--', process.execPath, '-e', script]);
    expect(out.trim()).toBe('true');
    expect(code).toBe(7);
  });

  it('takes free ports when the usual ones are taken', async () => {
    const run2 = ['exec', '--seed-data', 'none', '--', process.execPath, '-e'];
    const inner = 'process.stdout.write(process.env.SALESFORCE_URL + "\\n")';
    const nested = `require("child_process").execFileSync(process.execPath, ${JSON.stringify([join(import.meta.dirname, '../../dist/cli/main.js'), ...run2, inner])}, { stdio: "inherit" }); ${inner}`;
    const { code, out } = await run([...run2, nested]);
    expect(code).toBe(0);
    const urls = out.trim().split('\n');
    expect(urls).toHaveLength(2);
    expect(new Set(urls).size).toBe(2);
  });

  it('hands signals on and ends as its command ended', async () => {
    const child = start([
      'exec',
      '--port',
      await freePort(),
      '--',
      process.execPath,
      '-e',
      'console.log("up"); setInterval(() => {}, 1000)',
    ]);
    await said(child, /up/);
    const end = ended(child);
    child.kill('SIGTERM');
    expect((await end).code).toBe(128 + 15);
  });

  it('says so when there is no such command', async () => {
    const { code, err } = await run(['exec', '--port', await freePort(), '--', 'no-such-command-here']);
    expect(err).toContain('there is no command no-such-command-here');
    expect(code).toBe(2);
  });
});

describe('backlot serve', () => {
  it('answers on four ports, and ends within a second of a polite kill', { retry: 3 }, async () => {
    const port = await freePort();
    const child = start(['serve', '--port', port]);
    await said(child, /Control API/);
    for (const offset of [0, 1, 2, 3]) expect((await fetch(`http://localhost:${Number(port) + offset}/`)).status).toBeGreaterThan(0);
    const health = (await (await fetch(`http://localhost:${port}/_backlot/health`)).json()) as {
      status: string;
      urls: Record<string, string>;
    };
    expect(health).toMatchObject({ status: 'ok', urls: { salesforce: `http://localhost:${Number(port) + 1}` } });
    const end = ended(child);
    const from = performance.now();
    child.kill('SIGTERM');
    expect((await end).code).toBe(0);
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it('serves over TLS, also when it runs code that an earlier run kept', async () => {
    for (let run = 0; run < 2; run++) {
      const port = await freePort();
      const child = start(['serve', '--https', '--port', port]);
      await said(child, /Trust this authority/);
      const end = ended(child);
      child.kill('SIGTERM');
      expect((await end).err).toBe('');
    }
  });

  it('names the port that is in use, and leaves no other one open', async () => {
    const port = Number(await freePort());
    const taken = createServer().listen(port + 2, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { code, err } = await run(['serve', '--port', String(port)]);
    taken.close();
    expect(err).toContain(`port ${port + 2} is in use`);
    expect(err).toContain('--port');
    expect(code).toBe(3);
  });

  it('keeps its world in a file', async () => {
    const state = join(mkdtempSync(join(tmpdir(), 'backlot-serve-')), 'world.json');
    const port = await freePort();
    const serve = ['serve', '--port', port, '--clock', 'frozen', '--seed-data', 'none', '--state', state];
    const first = start(serve);
    await said(first, /Control API/);
    await control(port, 'POST', 'clock', { advance: '4d' });
    const { now } = await control(port, 'GET', 'clock');
    const firstEnd = ended(first);
    first.kill('SIGINT');
    await firstEnd;
    const second = start(serve);
    await said(second, /Control API/);
    expect(await control(port, 'GET', 'clock')).toMatchObject({ now, mode: 'frozen' });
    const secondEnd = ended(second);
    second.kill('SIGINT');
    await secondEnd;
  });

  it('ends, with what it has saved, when it turns out to be older than its sources', async () => {
    const root = mkdtempSync(join(tmpdir(), 'backlot-stale-'));
    // Without the code that other runs may be keeping meanwhile.
    cpSync(join(DIST, 'cli'), join(root, 'dist/cli'), { recursive: true, filter: (file) => !file.includes('.code') });
    for (const file of ['tsdown.config.ts', 'src/edited.ts']) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), '');
    }
    // A copy that was made this very moment is no older.
    const later = Date.now() / 1_000 + 60;
    utimesSync(join(root, 'src/edited.ts'), later, later);
    const state = join(root, 'world.json');
    const { code, err } = await run(['serve', '--port', await freePort(), '--state', state], { main: join(root, 'dist/cli/main.js') });
    expect(err).toContain('dist is older than src/edited.ts');
    expect(code).toBe(3);
    expect(existsSync(state)).toBe(true);
  });

  it('refuses a broken state file by name, and does not write over it', async () => {
    const state = join(mkdtempSync(join(tmpdir(), 'backlot-serve-')), 'world.json');
    writeFileSync(state, '{"backlot": 1, "tables"');
    const { code, err } = await run(['serve', '--port', await freePort(), '--state', state]);
    expect(err).toContain(`${state} holds no saved world`);
    expect(code).toBe(3);
    expect(readFileSync(state, 'utf8')).toBe('{"backlot": 1, "tables"');
  });
});

async function control(port: string, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  return (await (await fetch(`http://localhost:${port}/_backlot/${path}`, init)).json()) as Record<string, unknown>;
}
