import type { Row, Table } from '../../kernel/table.js';
import type { SalesforceOrg } from '../state.js';
import { isAcknowledged, notificationBody } from './notification.js';

/** A notification that waits for its receiver, has reached it, or was given up. */
export type Notification = Row & {
  /** `04l...`: the same on every attempt, so that receivers can tell a repetition. */
  readonly Id: string;
  readonly actionId: string;
  readonly recordId: string;
  /** `kept`: this world is connected to no network. */
  readonly state: 'kept' | 'waiting' | 'delivered' | 'failed';
  readonly queuedAt: number;
  readonly dueAt: number;
  readonly attempts: number;
  /** HTTP status of the last attempt; 0 when nobody answered. */
  readonly lastStatus: number | null;
};

export type OutboundReply = { readonly status: number; readonly body: string };

/** Posts a message; status 0 when no reply came. */
export type OutboundSender = (message: { readonly url: string; readonly body: string }) => Promise<OutboundReply>;

/** Source: [SOAP] "Understanding Outbound Messaging": up to 100 notifications in a message; retried for 24 hours. */
const NOTIFICATIONS_MAX = 100;
const RETRIED_MS_MAX = 24 * 60 * 60 * 1_000;
/** Assumed: the vendor says that the wait grows up to two hours, not how. It is longer than a reply may take. */
const WAIT_MS_MIN = 60_000;
const WAIT_MS_MAX = 2 * 60 * 60 * 1_000;
/** Bound of ours: notifications that are over are kept up to this number, for people to look at. */
const NOTIFICATIONS_KEPT_MAX = 10_000;

const TIMER = 'salesforce:outbound';

/** The queue of outbound messages. What is sent are the values of the moment it is sent. */
export class OutboundMessages {
  readonly table: Table<Notification>;
  /** Set by whoever connects this world to a network. */
  sender: OutboundSender | null = null;

  constructor(private readonly org: SalesforceOrg) {
    const { world } = org;
    this.table = world.table<Notification>('salesforce', {
      name: 'OutboundNotification',
      key: (row) => row.Id,
      indexes: { waiting: (row) => (row.state === 'waiting' ? row.actionId : null) },
      logged: false,
    });
    world.clock.on(TIMER, (actionId) => this.#send(String(actionId)));
  }

  queue(actionId: string, recordId: string): void {
    const now = this.org.world.clock.now();
    const state = this.sender === null ? 'kept' : 'waiting';
    this.table.put({
      Id: this.org.ids.next('04l'),
      actionId,
      recordId,
      state,
      queuedAt: now,
      dueAt: now,
      attempts: 0,
      lastStatus: null,
    });
    this.#forgetOldest();
    if (state === 'waiting') this.org.world.arm(now, TIMER, actionId);
  }

  /** One message with what is due of an action. A reply that takes its time holds nobody up: its outcome is written when it comes. */
  #send(actionId: string): void {
    const { org, sender } = this;
    const now = org.world.clock.now();
    const due = this.table.find('waiting', actionId).filter(({ dueAt }) => dueAt <= now);
    const batch = due.slice(0, NOTIFICATIONS_MAX);
    const definition = org.workflow.messages.get(actionId);
    if (batch.length === 0 || sender === null) return;
    const body = definition === undefined ? null : notificationBody(org, definition, batch);
    if (definition === undefined || body === null) {
      this.#drop(batch);
      return;
    }
    for (const each of batch) this.#plan(each, now);
    if (due.length > batch.length) org.world.arm(now, TIMER, actionId);
    sender({ url: definition.endpointUrl, body }).then(
      (reply) => this.#settle(batch, reply),
      () => this.#settle(batch, { status: 0, body: '' }),
    );
  }

  /** The next attempt is planned before this one ends, so that a world that stops meanwhile goes on when it is loaded. */
  #plan(row: Notification, now: number): void {
    const dueAt = now + Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** Math.min(row.attempts, 20));
    this.table.put({ ...row, attempts: row.attempts + 1, dueAt });
    this.org.world.arm(dueAt, TIMER, row.actionId);
  }

  #settle(batch: readonly Notification[], { status, body }: OutboundReply): void {
    const isDone = status === 200 && isAcknowledged(body);
    for (const { Id } of batch) {
      const row = this.table.get(Id);
      if (row === undefined || row.state !== 'waiting') continue;
      const isOver = row.dueAt > row.queuedAt + RETRIED_MS_MAX;
      this.table.put({ ...row, lastStatus: status, state: isDone ? 'delivered' : isOver ? 'failed' : 'waiting' });
    }
  }

  #drop(batch: readonly Notification[]): void {
    for (const { Id } of batch) this.table.remove(Id);
  }

  #forgetOldest(): void {
    if (this.table.size <= NOTIFICATIONS_KEPT_MAX) return;
    for (const { Id, state } of this.table.rows()) {
      if (state === 'waiting') continue;
      this.table.remove(Id);
      return;
    }
  }
}
