import { homedir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, type Simulator } from '../simulator/index.js';
import { DEFAULT_START } from '../simulator/kernel/world.js';
import { realTime } from '../simulator/server/real-time.js';
import { type RunningServer, startServer } from '../simulator/server/server.js';
import { printError } from './print-error.js';
import { SyncHost } from './sync-host.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

export type StartOptions = {
  /** The first port; 0 takes any free ones. */
  readonly port: number;
  readonly host?: string;
  readonly https?: boolean;
  readonly state?: string;
  /** `none`, `small`, `large`, or a file that `--state` wrote. */
  readonly seedData: string;
  readonly seed?: number;
  readonly clock: 'real' | 'frozen';
  readonly sync: boolean;
};

export type Started = {
  readonly urls: RunningServer['urls'];
  /** The certificate that clients must trust, with `https`. */
  readonly caPath: string | null;
  close(): Promise<void>;
};

/** Starts the three stand-ins, the control API and, unless told otherwise, the sync core. */
export async function startBacklot(options: StartOptions): Promise<Started> {
  const { https = false, seed, clock } = options;
  const simulator = createSimulator({
    ...(seed === undefined ? {} : { seed }),
    start: clock === 'real' ? realTime.now() : DEFAULT_START,
    ...(https ? { origins: originsOverTls(options.port) } : {}),
  });
  const core = await fill(simulator, options);
  const sync = options.sync ? new SyncHost(simulator, core) : null;
  const tls = https ? await certificate() : null;
  const server = await startServer(simulator, {
    port: options.port,
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(tls === null ? {} : { tls }),
    clock,
    time: realTime,
    version: version(),
    hooks: sync?.hooks ?? {},
    fail: printError,
  });
  const watched = options.state === undefined ? null : await watch(simulator, options.state, sync);
  return {
    urls: server.urls,
    caPath: tls?.caPath ?? null,
    close: async () => {
      await server.close();
      await watched?.close();
    },
  };
}

/** The records to begin with: those of the state file if it has some, else those that were asked for. Gives what the core remembered. */
async function fill(simulator: Simulator, { state, seedData }: StartOptions): Promise<unknown> {
  if (state !== undefined) {
    const { loadStateFile } = await import('../simulator/server/state-file.js');
    const found = await loadStateFile(simulator.world, state);
    if (found !== null) return found.core;
  }
  if (seedData === 'none') return null;
  if (seedData === 'small' || seedData === 'large') {
    await seedAll(simulator, seedData);
    return null;
  }
  const { loadStateFile } = await import('../simulator/server/state-file.js');
  const found = await loadStateFile(simulator.world, seedData);
  if (found === null)
    throw new UsageError(`there is no file ${seedData}`, '--seed-data takes none, small, large, or a file that serve --state wrote.');
  return found.core;
}

async function seedAll({ salesforce, engagement, intacct }: Simulator, size: 'small' | 'large'): Promise<void> {
  for (const vendor of [salesforce, engagement, intacct]) await vendor.seed(size);
}

async function watch(simulator: Simulator, path: string, sync: SyncHost | null): Promise<{ close(): Promise<void> }> {
  const { watchStateFile } = await import('../simulator/server/state-file.js');
  return watchStateFile(simulator.world, path, () => sync?.save() ?? null, printError);
}

async function certificate(): Promise<{ key: string; cert: string; caPath: string }> {
  const { certificateIn } = await import('../simulator/server/certificate.js');
  const folder = process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share');
  return certificateIn(join(folder, 'backlot', 'tls'), realTime);
}

function originsOverTls(port: number): Readonly<Record<'salesforce' | 'engagement' | 'intacct', string>> {
  return {
    salesforce: `https://localhost:${port + 1}`,
    engagement: `https://localhost:${port + 2}`,
    intacct: `https://localhost:${port + 3}`,
  };
}
