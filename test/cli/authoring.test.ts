import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../cli/program.js';
import { watchScenarios } from '../../cli/watch.js';

let folder = '';
let out = '';
let err = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backlot-authoring-'));
  [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const backlot = (...args: string[]): Promise<number> => runCommand(['node', 'backlot', ...args]);
const inFolder = (name: string): string => join(folder, name);
function write(name: string, ...lines: string[]): string {
  writeFileSync(inFolder(name), ['backlot: 1', ...lines, ''].join('\n'));
  return inFolder(name);
}
const passing = (name: string, tag: string): string =>
  write(name, `scenario: ${name} holds`, `tags: [${tag}]`, 'steps:', '  - expect: { salesforce.Lead: 0 }');
const failing = (name: string): string =>
  write(name, `scenario: ${name} fails`, 'tags: [f]', 'steps:', '  - expect: { salesforce.Lead: 1 }');

it.each(['run', 'merge-reports', 'new', 'schema', 'completion'])('%s --help shows an example', async (command) => {
  expect(await backlot(command, '--help')).toBe(0);
  expect(out).toMatch(/Examples?:\n\s+\$ /);
});

describe('backlot run', () => {
  it('plays what the tags mean', async () => {
    passing('a.yaml', 'x');
    passing('b.yaml', 'y');
    failing('c.yaml');
    expect(await backlot('run', folder, '--tag', 'not f and not y')).toBe(0);
    expect(out).toContain('1 scenario: 1 passed');
  });

  it('says what is wrong with tags that cannot be understood', async () => {
    passing('a.yaml', 'x');
    expect(await backlot('run', folder, '--tag', 'x and')).toBe(2);
    expect(err).toContain('"x and" lacks a tag');
  });

  it('plays again only what failed last, until nothing does', async () => {
    passing('a.yaml', 'x');
    const file = failing('c.yaml');
    expect(await backlot('run', folder)).toBe(1);
    out = '';
    expect(await backlot('run', folder, '--last-failed')).toBe(1);
    expect(out).toContain('1 scenario: 0 passed, 1 failed');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Lead: 1', 'Lead: 0'));
    expect(await backlot('run', folder, '--last-failed')).toBe(0);
  });

  it('remembers what failed and was left out since', async () => {
    failing('a.yaml');
    failing('b.yaml');
    await backlot('run', folder);
    await backlot('run', folder, '--last-failed', '--bail');
    out = '';
    expect(await backlot('run', folder, '--last-failed')).toBe(1);
    expect(out).toContain('2 scenarios: 0 passed, 2 failed');
  });

  it('plays a file that could not be understood last time, whatever it holds now', async () => {
    const file = passing('a.yaml', 'x');
    const text = readFileSync(file, 'utf8');
    passing('b.yaml', 'x');
    writeFileSync(file, `${text}bogus: 1\n`);
    expect(await backlot('run', folder)).toBe(1);
    writeFileSync(file, text);
    out = '';
    expect(await backlot('run', folder, '--last-failed')).toBe(0);
    expect(out).toContain('1 scenario: 1 passed');
  });

  it('plays a failed file that cannot be understood by now', async () => {
    const file = failing('a.yaml');
    await backlot('run', folder);
    writeFileSync(file, 'backlot: 1\nbogus: 1\n');
    out = '';
    expect(await backlot('run', folder, '--last-failed')).toBe(1);
    expect(out).toContain('unknown key "bogus"');
  });

  it('stops early when told to', async () => {
    failing('a.yaml');
    passing('b.yaml', 'x');
    expect(await backlot('run', folder, '--bail')).toBe(1);
    expect(out).toContain('1 scenario: 0 passed, 1 failed, 1 left out');
  });

  it.each([['0/3'], ['4/3'], ['one'], ['1']])('refuses the shard %s', async (shard) => {
    expect(await backlot('run', folder, '--shard', shard)).toBe(2);
    expect(err).toContain('write which part of how many: 1/8 to 8/8.');
  });

  it('refuses a reporter that there is not', async () => {
    expect(await backlot('run', folder, '--reporter', 'xml')).toBe(2);
    expect(err).toContain('Allowed choices are list, json, junit, github, html, blob.');
  });

  it('writes reports to standard output or to files', async () => {
    passing('a.yaml', 'x');
    expect(await backlot('run', folder, '--reporter', `json,junit=${inFolder('sub/report.xml')}`)).toBe(0);
    expect((JSON.parse(out) as { passed: number }).passed).toBe(1);
    expect(readFileSync(inFolder('sub/report.xml'), 'utf8')).toContain('<testsuites name="backlot" tests="1"');
    expect(err).toContain('report.xml');
  });
});

describe('backlot merge-reports', () => {
  it('makes one report of the shards', async () => {
    for (const name of ['a', 'b', 'c']) passing(`${name}.yaml`, 'x');
    failing('d.yaml');
    for (const shard of ['2/2', '1/2']) await backlot('run', folder, '--shard', shard, '--reporter', `blob=${inFolder('blobs/part.json')}`);
    out = '';
    expect(await backlot('merge-reports', inFolder('blobs'), '--reporter', 'json')).toBe(1);
    const merged = JSON.parse(out) as { passed: number; failed: number; scenarios: { title: string }[] };
    expect(merged).toMatchObject({ passed: 3, failed: 1 });
    expect(merged.scenarios.map(({ title }) => title)).toEqual(['a.yaml holds', 'b.yaml holds', 'c.yaml holds', 'd.yaml fails']);
  });

  it('lists what the whole run would have listed, from wherever below the folder the parts are', async () => {
    passing('a.yaml', 'x');
    failing('b.yaml');
    await backlot('run', folder);
    const whole = out;
    await backlot('run', folder, '--shard', '1/2', '--reporter', `blob=${inFolder('blobs/first/part.zip')}`);
    await backlot('run', folder, '--shard', '2/2', '--reporter', `blob=${inFolder('blobs/second/part.json')}`);
    writeFileSync(inFolder('blobs/readme.txt'), 'kept by the build');
    out = '';
    expect(await backlot('merge-reports', inFolder('blobs'), '--reporter', 'list')).toBe(1);
    expect(out).toBe(whole);
  });

  it('says which shard is missing, and which was given twice', async () => {
    for (const name of ['a', 'b', 'c']) passing(`${name}.yaml`, 'x');
    for (const shard of ['1/3', '3/3']) await backlot('run', folder, '--shard', shard, '--reporter', `blob=${inFolder('blobs/part.json')}`);
    expect(await backlot('merge-reports', inFolder('blobs'), '--reporter', 'json')).toBe(1);
    expect(err).toContain('not all of the run: shard 2/3 is missing');
    const part = inFolder('blobs/part-1-of-3.json');
    await expect(backlot('merge-reports', part, part, '--reporter', 'json')).rejects.toThrow(
      '"a.yaml holds" stands in two of these reports',
    );
  });

  it('refuses what is no blob', async () => {
    writeFileSync(inFolder('x.json'), '{}');
    await expect(backlot('merge-reports', inFolder('x.json'))).rejects.toThrow('is no report of');
    await expect(backlot('merge-reports', inFolder('none'))).rejects.toThrow('there is no file');
  });
});

describe('backlot new', () => {
  it.each(['engagement', 'intacct'])('begins a scenario about %s that plays as it stands, with the schema beside it', async (flow) => {
    const file = inFolder('my/story');
    expect(await backlot('new', file, '--scenario', 'It: holds "always"', '--flow', flow, '--tag', 'x')).toBe(0);
    const text = readFileSync(`${file}.yaml`, 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/scenario\.schema\.json\nbacklot: 1\n/);
    expect(JSON.parse(readFileSync(inFolder('my/scenario.schema.json'), 'utf8'))).toMatchObject({ title: 'backlot scenario' });
    expect(await backlot('run', `${file}.yaml`)).toBe(0);
  });

  it('never writes over a file', async () => {
    const file = passing('a.yaml', 'x');
    const before = readFileSync(file, 'utf8');
    await expect(backlot('new', file, '--scenario', 'Another')).rejects.toThrow('is there already');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('uses the schema of a folder above', async () => {
    writeFileSync(inFolder('scenario.schema.json'), '{}');
    mkdirSync(inFolder('deep'));
    await backlot('new', inFolder('deep/a.yaml'), '--scenario', 'A');
    expect(readFileSync(inFolder('deep/a.yaml'), 'utf8')).toContain('$schema=../scenario.schema.json');
    expect(existsSync(inFolder('deep/scenario.schema.json'))).toBe(false);
  });
});

describe('backlot schema', () => {
  it('prints a schema that has verbs and settings', async () => {
    expect(await backlot('schema')).toBe(0);
    const schema = JSON.parse(out) as { properties: Record<string, { properties: object }>; $defs: { step: { oneOf: unknown[] } } };
    expect(schema.properties['settings']?.properties).toHaveProperty(['engagement.autoCreateProspects']);
    expect(schema.$defs.step.oneOf.length).toBeGreaterThan(30);
  });
});

/** Asks what would complete the words that it is given, as bash does at a tab. */
const ASK = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _backlot; echo "\${COMPREPLY[@]}"\n`;

describe('backlot completion', () => {
  it.each(['bash', 'zsh'])('%s knows every command and its options', async (shell) => {
    expect(await backlot('completion', shell)).toBe(0);
    for (const word of ['run', 'serve', 'merge-reports', 'completion', '--last-failed', '--seed-data']) expect(out).toContain(word);
  });

  it('completes commands of commands, and what an option may be', async () => {
    await backlot('completion', 'bash');
    const script = inFolder('completion.bash');
    writeFileSync(script, `${out}${ASK}`);
    const words = (...typed: string[]): string =>
      execFileSync('bash', [script, 'backlot', ...typed], { encoding: 'utf8', cwd: folder }).trim();
    expect(words('contract', 've')).toBe('verify');
    expect(words('contract', 'verify', '--tar')).toBe('--target');
    expect(words('run', '--reporter', '')).toBe('list json junit github html blob');
    expect(words('new', '--flow', 'int')).toBe('intacct');
    expect(words('run', 'comp')).toBe('completion.bash');
    expect(words('me')).toBe('merge-reports');
  });

  it('refuses another shell', async () => {
    expect(await backlot('completion', 'fish')).toBe(2);
  });
});

/** Scenarios that are watched: what was played and when, the next time that something is, and the end of it. */
function watched(names: readonly string[]) {
  const stop = new AbortController();
  const played: { readonly files: readonly string[]; readonly at: number }[] = [];
  let hear = (): void => {};
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      hear = resolve;
    });
  const first = next();
  const play = async (targets: readonly { readonly file: string }[]): Promise<void> => {
    played.push({ files: targets.map(({ file }) => file.slice(folder.length + 1)), at: performance.now() });
    hear();
  };
  const watching = watchScenarios(names, play, stop.signal);
  const end = async (): Promise<void> => {
    stop.abort();
    await watching;
  };
  return { played, first, next, end };
}

describe('watching', () => {
  it('sees a fixture above the scenarios, and a scenario in a folder that is new', { retry: 2 }, async () => {
    mkdirSync(inFolder('fixtures'));
    mkdirSync(inFolder('stories'));
    passing('stories/a.yaml', 'x');
    const { played, first, next, end } = watched([inFolder('stories')]);
    await first;
    const second = next();
    writeFileSync(inFolder('fixtures/people.yaml'), 'given: []\n');
    await second;
    const third = next();
    mkdirSync(inFolder('stories/deep'));
    passing('stories/deep/b.yaml', 'x');
    await third;
    await end();
    expect(played.map(({ files }) => files)).toEqual([['stories/a.yaml'], ['stories/a.yaml'], ['stories/deep/b.yaml']]);
  });

  it('sees every save of an editor that puts a new file in the place of the old one', { retry: 2 }, async () => {
    const a = passing('a.yaml', 'x');
    const { played, first, next, end } = watched([a]);
    await first;
    for (const save of [1, 2, 3]) {
      const seen = next();
      writeFileSync(`${a}.swap`, `${readFileSync(a, 'utf8')}# ${save}\n`);
      renameSync(`${a}.swap`, a);
      await seen;
    }
    await end();
    expect(played).toHaveLength(4);
  });

  it('plays what changed within 300 ms of the save, and everything when something else did', { retry: 2 }, async () => {
    const a = passing('a.yaml', 'x');
    passing('b.yaml', 'y');
    const { played, first, next, end } = watched([folder]);
    await first;
    // A machine that is busy with something else may be late; of many saves, one is answered in time.
    const waits: number[] = [];
    while (waits.length < 20 && !waits.some((wait) => wait < 300)) {
      const seen = next();
      const saved = performance.now();
      writeFileSync(a, `${readFileSync(a, 'utf8')}# changed\n`);
      await seen;
      waits.push(played.at(-1)!.at - saved);
    }
    const third = next();
    writeFileSync(inFolder('list.csv'), 'a,b\n');
    await third;
    await end();
    const all = ['a.yaml', 'b.yaml'];
    expect(played.map(({ files }) => files)).toEqual([all, ...waits.map(() => ['a.yaml']), all]);
    expect(Math.min(...waits)).toBeLessThan(300);
  });
});
