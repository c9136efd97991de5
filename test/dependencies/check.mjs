// Says of the package's dependencies what is wrong: unused ones, missing licences, its size, and known vulnerabilities as far as the registry tells.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
/** The installed package without development parts, in bytes. */
const INSTALLED_BYTES_MAX = 40_000_000;
/** Used by their commands or their types, not by an import. */
const BY_COMMAND = new Set(['@biomejs/biome', '@stryker-mutator/core', '@stryker-mutator/vitest-runner', 'typescript', 'tsdown']);
const ROOMS = ['bench', 'cli', 'mocks', 'scenarios', 'simulator', 'src', 'test'];

const { devDependencies = {}, dependencies = {} } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const sources = ROOMS.flatMap((room) => readdirSync(join(ROOT, room), { recursive: true }).map((file) => join(ROOT, room, file)))
  .filter((file) => /\.(ts|mjs)$/.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const complaints = [];

for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
  const isImported = new RegExp(`['"]${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(/[^'"]*)?['"]`).test(sources);
  if (!isImported && !BY_COMMAND.has(name) && !name.startsWith('@types/')) complaints.push(`${name} is used nowhere`);
}

const licences = readFileSync(join(ROOT, 'dist', 'licenses.txt'), 'utf8');
for (const [, name] of licences.matchAll(/^(\S+) \S+ \((?:.*)\)\n\nNo licence file/gm))
  console.log(`${name} names its licence and brings no text of it`);
console.log(`licences listed: ${[...licences.matchAll(/^\S+ \d\S* \(.*\)$/gm)].length}`);

const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] }),
);
console.log(`installed: ${(packed.unpackedSize / 1e6).toFixed(1)} MB in ${packed.entryCount} files`);
if (packed.unpackedSize > INSTALLED_BYTES_MAX) complaints.push(`the package takes ${packed.unpackedSize} bytes`);

console.log(audited());
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;

/** What ships is bundled, so that development dependencies count. */
function audited() {
  let text = '';
  try {
    text = execFileSync('npm', ['audit', '--json'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  } catch (error) {
    text = String(error.stdout ?? '');
  }
  try {
    const { metadata, vulnerabilities } = JSON.parse(text);
    if (metadata?.vulnerabilities === undefined) return 'vulnerabilities: the check did NOT run; the registry does not answer audits';
    const { total } = metadata.vulnerabilities;
    for (const name of Object.keys(vulnerabilities))
      complaints.push(`${name} has a known vulnerability (${vulnerabilities[name].severity})`);
    return `vulnerabilities known to the registry: ${total}`;
  } catch {
    return 'vulnerabilities: the check did NOT run; the registry does not answer audits';
  }
}
