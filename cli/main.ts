#!/usr/bin/env node
import { exitCodeOf } from './exit-codes.js';
import { printError } from './print-error.js';

// First things first: a build older than its sources would mislead whoever edits a rule and plays a scenario.
try {
  const { refuseStaleBuild } = await import('./stale-build.js');
  refuseStaleBuild();
  const { runCommand } = await import('./program.js');
  process.exitCode = await runCommand(process.argv);
} catch (error) {
  printError(error);
  // At once: an open port must not keep a command that has failed.
  process.exit(exitCodeOf(error));
}
