import { Command, Option } from 'commander';
import { realTime } from '../simulator/server/real-time.js';
import { DEFAULT_PORT, parsePort, parseSeed } from './options.js';
import { refuseStaleBuild } from './stale-build.js';
import type { Started, StartOptions } from './start.js';

const AFTER = `
Examples:
  $ backlot serve                                         ports 4000-4003, a small company in them
  $ backlot serve --port 5000 --seed-data none            elsewhere, and empty
  $ backlot serve --state world.json                      what is written survives the end
  $ curl -X POST localhost:4000/_backlot/clock -d '{"advance":"4d"}'`;

/** `backlot serve` serves the three systems until it is stopped. */
export function serveCommand(): Command {
  return withServerOptions(new Command('serve'))
    .description('Serve the three systems, and the sync core between them, until stopped.')
    .addHelpText('after', AFTER)
    .action(async (options: ServerFlags) => {
      // Heard from the first moment on: who is told to stop as soon as it answers still saves what it has.
      const stopped = stopSignal();
      const { startBacklot } = await import('./start.js');
      const started = await startBacklot(startOptions(options, options.port ?? DEFAULT_PORT));
      process.stdout.write(greeting(started));
      try {
        await Promise.race([stopped, foundStale()]);
      } finally {
        await started.close();
      }
      // Whatever still waits (a slow reply, a lazy import) must not keep the process.
      process.exit(0);
    });
}

export type ServerFlags = Omit<StartOptions, 'port'> & { readonly port?: number };

/** The options that `serve` and `exec` share. */
export function withServerOptions(command: Command): Command {
  return command
    .option('--port <first>', `the first of five ports (default: ${DEFAULT_PORT})`, parsePort)
    .option('--host <address>', 'where everything listens (default: loopback); the control API then asks for a token')
    .option('--https', 'serve TLS, with a certificate made on first use')
    .option('--proxy', 'also a forward proxy, five ports up, for clients that insist on the vendors’ host names')
    .option('--state <file>', 'keep the world in a file, and go on from it')
    .option('--schema <folder>', 'a Salesforce DX project folder (force-app/): its objects, fields and validation rules are added')
    .option('--seed-data <what>', 'records to begin with: none, small, large, or a file that --state wrote', 'small')
    .option('--seed <n>', 'the seed of chance', parseSeed)
    .addOption(
      new Option('--clock <how>', 'real lets time pass, frozen holds it until it is moved').choices(['real', 'frozen']).default('real'),
    )
    .option('--no-sync', 'leave the sync core out');
}

/** Flags as what is to be started. */
export function startOptions(flags: ServerFlags, port: number): StartOptions {
  return { ...flags, port };
}

function greeting({ urls, proxyUrl, pubSubEndpoint, caPath, token }: Started): string {
  const lines = [
    `Salesforce           ${urls.salesforce}   admin@backlot.test / backlot`,
    `Account Engagement   ${urls.engagement}   business unit 0Uv000000000001CAA`,
    `Sage Intacct         ${urls.intacct}/ia/xml/xmlgw.phtml   company backlot, admin / backlot`,
    ...(pubSubEndpoint === null ? [] : [`Pub/Sub API          ${pubSubEndpoint}   gRPC over TLS`]),
    `Control API          ${urls.backlot}/_backlot/openapi.json`,
  ];
  if (proxyUrl !== null) lines.push(`Forward proxy         ${proxyUrl}   HTTPS_PROXY, HTTP_PROXY; see docs/clients.md`);
  if (token !== null) lines.push(`Control API's token   ${token}   Authorization: Bearer …; BACKLOT_TOKEN sets it`);
  if (caPath !== null) lines.push(`Trust this authority  ${caPath}   (NODE_EXTRA_CA_CERTS, curl --cacert)`);
  return `${lines.join('\n')}\n`;
}

/** When to look whether the build is stale, in milliseconds: looking at some 1,500 files would be felt in the time to the first reply. */
const STALE_AFTER_MS = 500;

/** Rejects when this build turns out to be older than its sources. */
function foundStale(): Promise<never> {
  return new Promise((_, reject) => {
    const look = (): void => {
      try {
        refuseStaleBuild();
      } catch (error) {
        reject(error);
      }
    };
    realTime.after(STALE_AFTER_MS, look);
  });
}

/** Waits for Ctrl-C or a polite kill; a second one ends at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
