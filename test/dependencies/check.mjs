// Says of the package's dependencies what is wrong: unused ones, missing licences, its size, and known vulnerabilities as far as the registry tells.
// With `--offline` the registry is not asked: what it learns from one day to the next says nothing of a change.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
/** The installed package without development parts, in bytes. */
const INSTALLED_BYTES_MAX = 40_000_000;
/** Used by their commands or their types, not by an import. */
const BY_COMMAND = new Set(['@biomejs/biome', '@stryker-mutator/core', '@stryker-mutator/vitest-runner', 'typescript', 'tsdown']);
const ROOMS = ['bench', 'cli', 'mocks', 'scenarios', 'simulator', 'src', 'test'];

/** What does not ship. */
const WORKSHOPS = new Set(['bench', 'test']);

const { devDependencies = {}, dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const sources = sourcesIn(ROOMS);
const shipped = sourcesIn(ROOMS.filter((room) => !WORKSHOPS.has(room)));
const licences = readFileSync(join(ROOT, 'dist', 'licenses.txt'), 'utf8');
const isOffline = process.argv.includes('--offline');
/** How long the registry may take to answer, in milliseconds. */
const REGISTRY_MS_MAX = 60_000;
const complaints = [];

for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
  const from = `['"]${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(/[^'"]*)?['"]`;
  const isImported = new RegExp(from).test(sources);
  if (!isImported && !BY_COMMAND.has(name) && !name.startsWith('@types/')) complaints.push(`${name} is used nowhere`);
  const isBundled = new RegExp(`^import (?!type )[^;]*? from ${from}|(?<!typeof )import\\(${from}\\)`, 'm').test(shipped);
  if (isBundled && !(name in peerDependencies) && !licences.includes(`${name} ${versionOf(name)} (`))
    complaints.push(`${name} ships, and its licence is not listed`);
}

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

function sourcesIn(rooms) {
  return rooms
    .flatMap((room) => readdirSync(join(ROOT, room), { recursive: true }).map((file) => join(ROOT, room, file)))
    .filter((file) => /\.(ts|mjs)$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** What ships is bundled, so that development dependencies count. */
function audited() {
  if (isOffline) return 'vulnerabilities: the check did NOT run; the registry was not asked';
  let text = '';
  try {
    text = execFileSync('npm', ['audit', '--json'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: REGISTRY_MS_MAX,
    }).toString();
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
