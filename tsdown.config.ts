import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type TsdownBundle } from 'tsdown';

/** The doors of the rooms, as `exports` and `bin` in package.json name them. */
const DOORS = {
  index: 'scenarios/index.ts',
  core: 'src/index.ts',
  simulator: 'simulator/index.ts',
  vitest: 'scenarios/runner/vitest.ts',
  msw: 'mocks/index.ts',
  express: 'simulator/server/express.ts',
  'cli/main': 'cli/main.ts',
};

/** Optional peers: whoever uses these doors has them. Everything else is bundled, one chunk per room and per lazy library. */
const PEERS = /^(vitest|msw|express)(\/|$)/;

export default defineConfig({
  entry: DOORS,
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  dts: false,
  external: [PEERS],
  noExternal: (id) => !PEERS.test(id),
  inlineOnly: false,
  // Types are made beside it by tsc (tsconfig.build.json) and stay.
  clean: ['dist/**/*.js'],
  logLevel: 'warn',
  hooks: { 'build:done': ({ chunks }) => writeFileSync('dist/licenses.txt', licences(chunks)) },
});

/** The licence texts of the libraries that were bundled, as their authors ask for. */
function licences(chunks: TsdownBundle['chunks']): string {
  const modules = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []));
  return [...folders]
    .sort()
    .map(licence)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry)) : undefined;
  const text = file === undefined ? 'No licence file is in the package.\n' : readFileSync(join(folder, file), 'utf8');
  return `${name} ${version} (${typeof license === 'string' ? license : 'see below'})\n\n${text}`;
}
