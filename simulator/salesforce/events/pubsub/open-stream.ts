import type { Session } from '../../state/sessions.js';
import type { SalesforceOrg } from '../../state.js';
import { signIn } from './caller.js';
import { type CallMetadata, exchange, logDelivery } from './watch.js';

/** One open stream of a client. `receive` throws a `PubSubError` that ends it, at once or later. */
export type OpenStream = { receive(message: unknown): void | Promise<void>; close(): void };

/** What a method does with the messages of a stream; what it answers goes through the `send` of its opening. */
export type Handler = { receive(session: Session, message: unknown): void; close?(): void };
export type Opening = { readonly metadata: CallMetadata; readonly rpcId: string; readonly send: (response: object) => void };

type Request = Omit<Opening, 'send'> & {
  readonly method: string;
  readonly emit: (response: object) => void;
  readonly open: (opening: Opening) => Handler;
};

/**
 * Opens a stream. Every message of the client is an exchange with the answers it gets at once; what the stream tells later is logged
 * as it goes. Answers that a fault holds back hold back what follows them.
 */
export function openStream(org: SalesforceOrg, { method, metadata, rpcId, emit, open }: Request): OpenStream {
  checkCaller(org, { method, metadata, rpcId });
  let answers: object[] | null = null;
  let held: Promise<void> | null = null;
  const pass = (responses: readonly object[]): void => {
    if (held === null) responses.forEach(emit);
    else held = held.then(() => responses.forEach(emit));
  };
  const handler = open({
    metadata,
    rpcId,
    send(response) {
      if (answers !== null) {
        answers.push(response);
        return;
      }
      if (hasEvents(response)) logDelivery(org, method, metadata, response);
      pass([response]);
    },
  });
  const perform = (message: unknown): readonly object[] => {
    const given: object[] = [];
    answers = given;
    try {
      handler.receive(signIn(org, metadata, rpcId), message);
      return given;
    } finally {
      answers = null;
    }
  };
  return {
    receive(message) {
      const answered = exchange(org, { method, metadata, message, rpcId, perform: () => perform(message) });
      if (!(answered instanceof Promise)) {
        pass(answered as readonly object[]);
        return;
      }
      held = (held ?? Promise.resolve()).then(async () => ((await answered) as readonly object[]).forEach(emit));
      return held;
    },
    close: () => handler.close?.(),
  };
}

/** Who may not call at all hears it before the first message. */
function checkCaller(org: SalesforceOrg, { method, metadata, rpcId }: Pick<Request, 'method' | 'metadata' | 'rpcId'>): void {
  try {
    signIn(org, metadata, rpcId);
  } catch (error) {
    const perform = (): never => {
      throw error;
    };
    exchange(org, { method, metadata, message: null, rpcId, perform });
  }
}

/** Most responses that tell of no event only keep a stream alive. */
function hasEvents(response: object): boolean {
  return 'events' in response && Array.isArray(response.events) && response.events.length > 0;
}
