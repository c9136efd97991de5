import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { DELIVERIES_MAX } from '../limits.js';

/** Something that Intacct posts to somebody: the reply to an asynchronous request, or a webhook's event. */
export type Delivery = {
  readonly id: string;
  readonly kind: 'policy' | 'webhook';
  /** The policy or webhook that it goes by. */
  readonly source: string;
  /** Blank when nobody set an address: then it is only kept. */
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  /** The same on every attempt, so that receivers can tell a repetition. */
  readonly idempotencyKey: string;
  readonly state: 'kept' | 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  /** HTTP status of the last attempt; 0 when nobody answered. */
  readonly lastStatus: number | null;
  readonly at: number;
};

/** Posts a delivery and tells the status of the reply, 0 for none. Worlds without one only keep what would be sent. */
export type Sender = (delivery: Delivery) => number | Promise<number>;

/** Waits before the second, third and fourth attempt, in milliseconds. Source: developer.sage.com, "Outbound webhooks". */
const RETRY_MS = [10_000, 30_000, 90_000];
/** Replies after which the vendor tries again. Source: as above. Assumed: no answer at all counts as one. */
const RETRIED = new Set([0, 408, 429, 500, 502, 503, 504]);

const TIMER = 'intacct:deliver';

/** What Intacct has sent, and has yet to send. */
export class Outbox {
  readonly table: Table<Delivery>;
  /** Set by whoever connects this world to a network. */
  sender: Sender | null = null;

  constructor(private readonly world: World) {
    this.table = world.table<Delivery>('intacct', { name: 'DELIVERY', key: (row) => row.id, logged: false });
    world.clock.on(TIMER, (id) => this.#attempt(String(id)));
  }

  post(delivery: Pick<Delivery, 'kind' | 'source' | 'url' | 'contentType' | 'body'>): Delivery {
    const cell = this.world.cell('intacct:deliveries', 1);
    const number = cell.get();
    cell.set(number + 1);
    const willGo = delivery.url !== '' && this.sender !== null;
    const row = this.table.put({
      ...delivery,
      id: String(number),
      idempotencyKey: this.world.random('intacct:deliveries').text(32),
      state: willGo ? 'waiting' : 'kept',
      attempts: 0,
      lastStatus: null,
      at: this.world.clock.now(),
    });
    this.table.remove(String(number - DELIVERIES_MAX));
    if (willGo) this.world.arm(this.world.clock.now(), TIMER, row.id);
    return row;
  }

  /** A reply that takes its time holds nobody up: its outcome is written when it comes. */
  #attempt(id: string): void {
    const delivery = this.table.get(id);
    if (delivery === undefined || delivery.state !== 'waiting' || this.sender === null) return;
    const status = this.sender(delivery);
    if (typeof status === 'number') this.#settle(id, status);
    else
      status.then(
        (arrived) => this.#settle(id, arrived),
        () => this.#settle(id, 0),
      );
  }

  #settle(id: string, status: number): void {
    const delivery = this.table.get(id);
    if (delivery === undefined || delivery.state !== 'waiting') return;
    const attempts = delivery.attempts + 1;
    const wait = RETRIED.has(status) ? RETRY_MS[delivery.attempts] : undefined;
    const state = status >= 200 && status < 300 ? 'delivered' : wait === undefined ? 'failed' : 'waiting';
    this.table.put({ ...delivery, state, attempts, lastStatus: status });
    if (state === 'waiting') this.world.clock.arm(this.world.clock.now() + wait!, TIMER, id);
  }
}
