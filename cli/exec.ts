import { constants } from 'node:os';
import { Command } from 'commander';
import { DEFAULT_PORT } from './options.js';
import { type ServerFlags, startOptions, withServerOptions } from './serve.js';
import type { Started } from './start.js';
import { UsageError } from './usage-error.js';
import { proxyVariables, variables } from './variables.js';

const AFTER = `
Examples:
  $ backlot exec -- npm test
  $ backlot exec --seed-data none -- sh -c 'curl -s $SALESFORCE_URL/services/data'

The command finds the addresses and credentials in its environment; see: backlot env`;

/** Signals that are handed on to the command. */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `backlot exec -- CMD` runs a command against a backlot of its own, and ends as it does. */
export function execCommand(): Command {
  return withServerOptions(new Command('exec'))
    .description('Start everything, run a command with the variables set, stop, and pass on its exit code.')
    .argument('<command...>', 'the command, after --')
    .addHelpText('after', AFTER)
    .action(async ([command, ...args]: readonly string[], flags: ServerFlags) => {
      const started = await start(flags);
      const code = await run(command!, args, started).finally(() => started.close());
      process.exit(code);
    });
}

/** On the ports that were asked for; else on the usual ones, or, when those are taken, on any free ones. */
async function start(flags: ServerFlags): Promise<Started> {
  const { startBacklot } = await import('./start.js');
  if (flags.port !== undefined) return startBacklot(startOptions(flags, flags.port));
  try {
    return await startBacklot(startOptions(flags, DEFAULT_PORT));
  } catch (error) {
    if ((error as { code?: string }).code !== 'PORT_IN_USE') throw error;
    return startBacklot(startOptions(flags, 0));
  }
}

async function run(command: string, args: readonly string[], started: Started): Promise<number> {
  const { urls, proxyUrl, pubSubEndpoint, caPath, token } = started;
  const { spawn } = await import('node:child_process');
  const trust = caPath === null ? {} : { NODE_EXTRA_CA_CERTS: caPath };
  const proxy = proxyUrl === null ? {} : proxyVariables(proxyUrl, caPath);
  const shown = token === null ? {} : { BACKLOT_TOKEN: token };
  const env = { ...process.env, ...variables(urls, pubSubEndpoint), ...trust, ...proxy, ...shown };
  const child = spawn(command, args, { stdio: 'inherit', env });
  for (const signal of PASSED_ON) {
    // A terminal sends Ctrl-C to the command itself, too: once is enough.
    process.on(signal, () => void (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => reject(cannotRun(command, error)));
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

function cannotRun(command: string, error: NodeJS.ErrnoException): Error {
  if (error.code === 'ENOENT')
    return new UsageError(`there is no command ${command}`, 'Check its spelling and PATH; for shell syntax: backlot exec -- sh -c "…"');
  if (error.code === 'EACCES') return new UsageError(`${command} may not be run`, 'Is it executable? chmod +x');
  return error;
}
