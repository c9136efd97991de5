// Mutation testing of the rules: `npx stryker run` for all of them, `npx stryker run --mutate 'src/rules/intacct/**/*.ts'` for one room.
// The rules are pure, so their own tests must notice every change of theirs: no other test is run.
// @ts-check
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.config.ts', related: false },
  mutate: ['src/rules/engagement/**/*.ts', 'src/rules/intacct/**/*.ts'],
  ignorePatterns: [
    '*',
    '!src',
    '!src/**',
    '!test',
    'test/*',
    '!test/src',
    'test/src/*',
    '!test/src/rules',
    '!test/src/rules/**',
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
