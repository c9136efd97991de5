import type { World } from '../../../kernel/world.js';
import type { Channel } from '../channels.js';

/** How long a connect is held open. Source: Streaming API guide, "Timeouts". */
export const CONNECT_MS_MAX = 110_000;
/** How long a client may stay away between connects. Source: as above. */
export const AWAY_MS_MAX = 40_000;

export type Subscription = { readonly channel: Channel /** Replay id of the last event delivered. */; position: number };

/** One subscriber. It lives in memory only: after a restart clients shake hands again. */
export type CometdClient = {
  readonly id: string;
  readonly cookie: string;
  readonly token: string;
  readonly subscriptions: Map<string, Subscription>;
  hasConnected: boolean;
  lastSeenAt: number;
  /** Ends the connect that is held, with what is there. */
  release: (() => void) | null;
};

const ID_CHARS = 26;
const COOKIE_CHARS = 22;

/** The timer that ends a held connect; its payload is the client's id. */
export const CONNECT_TIMER = 'salesforce:cometd-connect';

/** The clients that shook hands with an org. */
export class CometdClients {
  #clients = new Map<string, CometdClient>();

  constructor(private readonly world: World) {
    world.clock.on(CONNECT_TIMER, (id) => this.#clients.get(String(id))?.release?.());
  }

  /** A new client, in a browser that is known by its cookie or gets one. */
  add(token: string, browser: string | null): CometdClient {
    this.#dropAbsent();
    const random = this.world.random('salesforce:cometd');
    const id = random.text(ID_CHARS);
    const lastSeenAt = this.world.clock.now();
    const client = {
      id,
      cookie: browser ?? random.text(COOKIE_CHARS),
      token,
      subscriptions: new Map(),
      hasConnected: false,
      lastSeenAt,
      release: null,
    };
    this.#clients.set(id, client);
    return client;
  }

  /** The client of an id, unless it stayed away too long. */
  find(id: string): CometdClient | undefined {
    const client = this.#clients.get(id);
    if (client === undefined || !this.#isAbsent(client)) return client;
    this.#clients.delete(id);
    return undefined;
  }

  remove(client: CometdClient): void {
    this.#clients.delete(client.id);
    client.release?.();
  }

  #isAbsent({ release, lastSeenAt }: CometdClient): boolean {
    return release === null && this.world.clock.now() - lastSeenAt > AWAY_MS_MAX;
  }

  #dropAbsent(): void {
    for (const client of this.#clients.values()) if (this.#isAbsent(client)) this.#clients.delete(client.id);
  }
}
