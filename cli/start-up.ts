import { EXIT, exitCodeOf } from './exit-codes.js';
import { printError } from './print-error.js';
import { runCommand } from './program.js';
import { refuseStaleBuild } from './stale-build.js';

/** Runs a command line to its end and gives the code to exit with. */
export async function startUp(argv: readonly string[]): Promise<number> {
  process.stdout.on('error', endWithReader);
  // First things first: a build older than its sources would mislead whoever edits a rule and plays a scenario.
  try {
    refuseStaleBuild();
    return await runCommand(argv);
  } catch (error) {
    printError(error);
    // At once: an open port must not keep a command that has failed.
    process.exit(exitCodeOf(error));
  }
}

/** Whoever reads what we write, such as `head`, may have enough of it: then there is nothing left to do, and nothing wrong. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.held);
}
