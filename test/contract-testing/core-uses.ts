import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runFiles, type ScenarioResult } from '../../scenarios/runner/index.js';
import { usesOf } from './uses.js';

const SCENARIOS = fileURLToPath(new URL('../../scenarios', import.meta.url));

/** What the sync core uses of the vendors in the bundled scenarios, each with a scenario that shows it. */
export async function coreUses(only = /\.yaml$/): Promise<ReadonlyMap<string, string>> {
  const files = ['engagement', 'intacct', 'together'].flatMap((folder) =>
    readdirSync(`${SCENARIOS}/${folder}`).map((file) => `${SCENARIOS}/${folder}/${file}`),
  );
  const uses = new Map<string, string>();
  const ended = ({ trace, file }: ScenarioResult): void => {
    for (const entry of trace.entries()) {
      if (entry.kind !== 'call') continue;
      for (const use of usesOf(entry)) if (!uses.has(use)) uses.set(use, file.slice(SCENARIOS.length + 1));
    }
  };
  await runFiles(
    files.filter((file) => only.test(file)),
    { reporter: { ended, finished: () => {} } },
  );
  return uses;
}
