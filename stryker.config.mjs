// Mutation testing of the rules: `npx stryker run`, or `ROOM=engagement npx stryker run` for one room (docs/mutations.md has the figures).
// The rules are pure, so their own tests must notice every change of theirs: no other test is copied or run.
const rooms = process.env['ROOM'] === undefined ? ['engagement', 'intacct'] : [process.env['ROOM']];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.config.ts', related: false },
  mutate: rooms.map((room) => `src/rules/${room}/**/*.ts`),
  ignorePatterns: [
    '*',
    '!src',
    '!src/**',
    '!test',
    'test/*',
    '!test/src',
    'test/src/*',
    '!test/src/rules',
    'test/src/rules/*',
    ...rooms.map((room) => `!test/src/rules/${room}/**`),
    '!*.json',
    '!vitest.config.ts',
  ],
  concurrency: 1,
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  jsonReporter: { fileName: '.backlot/mutations.json' },
  tempDirName: '.backlot/mutations',
  cleanTempDir: 'always',
  timeoutMS: 10_000,
  thresholds: { high: 98, low: 95, break: 95 },
};
