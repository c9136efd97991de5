import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;

/** Who may import whom: the first line whose `from` fits a file's path rules. Paths end in a slash or name a file. */
const RULES: readonly { from: string; may: readonly string[] }[] = [
  { from: 'simulator/kernel/', may: ['simulator/kernel/'] },
  { from: 'simulator/salesforce/', may: ['simulator/kernel/', 'simulator/salesforce/'] },
  { from: 'simulator/engagement/', may: ['simulator/kernel/', 'simulator/engagement/'] },
  { from: 'simulator/intacct/', may: ['simulator/kernel/', 'simulator/intacct/'] },
  {
    from: 'simulator/server/',
    may: [
      'simulator/kernel/',
      'simulator/server/',
      'simulator/index',
      'simulator/salesforce/index',
      'simulator/engagement/index',
      'simulator/intacct/index',
    ],
  },
  { from: 'simulator/yaml/', may: ['simulator/kernel/', 'simulator/yaml/'] },
  { from: 'simulator/', may: ['simulator/'] },
  {
    from: 'mocks/',
    may: [
      'mocks/',
      'simulator/kernel/',
      'simulator/index',
      'simulator/salesforce/index',
      'simulator/engagement/index',
      'simulator/intacct/index',
    ],
  },
  { from: 'src/model/', may: ['src/model/'] },
  { from: 'src/settings/', may: ['src/model/', 'src/settings/'] },
  { from: 'src/rules/engagement/', may: ['src/model/', 'src/settings/', 'src/rules/engagement/'] },
  { from: 'src/rules/intacct/', may: ['src/model/', 'src/settings/', 'src/rules/intacct/'] },
  { from: 'src/clients/', may: ['src/model/', 'src/settings/', 'src/clients/'] },
  { from: 'src/journal/', may: ['src/model/', 'src/settings/', 'src/journal/'] },
  { from: 'src/', may: ['src/'] },
  { from: 'scenarios/', may: ['src/', 'simulator/', 'scenarios/'] },
  { from: 'cli/', may: ['src/', 'simulator/', 'scenarios/', 'mocks/', 'cli/'] },
];

/** The only files that may touch real time, chance or the network. */
const ADAPTERS = new Set(['simulator/server/real-time.ts', 'cli/real-time.ts', 'cli/fetch-transport.ts']);
const UNSEEDED = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|(?<![.\w])set(?:Timeout|Interval)\(|(?<![.\w])fetch\(/;

const files = ['src', 'simulator', 'mocks', 'scenarios', 'cli']
  .flatMap((room) => readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`))
  .filter((file) => file.endsWith('.ts'))
  .sort();

describe('the layout', () => {
  it('finds the sources', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it.each(RULES.map((rule) => [rule.from, rule] as const))('%s imports only what it may', (_from, rule) => {
    const own = files.filter((file) => RULES.find(({ from }) => file.startsWith(from)) === rule);
    const wrong = own.flatMap((file) =>
      importsOf(file)
        .filter((target) => !rule.may.some((allowed) => target.startsWith(allowed)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps one client from another', () => {
    const vendors = ['salesforce', 'engagement', 'intacct'];
    const wrong = files
      .filter((file) => file.startsWith('src/clients/'))
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ file, target }) =>
        vendors.some((vendor) => target.startsWith(`src/clients/${vendor}/`) && !file.startsWith(`src/clients/${vendor}/`)),
      );
    expect(wrong).toEqual([]);
  });

  it('takes time and chance from the world or from arguments', () => {
    const wrong = files.filter((file) => !ADAPTERS.has(file) && !file.startsWith('cli/')).flatMap(unseeded);
    expect(wrong).toEqual([]);
  });

  it('ends imports of ours in .js', () => {
    const wrong = files.filter((file) => /from '\.[^']*(?<!\.js|\.json)'/.test(source(file)));
    expect(wrong).toEqual([]);
  });
});

/** What a file imports of ours, as paths from the root without an ending; type imports count. */
function importsOf(file: string): string[] {
  const targets = source(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return [...targets].map(([, target]) => normalize(join(dirname(file), target!)).replace(/\.js$/, ''));
}

function unseeded(file: string): string[] {
  const lines = source(file).split('\n');
  return lines.flatMap((line, index) => (UNSEEDED.test(line.replace(/^\s*(\*|\/\/|\/\*\*).*/, '')) ? [`${file}:${index + 1}`] : []));
}

function source(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
