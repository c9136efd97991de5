import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { PubSub } from '../salesforce/index.js';
import { type Listening, type ListenOptions, listenWith } from './listen.js';

export type PubSubPort = Omit<ListenOptions, 'tls'> & {
  /** Asked for at the first connection. */
  readonly certificate: () => Promise<NonNullable<ListenOptions['tls']>>;
};

type Inject = (socket: Socket) => void;

/** Serves the Pub/Sub API by gRPC over TLS. Libraries and certificate are loaded when the first client comes. */
export async function listenForPubSub(
  pubSub: () => Promise<PubSub>,
  options: PubSubPort,
  fail: (error: unknown) => void,
): Promise<Listening> {
  let ready: Promise<Inject> | null = null;
  const sockets = new Set<Socket>();
  // Only the port is its own; what comes in is handed to gRPC as it is.
  const server = createServer();
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    ready ??= open(pubSub, options.certificate);
    ready.then(
      (inject) => inject(socket),
      (error: unknown) => {
        ready = null;
        socket.destroy();
        fail(error);
      },
    );
  });
  const { port, close } = await listenWith(server, options);
  return {
    port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return close();
    },
  };
}

async function open(pubSub: () => Promise<PubSub>, certificate: PubSubPort['certificate']): Promise<Inject> {
  const [api, tls, { createGrpcServer }] = await Promise.all([pubSub(), certificate(), import('./grpc-server.js')]);
  return createGrpcServer(api, tls);
}
