import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Documents and examples import the package by its name; here that means the sources.
    alias: [
      { find: /^backlot$/, replacement: at('scenarios/index.ts') },
      { find: /^backlot\/core$/, replacement: at('src/index.ts') },
      { find: /^backlot\/simulator$/, replacement: at('simulator/index.ts') },
      { find: /^backlot\/vitest$/, replacement: at('scenarios/runner/vitest.ts') },
      { find: /^backlot\/msw$/, replacement: at('mocks/index.ts') },
      { find: /^backlot\/express$/, replacement: at('simulator/server/express.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // What a suite prepares (a certificate, a server) takes its time on a loaded machine.
    hookTimeout: 60_000,
    // Vitest would leave one processor to itself, which on two is half of them.
    maxWorkers: availableParallelism(),
  },
});

function at(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
