import { join } from 'node:path';
import { loadProgram } from './load-program.js';

/**
 * The last step of a build: writes the JSON Schema of scenarios into `dist`, for the editors of those who install the package; plays a few
 * scenarios and serves once, so that the code V8 keeps (see `load-program.ts`) is that of the usual commands. What they print is of no
 * interest here; a failing one shows in the run that people start.
 */
const { program, keepCode } = loadProgram(import.meta.dirname);
process.on('exit', keepCode);
process.stdout.write = (() => true) as typeof process.stdout.write;
const scenarios = join(import.meta.dirname, '..', '..', 'scenarios');
const played = ['intacct/merge-accounts.yaml', 'engagement/trade-show-list.yaml'].map((file) => join(scenarios, file));
await program.startUp([process.execPath, 'backlot', 'run', ...played]);
await program.startUp([process.execPath, 'backlot', 'schema', '--output', join(import.meta.dirname, '..', 'scenario.schema.json')]);
await program.startUp([process.execPath, 'backlot', 'exec', '--', process.execPath, '-e', '0']);
