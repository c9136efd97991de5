import { exitCodeOf } from './exit-codes.js';
import { printError } from './print-error.js';
import { runCommand } from './program.js';
import { refuseStaleBuild } from './stale-build.js';

export { workAtHome } from './work-at-home.js';

/** Runs a command line to its end and gives the code to exit with. */
export async function startUp(argv: readonly string[]): Promise<number> {
  process.stdout.on('error', endWithReader);
  try {
    // First things first: a build older than its sources would mislead whoever edits a rule and plays a scenario. `serve` looks later.
    if (argv[2] !== 'serve') refuseStaleBuild();
    return await runCommand(argv);
  } catch (error) {
    printError(error);
    // At once: an open port must not keep a command that has failed.
    process.exit(exitCodeOf(error));
  }
}

/**
 * Whoever reads what we write, such as `head`, may have enough of it. That is nothing wrong, but no reason to call a run good that has not
 * ended: from then on nothing is written, and the command goes on to its own end and exit code.
 */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.stdout.write = (() => true) as typeof process.stdout.write;
}
