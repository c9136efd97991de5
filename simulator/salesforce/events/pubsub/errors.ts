/** Numbers of gRPC's statuses. */
export const STATUS = {
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  internal: 13,
  unauthenticated: 16,
} as const;

/**
 * A refusal of the Pub/Sub API: a gRPC status, and a code of its own in the trailer.
 *
 * Source: Pub/Sub API guide, "Handle Errors".
 */
export class PubSubError extends Error {
  readonly errorCode: string;

  constructor(
    readonly status: number,
    code: string,
    message: string,
    readonly rpcId: string,
  ) {
    super(`${message} rpcId: ${rpcId}`);
    this.errorCode = `sfdc.platform.eventbus.grpc.${code}`;
  }
}
