import type { Socket } from 'node:net';
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServiceDefinition,
  type StatusObject,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { ConnectionLostError } from '../kernel/wire.js';
import type { CallMetadata, PubSub } from '../salesforce/index.js';

/** gRPC's INTERNAL. */
const INTERNAL = 13;
/** gRPC's UNAVAILABLE. */
const UNAVAILABLE = 14;

/** A gRPC server for an API, fed with connections; it listens on no port itself. */
export function createGrpcServer(api: PubSub, tls: { readonly key: string; readonly cert: string }): (socket: Socket) => void {
  const definitions = fromJSON(api.protocol as never, { keepCase: true, longs: Number, enums: String, defaults: true, arrays: true });
  const server = new Server();
  server.addService(definitions[api.serviceName] as ServiceDefinition, {
    ...Object.fromEntries(Object.entries(api.unary).map(([name, act]) => [name, unary(act)])),
    ...Object.fromEntries(Object.entries(api.streams).map(([name, open]) => [name, stream(open)])),
  });
  const keys = [{ private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) }];
  const injector = server.createConnectionInjector(ServerCredentials.createSsl(null, keys));
  return (socket) => injector.injectConnection(socket);
}

function unary(act: PubSub['unary'][string]) {
  return async (call: ServerUnaryCall<object, object>, reply: sendUnaryData<object>): Promise<void> => {
    try {
      reply(null, await act(metadataOf(call.metadata), call.request));
    } catch (error) {
      reply(statusOf(error));
    }
  };
}

function stream(open: PubSub['streams'][string]) {
  return (call: ServerDuplexStream<object, object>): void => {
    let opened: ReturnType<typeof open> | null = null;
    const end = (error: unknown): void => {
      opened?.close();
      call.emit('error', statusOf(error));
    };
    try {
      opened = open(metadataOf(call.metadata), (response) => call.write(response));
    } catch (error) {
      end(error);
      return;
    }
    const { receive, close } = opened;
    call.on('data', (message: object) => {
      try {
        receive(message)?.catch(end);
      } catch (error) {
        end(error);
      }
    });
    call.on('end', () => {
      close();
      call.end();
    });
    call.on('cancelled', close);
    call.on('error', close);
  };
}

function metadataOf(metadata: Metadata): CallMetadata {
  return Object.fromEntries(Object.entries(metadata.getMap()).map(([name, value]) => [name, String(value)]));
}

/** A refusal as status and trailers; a lost connection as clients tell it; anything else is our own bug, told without its stack. */
function statusOf(error: unknown): Partial<StatusObject> {
  if (error instanceof ConnectionLostError) return { code: UNAVAILABLE, details: 'Connection dropped' };
  const { status, errorCode, rpcId, message } = error as { status?: unknown; errorCode?: string; rpcId?: string; message?: string };
  if (typeof status !== 'number' || errorCode === undefined) return { code: INTERNAL, details: 'An unexpected error occurred.' };
  const metadata = new Metadata();
  metadata.set('error-code', errorCode);
  metadata.set('rpc-id', rpcId ?? '');
  return { code: status, details: message ?? '', metadata };
}
