import { refusal } from '../errors.js';
import type { Asset, Kept, Prospect } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { sendListEmail } from './emails.js';
import { listOf } from './lists.js';
import { isMailable } from './send-email.js';

const SENDING = 'engagement:list-email';

/** Sends scheduled list emails on the world's clock. */
export function sendListEmailsOnTime(engagement: Engagement): void {
  engagement.world.clock.on(SENDING, (payload) => sendScheduled(engagement, payload as Appointment));
}

type Appointment = { readonly id: number; readonly at: number | null };

/**
 * Sends a list email that has recipients, or has it sent when it is due.
 *
 * Source:  Account Engagement API v5, "List Email".
 * Assumed: without `scheduledFor` it goes out at once; without lists it stays a draft.
 */
export function scheduleListEmail(engagement: Engagement, email: Asset): Asset {
  const { recipientListIds, scheduledFor } = email as unknown as Kept;
  if (!Array.isArray(recipientListIds) || recipientListIds.length === 0) return email;
  if (typeof scheduledFor !== 'number' || scheduledFor <= engagement.now()) return sendToLists(engagement, email);
  engagement.world.arm(scheduledFor, SENDING, { id: email.id, at: scheduledFor });
  return email;
}

/** The lists that a list email names, checked. Refuses: 154 for what is no list of numbers, 236 for lists of nobody. */
export function checkLists(engagement: Engagement, unit: string, name: string, value: unknown): void {
  if (value === null) return;
  if (!Array.isArray(value)) throw refusal(154, name);
  for (const id of value) if (typeof id !== 'number' || listOf(engagement, unit, id) === undefined) throw refusal(236, `${name} ${id}`);
}

function sendScheduled(engagement: Engagement, { id, at }: Appointment): void {
  const email = engagement.tables.assets.ListEmail.get(String(id));
  const { isSent, isPaused, scheduledFor } = (email ?? {}) as unknown as Partial<Kept>;
  // An appointment that was moved or called off meanwhile is void.
  if (email === undefined || email.isDeleted || isSent === true || isPaused === true || scheduledFor !== at) return;
  const cause = { kind: 'automation', text: `list email ${email.name}` } as const;
  engagement.world.as({ actor: String(email.createdById ?? 'system'), cause }, () =>
    engagement.transact(() => void sendToLists(engagement, email)),
  );
}

function sendToLists(engagement: Engagement, email: Asset): Asset {
  for (const [prospect, list] of recipients(engagement, email)) {
    if (isMailable(prospect, (email as unknown as Kept)['isOperational'] === true)) sendListEmail(engagement, email, prospect, list);
  }
  const sent = { isSent: true, sentAt: engagement.second(), updatedAt: engagement.second() };
  return engagement.tables.assets.ListEmail.put({ ...email, ...sent } as Asset & Record<string, unknown>);
}

/** Members of the lists who are on none of the suppressed ones, each once, with the first list that names them. */
function recipients(engagement: Engagement, email: Asset): Map<Prospect, number> {
  const { recipientListIds, suppressionListIds } = email as unknown as Record<string, readonly number[] | null>;
  const suppressed = new Set((suppressionListIds ?? []).flatMap((list) => [...membersOf(engagement, list)]));
  const found = new Map<number, number>();
  for (const list of recipientListIds ?? []) {
    for (const id of membersOf(engagement, list)) if (!suppressed.has(id) && !found.has(id)) found.set(id, list);
  }
  const live = [...found].map(([id, list]) => [liveInUnit(engagement.tables.prospects, email.unit, id), list] as const);
  return new Map(live.flatMap(([prospect, list]) => (prospect === undefined ? [] : [[prospect, list] as const])));
}

function membersOf(engagement: Engagement, list: number): number[] {
  const members = engagement.tables.memberships.find('list', String(list));
  return members.filter(({ isDeleted, optedOut }) => !isDeleted && !optedOut).map(({ prospectId }) => prospectId);
}
