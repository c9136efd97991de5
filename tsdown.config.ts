import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Module } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type TsdownBundle, type UserConfig } from 'tsdown';

/** The doors of the rooms, as `exports` in package.json names them. */
const DOORS = {
  index: 'scenarios/index.ts',
  core: 'src/index.ts',
  simulator: 'simulator/index.ts',
  vitest: 'scenarios/runner/vitest.ts',
  msw: 'mocks/index.ts',
  express: 'simulator/server/express.ts',
};

/** What Node is started with. */
const SCRIPTS = {
  'cli/main': 'cli/main.ts',
  'cli/warm-up': 'cli/warm-up.ts',
  'cli/worker': 'cli/worker.ts',
};

/** Optional peers: whoever uses these doors has them. Everything else is bundled, one chunk per room and per lazy library. */
const PEERS = /^(vitest|msw|express|@pact-foundation\/pact)(\/|$)/;

/**
 * Parts of bundled libraries that only weigh: a second URL parser with 400 KB of Unicode tables (Node's own is the same standard);
 * file uploads, which the sync core never makes; what commands need that are programs of their own; jsforce's way to the network, for
 * the core has its own (src/clients/salesforce/jsforce-transport.ts), and the four streams beside each of its calls, which nobody reads.
 */
const LEAN: Readonly<Record<string, string>> = {
  'whatwg-url': 'export const URL = globalThis.URL; export const URLSearchParams = globalThis.URLSearchParams;',
  'form-data': 'export default undefined;',
  'commander>node:child_process': 'export const spawn = undefined;',
  '@jsforce/jsforce-node>./request': 'export const setDefaults = () => {}; export default undefined;',
  '@jsforce/jsforce-node>./sfdx': 'export const SfdxRegistry = undefined;',
  '@jsforce/jsforce-node>./util/stream': 'export const createLazyStream = () => ({ stream: null, setStream: () => {} });',
};

/** The part that an import asks for: by its name, or by its name and the library that asks. */
function leanPart(id: string, importer = ''): string | undefined {
  const library = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(importer)?.[1];
  return [id, `${library}>${id}`].find((part) => Object.hasOwn(LEAN, part));
}

const lean = {
  name: 'lean',
  resolveId: (id: string, importer?: string) => {
    const part = leanPart(id, importer);
    return part === undefined ? null : `\0lean:${part}`;
  },
  load: (id: string) => (id.startsWith('\0lean:') ? LEAN[id.slice('\0lean:'.length)]! : null),
};

const COMMON: UserConfig = {
  outDir: 'dist',
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  dts: false,
  external: [PEERS],
  noExternal: (id: string) => !PEERS.test(id),
  inlineOnly: false,
  plugins: [lean],
  // Half of a bundle is white space and comments, which Node would have to read at every start; names stay, for stack traces.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  logLevel: 'error',
};

export default defineConfig([
  {
    ...COMMON,
    entry: DOORS,
    format: 'esm',
    // Types are made beside it by tsc (tsconfig.build.json) and stay.
    clean: ['dist/*.js', 'dist/cli'],
    hooks: { 'build:done': ({ chunks }) => writeLicences(chunks) },
  },
  {
    // CommonJS, for Node's loader of other modules takes a tenth of the time that a short command has.
    ...COMMON,
    entry: SCRIPTS,
    format: 'cjs',
    clean: false,
    failOnWarn: false,
    hooks: { 'build:done': () => writeFileSync('dist/cli/package.json', '{ "type": "commonjs" }\n') },
    outputOptions: { entryFileNames: '[name].js', chunkFileNames: 'cli/[name]-[hash].js' },
  },
  {
    // The whole command as one script: cli/load-program.ts says why.
    ...COMMON,
    entry: { 'cli/program': 'cli/start-up.ts' },
    format: 'cjs',
    clean: false,
    // It warns that there are modules, too; where CI is set that would end the build.
    failOnWarn: false,
    // Node loses the way to resolve an `import()` in code that it kept, so that built-in modules are required as all others are.
    hooks: {
      'build:done': ({ chunks }) => {
        wrapProgram('dist/cli');
        writeLicences(chunks);
      },
    },
    outputOptions: { codeSplitting: false, entryFileNames: '[name]-[hash].cjs', dynamicImportInCjs: false },
  },
]);

/**
 * Makes the program the function that `cli/load-program.ts` runs, and writes what is not ASCII in it as escapes: it stands in texts and
 * patterns only, where they mean the same.
 */
function wrapProgram(folder: string): void {
  const name = readdirSync(folder).find((entry) => /^program-.*\.cjs$/.test(entry));
  if (name === undefined) throw new Error(`no program in ${folder}`);
  const text = readFileSync(join(folder, name), 'utf8');
  const escaped = text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(join(folder, name), `${Module.wrap(escaped)}\n`);
}

/** Folders of the libraries that were bundled so far. */
const bundled = new Set<string>();

/** Writes the licence texts of the libraries that were bundled, as their authors ask for. Each build knows its own, the last one all. */
function writeLicences(chunks: TsdownBundle['chunks']): void {
  const modules = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  for (const id of modules) {
    const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0];
    if (folder !== undefined) bundled.add(folder);
  }
  const texts = [...bundled].sort().map(licence);
  writeFileSync('dist/licenses.txt', texts.join(`\n${'-'.repeat(80)}\n\n`));
}

function licence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry)) : undefined;
  const text = file === undefined ? 'No licence file is in the package.\n' : readFileSync(join(folder, file), 'utf8');
  return `${name} ${version} (${typeof license === 'string' ? license : 'see below'})\n\n${text}`;
}
