import type { RequestListener } from 'node:http';
import type { Simulator } from '../index.js';
import type { SystemName } from '../kernel/wire.js';
import { type Control, type ControlHooks, createControl } from './control/control.js';
import { take } from './control/snapshot.js';
import { httpMount } from './http-mount.js';
import { type Listening, type ListenOptions, listen } from './listen.js';
import { ClockDriver, type RealTime } from './real-time.js';

export type ServerOptions = {
  /** The first of the ports: control API, Salesforce, Account Engagement, Intacct. 0 takes any free ones. */
  readonly port: number;
  /** Where the vendors listen; default loopback. The control API listens on loopback whatever this says. */
  readonly host?: string;
  readonly tls?: NonNullable<ListenOptions['tls']>;
  readonly clock: 'real' | 'frozen';
  readonly time: RealTime;
  readonly version: string;
  readonly hooks: ControlHooks;
  /** Hears of errors in what ran by itself (a poll of the sync core). */
  readonly fail: (error: unknown) => void;
};

export type RunningServer = {
  readonly urls: Readonly<Record<ServedName, string>>;
  readonly time: ClockDriver;
  close(): Promise<void>;
};

export type ServedName = SystemName | 'backlot';

/** What is served, in the order of its ports. */
const SERVED: readonly ServedName[] = ['backlot', 'salesforce', 'engagement', 'intacct'];

/** Serves a simulator on its four ports until it is closed. When one port cannot be had, none stays open. */
export async function startServer(simulator: Simulator, options: ServerOptions): Promise<RunningServer> {
  const { hooks, version } = options;
  const time = new ClockDriver(simulator.world.clock, options.time, options.fail);
  let urls: Readonly<Record<ServedName, string>> | null = null;
  const beginning = take(simulator.world, hooks);
  const control: Control = { simulator, time, hooks, version, urls: () => urls!, snapshots: new Map(), beginning };
  const listeners: Readonly<Record<ServedName, RequestListener>> = {
    backlot: httpMount(createControl(control)),
    salesforce: httpMount(simulator.salesforce.standIn),
    engagement: httpMount(simulator.engagement.standIn),
    intacct: httpMount(simulator.intacct.standIn),
  };
  const open = await openAll(listeners, options);
  urls = urlsOf(open, options.tls === undefined ? 'http' : 'https');
  if (options.clock === 'real') time.thaw();
  return { urls, time, close: () => closeAll(time, open) };
}

async function openAll(listeners: Readonly<Record<ServedName, RequestListener>>, options: ServerOptions): Promise<readonly Listening[]> {
  const outcomes = await Promise.allSettled(SERVED.map((name, index) => listen(listeners[name], listenOptions(name, index, options))));
  const open = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return open;
  await Promise.all(open.map((each) => each.close()));
  throw failed.reason;
}

function listenOptions(name: ServedName, index: number, { port, host, tls }: ServerOptions): ListenOptions {
  return {
    port: port === 0 ? 0 : port + index,
    ...(host === undefined || name === 'backlot' ? {} : { host }),
    ...(tls === undefined ? {} : { tls }),
  };
}

function urlsOf(open: readonly Listening[], scheme: string): Readonly<Record<ServedName, string>> {
  const urls = SERVED.map((name, index) => [name, `${scheme}://localhost:${open[index]!.port}`]);
  return Object.fromEntries(urls) as Record<ServedName, string>;
}

async function closeAll(time: ClockDriver, open: readonly Listening[]): Promise<void> {
  time.stop();
  await Promise.all(open.map((each) => each.close()));
}
