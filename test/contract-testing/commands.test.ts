import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StandIn } from '../../simulator/kernel/wire.js';
import { buildCommand, DIST, type Ended, ended, interrupt, run, start } from '../cli/built-command.js';
import { customisedSimulator } from './customised.js';
import { livingRecords } from './living-records.js';
import { type Served, served } from './served.js';

const PROBES = join(import.meta.dirname, '..', '..', 'simulator', 'salesforce', 'probes');
const TASKS = join(PROBES, 'tasks.probe.yaml');

/** A document about saved leads, whose ids are of this type. */
const document = (type: string): string => `openapi: 3.0.3
info: { title: Hand-made, version: '1' }
paths:
  /services/data/{version}/sobjects/{type}:
    post:
      responses:
        '201': { content: { application/json: { schema: { type: object, properties: { id: ${type} } } } } }
        default: { description: A refusal }
`;

const FILES: Readonly<Record<string, string>> = {
  afile: '',
  'full/a.txt': '',
  'broken.yaml': 'openapi: [3',
  'away.yaml': document("{ $ref: '#/components/schemas/Id' }"),
  'text.yaml': document('{ type: string }'),
  'number.yaml': document('{ type: integer }'),
  'elsewhere.yaml': document('{ type: string }').replace('sobjects', 'nothing'),
  'broken.json': '{"cassette": 1,',
  'typo.probe.yaml': 'probe: p\nsystem: salesforce\nsteps:\n  - send: GET /x\n    expct: { status: 200 }\n',
  'unversioned.yaml': 'salesforce: { url: http://127.0.0.1:9, apiVersion: latest }\n',
};

const simulator = customisedSimulator();
let front: (standIn: StandIn) => StandIn;
let systems: Served;
let folder: string;

beforeAll(async () => {
  await buildCommand();
  systems = await served(simulator, (standIn) => front(standIn));
}, 300_000);
beforeEach(() => {
  front = (standIn) => standIn;
  folder = mkdtempSync(join(tmpdir(), 'backlot-contract-'));
  mkdirSync(join(folder, 'full'));
  for (const [name, text] of Object.entries({ ...FILES, 'served.yaml': systems.connection })) writeFileSync(join(folder, name), text);
  return () => rmSync(folder, { recursive: true });
});
afterAll(() => systems.close());

const inFolder = () => ({ cwd: folder, env: { SECRET: 'backlot' } });
const contract = (...args: string[]): Promise<Ended> => run(['contract', ...args], inFolder());

describe('the commands of backlot contract', { timeout: 120_000 }, () => {
  it.each([
    ['check-spec no.yaml', 'cannot read no.yaml: it is not there'],
    ['check-spec full', 'cannot read full: it is a folder'],
    ['check-spec broken.yaml', 'broken.yaml is no OpenAPI document'],
    ['check-spec away.yaml', /away.yaml .* the schema of POST \/services\/data\/\{version\}\/sobjects\/\{type\} 201 cannot be understood/],
    ['check-spec elsewhere.yaml', 'elsewhere.yaml speaks of no route that the probes use'],
    ['check-spec text.yaml --system sap', 'Allowed choices are salesforce, engagement, intacct.'],
    ['diff broken.json broken.json', 'broken.json is no cassette'],
    ['diff full full', 'cannot read full: it is a folder'],
    ['verify --target no.yaml', 'there is no file no.yaml'],
    ['verify --target broken.yaml', 'broken.yaml:1:12 a bracket is not closed before this'],
    ['verify --target unversioned.yaml', 'unversioned.yaml:1:52 "latest" is not a version'],
    ['verify --target broken.json', 'broken.json is no cassette'],
    ['verify --target full', 'full has no cassettes'],
    ['verify --reporter json=afile/report.json', 'cannot write to afile'],
    ['verify typo.probe.yaml', 'typo.probe.yaml:5:5 unknown key "expct"'],
    ['verify no.probe.yaml', 'there is no file no.probe.yaml'],
    ['record --target stand-in', 'stand-in is no system'],
    ['record --target served.yaml --out afile', 'cannot write to afile'],
    ['pull --target served.yaml --out afile/org', 'cannot write to afile/org'],
    ['pull --target served.yaml --out full', 'full is not empty'],
    ['export pact --out afile', 'cannot write to afile'],
    ['export postman', /unknown command 'postman'|too many arguments/],
  ])('%s ends with 2 and says why', async (line, said) => {
    const { code, out, err } = await contract(...line.split(' '));
    expect({ code, out, err }).toMatchObject({ code: 2, err: expect.stringMatching(said) });
    expect(out + err).not.toContain('bug of backlot');
  });

  it('export pact says what to install where the library is not', async () => {
    cpSync(DIST, join(folder, 'dist'), { recursive: true });
    const { code, err } = await run(['contract', 'export', 'pact'], { ...inFolder(), main: join(folder, 'dist', 'cli', 'main.js') });
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('npm install --save-dev @pact-foundation/pact') });
  });

  it('export pact writes a file of version 4 for each system that the probes are of', async () => {
    const { code, out } = await contract('export', 'pact', TASKS, '--out', 'new/pacts');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('new/pacts/backlot-salesforce.json: 2 interactions') });
    const pact = JSON.parse(readFileSync(join(folder, 'new/pacts/backlot-salesforce.json'), 'utf8'));
    expect(pact).toMatchObject({ provider: { name: 'salesforce' }, metadata: { pactSpecification: { version: '4.0' } } });
  });

  it('check-spec ends with 0 where every reply is as the document says, and with 3 where one is not', async () => {
    expect(await contract('check-spec', 'text.yaml', TASKS)).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 replies checked: all as the document says'),
    });
    const { code, out } = await contract('check-spec', 'number.yaml', PROBES);
    expect(code).toBe(3);
    expect(out).toMatch(
      /^POST .*sobjects\/\{type\} 201\n {2}body\.id: expected integer, got "\w{18}"\n {2}\d\d times, first in .* \(given 1\)$/m,
    );
    expect(out.match(/body\.id/g)).toHaveLength(1);
    const { violations } = JSON.parse((await contract('check-spec', 'number.yaml', PROBES, '--json')).out);
    expect(violations).toMatchObject([{ path: 'body.id', expected: 'integer', example: { step: 'given 1' } }]);
  });

  it('record keeps what a system says, verify takes it for the system, and diff says what changed', async () => {
    expect(await contract('record', TASKS, '--target', 'served.yaml', '--out', 'one')).toMatchObject({ code: 0 });
    expect(await contract('verify', TASKS, '--target', 'one')).toMatchObject({ code: 0, out: expect.stringContaining('1 probe: 1 same') });
    front = (standIn) => ({
      async answer(request) {
        const reply = await standIn.answer(request);
        return request.path.endsWith('/Lead') ? { ...reply, status: 200 } : reply;
      },
    });
    expect(await contract('record', TASKS, '--target', 'served.yaml', '--out', 'two')).toMatchObject({ code: 0 });
    const [one, two] = ['one', 'two'].map((name) => join(name, readdirSync(join(folder, name))[0]!));
    expect(await contract('diff', one!, one!)).toMatchObject({ code: 0, out: expect.stringContaining('they say the same') });
    const { code, out } = await contract('diff', one!, two!);
    expect({ code, out }).toMatchObject({
      code: 3,
      out: expect.stringMatching(/status .*\n {4}before {2}201\n {4}after {3}200\n1 differences/),
    });
    expect(await contract('verify', TASKS, '--target', 'two')).toMatchObject({ code: 3 });
  });

  it('record writes nothing and leaves nothing behind when it is interrupted', async () => {
    const before = livingRecords(simulator);
    const child = start(['contract', 'record', TASKS, '--target', 'served.yaml', '--out', 'out'], inFolder());
    front = (standIn) => ({
      async answer(request) {
        if (request.path.endsWith('/Lead')) await interrupt(child);
        return standIn.answer(request);
      },
    });
    expect(await ended(child)).toMatchObject({ code: 130 });
    expect(existsSync(join(folder, 'out'))).toBe(false);
    expect([...livingRecords(simulator)].filter((record) => !before.has(record))).toEqual([]);
  });

  it('verify goes on with new sessions when all are over in the middle', async () => {
    const probes = ['salesforce/probes/tasks', 'engagement/probes/prospects', 'intacct/probes/customer-types'];
    const files = probes.map((name) => join(PROBES, '..', '..', `${name}.probe.yaml`));
    const ageing = new Set(['/services/data/v62.0/query', '/api/v5/objects/prospects', '/ia/xml/xmlgw.phtml']);
    let aged = 0;
    front = (standIn) => ({
      async answer(request) {
        const isLogin = String(request.body).includes('getAPISession');
        if (!isLogin && ageing.delete(request.path)) {
          aged += 1;
          await simulator.world.clock.advanceTo(simulator.world.clock.now() + 86_400_000);
        }
        return standIn.answer(request);
      },
    });
    const { code, out } = await contract('verify', ...files, '--target', 'served.yaml');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('3 probes: 3 same') });
    expect(aged).toBe(3);
  });

  it('pull writes what an org has of its own, so that a scenario can use it', async () => {
    const { code, out } = await contract('pull', '--target', 'served.yaml', '--out', 'org');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ files in org$/m) });
    writeFileSync(join(folder, 'story.yaml'), STORY);
    expect(await run(['run', 'story.yaml'], inFolder())).toMatchObject({ code: expect.toSatisfy((it) => it !== 0) });
    expect(await run(['run', 'story.yaml', '--schema', 'org'], inFolder())).toMatchObject({ code: 0 });
    expect(await contract('pull', '--target', 'served.yaml', '--object', 'Nothing__c', '--out', 'none')).toMatchObject({
      code: 0,
      err: expect.stringContaining('salesforce: there is no object Nothing__c'),
    });
  });
});

const STORY = `backlot: 1
scenario: A lead has a score
steps:
  - create: { salesforce.Lead: { as: ann, LastName: Ann, Company: Acme, Score__c: 7 } }
  - expect: { ann: { Score__c: 7 } }
`;
