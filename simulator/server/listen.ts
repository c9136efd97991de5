import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Server as NetServer } from 'node:net';
import { BacklotError } from '../kernel/errors.js';
import { realTime } from './real-time.js';

export type ListenOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  /** Default: the loopback addresses, IPv4 and, where there is one, IPv6. */
  readonly host?: string;
  /** PEM texts; with them the port speaks TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Other bounds than the usual ones. */
  readonly bounds?: Partial<Bounds>;
};

/** What one port puts up with. */
export type Bounds = {
  /** Connections open at once; more are dropped as they come. */
  readonly connectionsMax: number;
  /** How long a client may take to send the head, and the whole, of a request, in milliseconds. */
  readonly headMsMax: number;
  readonly requestMsMax: number;
  /** How often that is looked at, in milliseconds. */
  readonly lookEveryMs: number;
};

export type Listening = {
  readonly port: number;
  /** Takes no new connections and ends the open ones, busy ones after a moment's grace. */
  close(): Promise<void>;
};

/** Somebody else listens on a port. */
export class PortInUseError extends BacklotError {
  readonly code = 'PORT_IN_USE';
  constructor(
    readonly port: number,
    cause: Error,
  ) {
    super(`port ${port} is in use`, 'Stop the program that listens there, or choose others: --port 5000 takes 5000-5004.', { cause });
  }
}

/** An address cannot be listened on. */
export class AddressError extends BacklotError {
  readonly code = 'ADDRESS_UNUSABLE';
  constructor(host: string, port: number, cause: Error) {
    super(`cannot listen on ${host}:${port}: ${cause.message}`, 'Name an address of this machine with --host, and a port above 1023.', {
      cause,
    });
  }
}

/** How long busy connections may finish after `close`, in milliseconds; stopping takes less than a second. */
const CLOSE_GRACE_MS = 300;
const BOUNDS: Bounds = { connectionsMax: 2_000, headMsMax: 30_000, requestMsMax: 300_000, lookEveryMs: 5_000 };
/** Header lines of one request; Node's own bound of their bytes is 16 KB. */
const HEADERS_MAX = 200;

/** Serves a listener on a port until it is closed. */
export async function listen(listener: RequestListener, options: ListenOptions): Promise<Listening> {
  return listenWith(await createServer(listener, options), options);
}

/** Serves with a server that exists already, a proxy's for one. */
export async function listenWith(server: Server, options: Omit<ListenOptions, 'tls'>): Promise<Listening> {
  const { connectionsMax } = { ...BOUNDS, ...options.bounds };
  server.maxConnections = connectionsMax;
  server.maxHeadersCount = HEADERS_MAX;
  await bind(server, options.port, options.host ?? '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  const second = options.host === undefined ? await alsoOnIpv6(server, port, connectionsMax) : null;
  return { port, close: () => close(server, second) };
}

async function createServer(listener: RequestListener, { tls, bounds }: ListenOptions): Promise<Server> {
  const { headMsMax, requestMsMax, lookEveryMs } = { ...BOUNDS, ...bounds };
  const options = {
    headersTimeout: headMsMax,
    requestTimeout: requestMsMax,
    connectionsCheckingInterval: lookEveryMs,
    keepAliveTimeout: 60_000,
  };
  if (tls === undefined) return createHttpServer(options, listener);
  const https = await import('node:https');
  return https.createServer({ ...options, ...tls }, listener);
}

/** Clients that ask for `localhost` may come by IPv6; machines without it lose nothing. */
async function alsoOnIpv6(server: Server, port: number, connectionsMax: number): Promise<NetServer | null> {
  const second = createNetServer((socket) => server.emit('connection', socket));
  second.maxConnections = connectionsMax;
  try {
    await bind(second, port, '::1');
    return second;
  } catch (error) {
    if (!(error instanceof PortInUseError)) return null;
    server.close();
    throw error;
  }
}

function bind(server: NetServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port, error) : new AddressError(host, port, error)),
    );
    server.listen({ port, host, ...(host === '::1' ? { ipv6Only: true } : {}) }, resolve);
  });
}

function close(server: Server, second: NetServer | null): Promise<void> {
  second?.close();
  return new Promise((resolve) => {
    const cancel = realTime.after(CLOSE_GRACE_MS, () => server.closeAllConnections());
    server.close(() => {
      cancel();
      resolve();
    });
    server.closeIdleConnections();
  });
}
