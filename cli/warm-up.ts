import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadProgram } from './load-program.js';

/**
 * The last step of a build: writes the JSON Schema of scenarios into `dist`, for the editors of those who install the package; plays a few
 * scenarios and serves once, so that the code V8 keeps (see `load-program.ts`) is that of the usual commands. Serving is an errand
 * of its own, in a process that keeps its own code. What they print is of no interest here; a failing one shows in the run that people start.
 */
const { program, keepCode } = loadProgram(import.meta.dirname, 'play');
process.on('exit', keepCode);
process.stdout.write = (() => true) as typeof process.stdout.write;
const scenarios = join(import.meta.dirname, '..', '..', 'scenarios');
const played = ['intacct/merge-accounts.yaml', 'engagement/trade-show-list.yaml'].map((file) => join(scenarios, file));
void warmUp();

async function warmUp(): Promise<void> {
  await program.startUp([process.execPath, 'backlot', 'run', ...played]);
  await program.startUp([process.execPath, 'backlot', 'schema', '--output', join(import.meta.dirname, '..', 'scenario.schema.json')]);
  spawnSync(process.execPath, [join(import.meta.dirname, 'main.js'), 'exec', '--', process.execPath, '-e', '0']);
}
