import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runScenario } from '../../../scenarios/runner/index.js';

const HERE = import.meta.dirname;
const files = readdirSync(HERE).filter((file) => file.endsWith('.yaml'));

/** The language's contract, sentence by sentence, as files that run as they stand. */
it.each(files)('%s runs as it stands', async (file) => {
  const { failure } = await runScenario(join(HERE, file));
  expect(failure?.report ?? null).toBeNull();
});
