import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSimulator, httpMount, type Simulator } from '../../simulator/index.js';
import type { StandIn } from '../../simulator/kernel/wire.js';
import { buildCommand, ended, interrupt, run, start } from '../cli/built-command.js';

const PROBES = ['simulator/salesforce/probes/tasks.probe.yaml', 'simulator/salesforce/probes/too-long.probe.yaml'];

describe('backlot contract verify --target FILE', { timeout: 120_000 }, () => {
  let folder: string;
  let simulator: Simulator;
  let server: Server;
  let alter: (standIn: StandIn) => StandIn;

  beforeAll(() => buildCommand(), 300_000);
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backlot-contract-'));
    simulator = createSimulator();
    alter = (standIn) => standIn;
    const { standIn } = simulator.salesforce;
    server = createServer(httpMount({ answer: (request) => alter(standIn).answer(request) }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  function connection(port = (server.address() as AddressInfo).port): string {
    const file = join(folder, 'target.yaml');
    writeFileSync(
      file,
      `name: sandbox\nsalesforce: { url: 'http://127.0.0.1:${port}', clientId: backlot, clientSecret: $SECRET, username: admin@backlot.test, password: $SECRET }\n`,
    );
    return file;
  }

  const verify = (...args: string[]): string[] => ['contract', 'verify', ...PROBES, '--target', connection(), ...args];
  const withSecret = (SECRET = 'backlot') => ({ env: { SECRET } });

  it('ends with 0 where nothing differs', async () => {
    const { code, out } = await run(verify(), withSecret());
    expect(out).toContain('2 probes: 2 same');
    expect(code).toBe(0);
  });

  it('ends with 3 on drift, with what rests on it, in every form of report', async () => {
    alter = (standIn) => ({
      answer: (request) => standIn.answer({ ...request, body: String(request.body).replace(/This given name[^"]*/, 'Short') }),
    });
    const [html, junit, json] = ['r.html', 'r.xml', 'r.json'].map((file) => join(folder, file));
    const { code, out } = await run(verify('--reporter', `list,html=${html},junit=${junit},json=${json}`), withSecret());
    expect(code).toBe(3);
    expect(out).toMatch(/^stand-in stricter A text that is too long/m);
    expect(out).toMatch(/\d+ scenarios are now unproven:/);
    expect(readFileSync(html!, 'utf8')).toContain('stand-in stricter');
    expect(readFileSync(junit!, 'utf8')).toContain('<failure type="stand-in stricter"');
    expect(JSON.parse(readFileSync(json!, 'utf8'))).toMatchObject({ backlot: 1, counts: { same: 1, 'stand-in stricter': 1 } });
  });

  it('ends with 4 when nobody answers', async () => {
    const { code, out } = await run(['contract', 'verify', ...PROBES, '--target', connection(9)], withSecret());
    expect(code).toBe(4);
    expect(out).toContain('salesforce cannot be reached at http://127.0.0.1:9');
  });

  it('ends with 4 when the sign-in is refused, and prints no secret', async () => {
    const { code, out, err } = await run(verify(), withSecret('no-such-secret'));
    expect(code).toBe(4);
    expect(out).toContain('salesforce refused the sign-in: invalid_client');
    expect(out + err).not.toContain('no-such-secret');
  });

  it('ends with 4 when a ready-made token is over', async () => {
    const file = join(folder, 'token.yaml');
    writeFileSync(file, `salesforce: { url: 'http://127.0.0.1:${(server.address() as AddressInfo).port}', accessToken: $SECRET }\n`);
    const { code, out } = await run(['contract', 'verify', ...PROBES, '--target', file], withSecret('00Dold'));
    expect(code).toBe(4);
    expect(out).toContain('the access token of salesforce has expired');
  });

  it('ends with 2 when a variable is not set, or a secret stands in the file, without showing it', async () => {
    expect(await run(verify(), { env: { SECRET: '' } })).toMatchObject({ code: 2, err: expect.stringContaining('$SECRET is not set') });
    const file = connection();
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('$SECRET', 'hunter2'));
    const { code, err } = await run(['contract', 'verify', '--target', file]);
    expect(code).toBe(2);
    expect(err).toContain('"password" is not the name of an environment variable');
    expect(err).not.toContain('hunter2');
  });

  it('cleans up when it is interrupted, and says so', async () => {
    let made = 0;
    const child = start(verify(), withSecret());
    alter = (standIn) => ({
      async answer(request) {
        if (request.method === 'POST' && request.path.endsWith('/sobjects/Lead') && made++ === 0) await interrupt(child);
        return standIn.answer(request);
      },
    });
    const { code, out, err } = await ended(child);
    expect(made).toBe(1);
    expect(code).toBe(130);
    expect(err).toContain('interrupted; removing what was made');
    expect(out).toContain('interrupted; what had been made was removed');
    const [leads] = [...simulator.world.tables()].filter(({ table }) => table.name === 'Lead');
    expect([...leads!.table.scan()].filter((row) => row['IsDeleted'] !== true)).toEqual([]);
  });
});
