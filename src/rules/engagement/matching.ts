import type { Person, Prospect } from '../../model/engagement.js';
import type { ConnectorSettings } from './settings.js';

/** An email as both systems compare it: trimmed, letter case aside. Null for none. */
export function comparableEmail(email: string | null): string | null {
  const text = email?.trim().toLowerCase() ?? '';
  return text === '' ? null : text;
}

/** Whether an email is written so that Account Engagement takes it. Source: C.5 code 4, *Invalid prospect email address*. */
export function isEmail(email: string): boolean {
  return /^[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@.,;<>()]+$/.test(email.trim());
}

/**
 * The Salesforce record that an unlinked prospect is tied to, or null.
 *
 * Source:  help "Considerations for Accounts That Allow Multiple Prospects"; vendor article 000273582; reference A.5. AE-15.
 * Assumed: D-10 contacts before leads; D-11 most recent activity, then lowest CreatedDate, then lowest Id.
 * Inputs:  `people` share the email; those linked to another prospect of the unit are in `taken`.
 */
export function personFor(
  prospect: Prospect,
  people: readonly Person[],
  taken: ReadonlySet<string>,
  settings: Pick<ConnectorSettings, 'matchByEmailWhenNoCrmId'>,
): Person | null {
  const email = comparableEmail(prospect.email);
  if (email === null || !settings.matchByEmailWhenNoCrmId) return null;
  const candidates = people.filter(
    (person) => comparableEmail(person.email) === email && !person.isDeleted && !person.isConverted && !taken.has(person.id),
  );
  return candidates.sort(inMatchingOrder)[0] ?? null;
}

/**
 * The prospect that an unlinked Salesforce record is tied to, or null: the most recently active free one with its email.
 *
 * Source: reference A.5, "Which prospect wins when several share the email". AE-15.
 */
export function prospectFor(
  person: Person,
  prospects: readonly Prospect[],
  settings: Pick<ConnectorSettings, 'matchByEmailWhenNoCrmId'>,
): Prospect | null {
  const email = comparableEmail(person.email);
  if (email === null || !settings.matchByEmailWhenNoCrmId) return null;
  const candidates = prospects.filter((prospect) => comparableEmail(prospect.email) === email && isFree(prospect));
  return candidates.sort(byActivity)[0] ?? null;
}

/** Whether a prospect may be tied to a record: not in the bin, not linked, not kept out of the CRM. */
function isFree(prospect: Prospect): boolean {
  return !prospect.isArchived && prospect.crmState === 'none';
}

function inMatchingOrder(a: Person, b: Person): number {
  if (a.type !== b.type) return a.type === 'Contact' ? -1 : 1;
  const [activityA, activityB] = [a.lastActivityAt ?? Number.NEGATIVE_INFINITY, b.lastActivityAt ?? Number.NEGATIVE_INFINITY];
  if (activityA !== activityB) return activityB - activityA;
  return a.createdAt - b.createdAt || compareText(a.id, b.id);
}

function byActivity(a: Prospect, b: Prospect): number {
  const [activityA, activityB] = [a.lastActivityAt ?? Number.NEGATIVE_INFINITY, b.lastActivityAt ?? Number.NEGATIVE_INFINITY];
  if (activityA !== activityB) return activityB - activityA;
  return b.updatedAt - a.updatedAt || Number(a.id) - Number(b.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
