import type { Change } from '../../kernel/change-log.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { changeEventsOf } from './change-events.js';
import { platformEventOf } from './platform-events.js';
import { topicEventsOf } from './push-topics.js';
import type { StreamEvent } from './stream-event.js';

/** How long events are kept. Source: Streaming API guide, "Message Durability": 72 hours for high-volume events and change events. */
export const RETENTION_MS = 72 * 3_600_000;
/** Of PushTopic events. Source: as above. */
export const TOPIC_RETENTION_MS = 24 * 3_600_000;

/** Replay ids that mean a place, not an event. */
export const REPLAY_NEW = -1;
export const REPLAY_ALL = -2;

/** Calls in which every part is a transaction of its own. */
const CALL_OF_MANY = /\/composite(?:\/batch|\/graph)?\/?$/i;

/**
 * The events of an org, read from the change log: nothing is stored twice, a rolled-back write was never an event, and a restored
 * snapshot has the events of its time. An event's replay id is the number of the last change that it tells of.
 */
export class EventStream {
  #events: StreamEvent[] = [];
  #last: Change | null = null;
  #from = 0;
  #listeners = new Set<() => void>();
  #isWaking = false;

  constructor(private readonly org: SalesforceOrg) {
    org.world.changes.listen(() => this.#wake());
  }

  /** What was written so far is the beginning, and no event. */
  beginHere(): void {
    this.#from = this.org.world.changes.next;
    this.#forget();
  }

  /** The highest replay id given out so far; what comes is higher. */
  get latest(): number {
    return this.org.world.changes.next - 1;
  }

  /** The retained events after a replay id that a test picks, oldest first. */
  after(replayId: number, test: (event: StreamEvent) => boolean, max = Number.POSITIVE_INFINITY): readonly StreamEvent[] {
    this.#read();
    const now = this.org.world.clock.now();
    const found: StreamEvent[] = [];
    for (let index = firstAfter(this.#events, replayId); index < this.#events.length && found.length < max; index += 1) {
      const event = this.#events[index]!;
      const retention = event.kind === 'topic' ? TOPIC_RETENTION_MS : RETENTION_MS;
      if (event.at >= now - retention && test(event)) found.push(event);
    }
    return found;
  }

  /** The place that a subscriber's replay id means; null when it names none, or one too long ago. */
  place(replayId: number): number | null {
    if (replayId === REPLAY_NEW) return this.latest;
    if (replayId === REPLAY_ALL) return -1;
    if (!Number.isSafeInteger(replayId) || replayId < 0 || replayId > this.latest) return null;
    const change = this.org.world.changes.since(replayId)[0];
    if (change === undefined || change.seq !== replayId) return null;
    return change.at >= this.org.world.clock.now() - RETENTION_MS ? replayId : null;
  }

  /** The types of what is retained, also as they were before the org's schema changed. */
  types(): readonly SObjectType[] {
    this.#read();
    return [...new Set(this.#events.flatMap((event) => (event.kind === 'topic' ? [] : [event.type])))];
  }

  /** Calls back, soon after they were committed, when there were writes. Call the result to hear no more. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Listeners hear once the call that writes is done, so that they see its transaction whole. */
  #wake(): void {
    if (this.#isWaking || this.#listeners.size === 0) return;
    this.#isWaking = true;
    queueMicrotask(() => {
      this.#isWaking = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }

  /** Reads what the change log has more. */
  #read(): void {
    const { changes, clock } = this.org.world;
    if (this.#last !== null && changes.since(this.#last.seq)[0] !== this.#last) this.#forget();
    const fresh = changes.since(this.#last === null ? this.#from : this.#last.seq + 1);
    if (fresh.length === 0) return;
    this.#last = fresh.at(-1)!;
    for (const transaction of transactionsOf(fresh)) this.#events.push(...this.#eventsOf(transaction));
    const expired = this.#events.findIndex(({ at }) => at >= clock.now() - RETENTION_MS);
    if (expired !== 0) this.#events.splice(0, expired === -1 ? this.#events.length : expired);
  }

  #eventsOf(changes: readonly Change[]): readonly StreamEvent[] {
    const published = changes.flatMap((change) => platformEventOf(this.org, change) ?? []);
    const events = [...published, ...topicEventsOf(this.org, changes), ...changeEventsOf(this.org, changes)];
    return events.sort((a, b) => a.replayId - b.replayId);
  }

  #forget(): void {
    this.#events = [];
    this.#last = null;
  }
}

/** Changes of Salesforce, in runs that belong together: one call's, or one transaction's. */
function transactionsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const runs: Change[][] = [];
  let current = '';
  for (const change of changes) {
    if (change.system !== 'salesforce') continue;
    const key = runOf(change);
    if (key === current) runs.at(-1)!.push(change);
    else runs.push([change]);
    current = key;
  }
  return runs;
}

function runOf({ cause, transaction }: Change): string {
  return cause.call === undefined || CALL_OF_MANY.test(cause.text) ? `transaction ${transaction}` : `call ${cause.call}`;
}

function firstAfter(events: readonly StreamEvent[], replayId: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (events[middle]!.replayId <= replayId) low = middle + 1;
    else high = middle;
  }
  return low;
}
