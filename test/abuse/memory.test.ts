import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { buildCommand } from '../cli/built-command.js';

const SCRIPT = join(import.meta.dirname, '../../bench/flat-memory.mjs');
/** A short form; `node --expose-gc bench/flat-memory.mjs` makes a million. */
const CALLS = process.env['ABUSE_REQUESTS'] ?? '8000';

beforeAll(buildCommand, 120_000);

it(`takes no more memory after ${CALLS} calls than before, once what is kept of them is full`, { timeout: 600_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', SCRIPT, CALLS]);
  expect(stdout).toMatch(/^flat: /m);
});
