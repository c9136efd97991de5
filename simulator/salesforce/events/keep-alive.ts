import type { World } from '../../kernel/world.js';

/** Subscribers over gRPC hear something at least this often. Source: Pub/Sub API guide, "Subscribe RPC Method". */
const KEEPALIVE_MS = 270_000;
const KEEPALIVE_TIMER = 'salesforce:pubsub-keepalive';

/** Wakes streams that hear nothing. The timer stands only while somebody listens, or a snapshot of such a time was restored. */
export class KeepAlive {
  #listeners = new Set<() => void>();

  constructor(private readonly world: World) {
    world.clock.on(KEEPALIVE_TIMER, () => {
      for (const listener of this.#listeners) listener();
      this.#arm();
    });
  }

  /** Calls back from time to time; call the result to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#arm();
    return () => this.#listeners.delete(listener);
  }

  #arm(): void {
    const { clock } = this.world;
    if (this.#listeners.size === 0 || clock.timers().some(({ kind }) => kind === KEEPALIVE_TIMER)) return;
    clock.arm(clock.now() + KEEPALIVE_MS, KEEPALIVE_TIMER, null, { standing: true });
  }
}
