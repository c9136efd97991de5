import { addOrg, createSimulator, type Simulator } from '../simulator/index.js';
import { DEFAULT_START } from '../simulator/kernel/world.js';
import { realTime } from '../simulator/server/real-time.js';
import { type RunningServer, startServer } from '../simulator/server/server.js';
import type { CoreMemory, LoadedState, StatePlace } from '../simulator/server/state-file.js';
import { certificateFolder } from './certificate-folder.js';
import { controlToken } from './control-token.js';
import { printError } from './print-error.js';
import { forgetCoreTimers, SyncHost } from './sync-host.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

export type StartOptions = {
  /** The first port; 0 takes any free ones. */
  readonly port: number;
  readonly host?: string;
  readonly https?: boolean;
  /** A forward proxy for the vendors' host names. */
  readonly proxy?: boolean;
  readonly state?: string;
  /** `none`, `small`, `large`, or a file that `--state` wrote. */
  readonly seedData: string;
  /** A folder of a Salesforce DX project, or one that was pulled: the systems are set up like that. */
  readonly schema?: string;
  readonly seed?: number;
  readonly clock: 'real' | 'frozen';
  readonly sync: boolean;
};

export type Started = {
  readonly urls: RunningServer['urls'];
  readonly proxyUrl: RunningServer['proxyUrl'];
  readonly pubSubEndpoint: RunningServer['pubSubEndpoint'];
  /** The certificate that clients must trust, with `https` or `proxy`. */
  readonly caPath: string | null;
  /** What callers of the control API must show, when others than this machine can reach it. */
  readonly token: string | null;
  close(): Promise<void>;
};

/** Starts the three stand-ins, the control API and, unless told otherwise, the sync core. */
export async function startBacklot(options: StartOptions): Promise<Started> {
  const letGo = options.state === undefined ? () => {} : await claim(options.state);
  try {
    const started = await startAll(options);
    return { ...started, close: () => started.close().finally(letGo) };
  } catch (error) {
    letGo();
    throw error;
  }
}

async function startAll(options: StartOptions): Promise<Started> {
  const { https = false, proxy = false, seed, clock } = options;
  const simulator = createSimulator({
    ...(seed === undefined ? {} : { seed }),
    start: clock === 'real' ? realTime.now() : DEFAULT_START,
    ...(https ? { origins: originsOverTls(options.port) } : {}),
  });
  if (options.schema !== undefined) await addSchema(simulator, options.schema);
  const loaded = await fill(simulator, options);
  forgetCoreTimers(simulator.world.clock);
  const sync = options.sync ? new SyncHost(simulator, loaded, options.state ?? options.seedData) : null;
  const token = options.host === undefined ? null : controlToken();
  const tls = https || proxy ? await certificate() : null;
  const server = await startServer(simulator, {
    port: options.port,
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(token === null ? {} : { token }),
    ...(tls !== null && https ? { tls } : {}),
    ...(tls !== null && proxy ? { proxy: tls } : {}),
    pubSubCertificate: certificate,
    clock,
    time: realTime,
    version: version(),
    hooks: sync?.hooks ?? {},
    fail: printError,
  });
  const leaveSync = sync?.start(printError);
  const watched = options.state === undefined ? null : await watch(simulator, options.state, sync, loaded?.place ?? null);
  return {
    urls: server.urls,
    proxyUrl: server.proxyUrl,
    pubSubEndpoint: server.pubSubEndpoint,
    caPath: tls?.caPath ?? null,
    token,
    close: async () => {
      leaveSync?.();
      await server.close();
      await watched?.close();
    },
  };
}

async function claim(state: string): Promise<() => void> {
  const { claimFile } = await import('./claim-file.js');
  return claimFile(state);
}

/** The records to begin with: those of the state file if it has some, else those that were asked for. Gives what was loaded. */
async function fill(simulator: Simulator, { state, seedData }: StartOptions): Promise<LoadedState | null> {
  if (state !== undefined) {
    const { loadStateFile } = await import('../simulator/server/state-file.js');
    const found = await loadStateFile(simulator.world, state);
    if (found !== null) return found;
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
  // It is where this world begins, not where it is kept.
  return { ...found, place: null };
}

async function addSchema(simulator: Simulator, folder: string): Promise<void> {
  const { readSchemaFolder } = await import('./schema-folder.js');
  const notes = addOrg(simulator, await readSchemaFolder(folder));
  for (const note of notes) process.stderr.write(`--schema: ${note}\n`);
}

async function seedAll({ salesforce, engagement, intacct }: Simulator, size: 'small' | 'large'): Promise<void> {
  for (const vendor of [salesforce, engagement, intacct]) await vendor.seed(size);
}

async function watch(
  simulator: Simulator,
  path: string,
  sync: SyncHost | null,
  place: StatePlace | null,
): Promise<{ close(): Promise<void> }> {
  const { watchStateFile } = await import('../simulator/server/state-file.js');
  return watchStateFile(simulator.world, path, sync?.memory ?? NO_CORE, printError, place);
}

const NO_CORE: CoreMemory = { save: () => null, takeEntries: () => [] };

async function certificate(): Promise<{ key: string; cert: string; caPath: string }> {
  const { certificateIn } = await import('../simulator/server/certificate.js');
  return certificateIn(certificateFolder(), realTime);
}

function originsOverTls(port: number): Readonly<Record<'salesforce' | 'engagement' | 'intacct', string>> {
  return {
    salesforce: `https://localhost:${port + 1}`,
    engagement: `https://localhost:${port + 2}`,
    intacct: `https://localhost:${port + 3}`,
  };
}
