import type { RequestListener } from 'node:http';
import type { Simulator } from '../index.js';
import type { SystemName } from '../kernel/wire.js';
import { type Control, type ControlHooks, createControl } from './control/control.js';
import { take } from './control/snapshot.js';
import { deliver, deliverOutbound } from './deliver.js';
import { httpMount } from './http-mount.js';
import { type Listening, type ListenOptions, listen, listenWith } from './listen.js';
import { PROXY_OFFSET, PUBSUB_OFFSET } from './ports.js';
import { listenForPubSub } from './pubsub-port.js';
import { ClockDriver, type RealTime } from './real-time.js';

export type ServerOptions = {
  /** The first of the ports: control API, Salesforce, Account Engagement, Intacct. 0 takes any free ones. */
  readonly port: number;
  /** Where everything listens; default loopback. */
  readonly host?: string;
  /** What callers of the control API must show; without it the control API listens on loopback whatever `host` says. */
  readonly token?: string;
  readonly tls?: NonNullable<ListenOptions['tls']>;
  /** A forward proxy for the vendors' host names, on the port after the reserved ones; its certificate. */
  readonly proxy?: NonNullable<ListenOptions['tls']>;
  /** The certificate of the Pub/Sub API, which is never without TLS; without it there is no Pub/Sub API. */
  readonly pubSubCertificate?: () => Promise<NonNullable<ListenOptions['tls']>>;
  readonly clock: 'real' | 'frozen';
  readonly time: RealTime;
  readonly version: string;
  readonly hooks: ControlHooks;
  /** Hears of errors in what ran by itself (a poll of the sync core). */
  readonly fail: (error: unknown) => void;
};

export type RunningServer = {
  readonly urls: Readonly<Record<ServedName, string>>;
  /** Where the forward proxy is, if there is one. */
  readonly proxyUrl: string | null;
  /** `localhost:4004`, where Salesforce's Pub/Sub API is, if it is served. */
  readonly pubSubEndpoint: string | null;
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
  simulator.intacct.state.outbox.sender = deliver;
  simulator.salesforce.state.outbound.sender = deliverOutbound;
  const beginning = take(simulator.world, hooks);
  const control: Control = {
    simulator,
    time,
    hooks,
    version,
    ...(options.token === undefined ? {} : { token: options.token }),
    urls: () => urls!,
    snapshots: new Map(),
    beginning,
  };
  const listeners: Readonly<Record<ServedName, RequestListener>> = {
    backlot: httpMount(createControl(control)),
    salesforce: httpMount(simulator.salesforce.standIn),
    engagement: httpMount(simulator.engagement.standIn),
    intacct: httpMount(simulator.intacct.standIn),
  };
  const open = [...(await openAll(listeners, options))];
  const pubSub = await openPubSub(simulator, options, open);
  if (pubSub !== null) open.push(pubSub);
  const proxy = await openProxy(simulator, options, open);
  if (proxy !== null) open.push(proxy);
  urls = urlsOf(open, options.tls === undefined ? 'http' : 'https');
  simulator.salesforce.state.origin = urls.salesforce;
  if (options.clock === 'real') time.thaw();
  const proxyUrl = proxy === null ? null : `http://localhost:${proxy.port}`;
  const pubSubEndpoint = pubSub === null ? null : `localhost:${pubSub.port}`;
  return { urls, proxyUrl, pubSubEndpoint, time, close: () => closeAll(time, open) };
}

async function openPubSub({ salesforce }: Simulator, options: ServerOptions, open: readonly Listening[]): Promise<Listening | null> {
  const { pubSubCertificate: certificate, port, host, fail } = options;
  if (certificate === undefined) return null;
  const where = { port: port === 0 ? 0 : port + PUBSUB_OFFSET, ...(host === undefined ? {} : { host }) };
  try {
    return await listenForPubSub(() => salesforce.pubSub(), { ...where, certificate }, fail);
  } catch (error) {
    await Promise.all(open.map((each) => each.close()));
    throw error;
  }
}

/** Always on loopback: who can use it can be anybody to its clients. */
async function openProxy(
  { salesforce, engagement, intacct }: Simulator,
  { proxy, port }: ServerOptions,
  open: readonly Listening[],
): Promise<Listening | null> {
  if (proxy === undefined) return null;
  const { createProxy } = await import('./proxy.js');
  const standIns = { salesforce: salesforce.standIn, engagement: engagement.standIn, intacct: intacct.standIn };
  try {
    return await listenWith(await createProxy(standIns, proxy), { port: port === 0 ? 0 : port + PROXY_OFFSET });
  } catch (error) {
    await Promise.all(open.map((each) => each.close()));
    throw error;
  }
}

async function openAll(listeners: Readonly<Record<ServedName, RequestListener>>, options: ServerOptions): Promise<readonly Listening[]> {
  const outcomes = await Promise.allSettled(SERVED.map((name, index) => listen(listeners[name], listenOptions(name, index, options))));
  const open = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return open;
  await Promise.all(open.map((each) => each.close()));
  throw failed.reason;
}

function listenOptions(name: ServedName, index: number, { port, host, tls, token }: ServerOptions): ListenOptions {
  return {
    port: port === 0 ? 0 : port + index,
    ...(host === undefined || (name === 'backlot' && token === undefined) ? {} : { host }),
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
