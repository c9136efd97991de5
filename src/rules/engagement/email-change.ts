import type { Person, Prospect } from '../../model/engagement.js';
import { comparableEmail } from './matching.js';
import type { ConnectorSettings } from './settings.js';

/** What an email change on one side of a link asks for. */
export type EmailChange =
  /** Both sides have the email of the last sync, or several prospects may share an email and the field mapping decides. */
  | { readonly kind: 'none' }
  /** The prospect takes the record's email. */
  | { readonly kind: 'follow'; readonly email: string }
  /** The link breaks; the prospect stays as it is. */
  | { readonly kind: 'break' }
  /** The record goes to the prospect that has its new email already. */
  | { readonly kind: 'move'; readonly to: Prospect }
  /** The prospect has another email than its record: a new record is its own. */
  | { readonly kind: 'leave-behind' };

/**
 * Decides what follows when the emails of a linked pair differ, where an email belongs to one prospect only.
 *
 * Source:  help "How Email Address Changes Sync"; reference A.11, all rows.
 * Inputs:  `lastEmail` is what both sides had at the last sync; null when that is not known, then Salesforce counts as changed.
 * Assumed: D-19, the prospect that loses its link is left active and unlinked. Changes on both sides at once: Salesforce's counts.
 */
export function emailChange(
  prospect: Prospect,
  person: Person,
  lastEmail: string | null,
  holderOfNewEmail: Prospect | null,
  settings: Pick<ConnectorSettings, 'autoChangeEmail' | 'allowMultipleProspectsPerEmail'>,
): EmailChange {
  const [ours, theirs, last] = [comparableEmail(prospect.email), comparableEmail(person.email), comparableEmail(lastEmail)];
  if (settings.allowMultipleProspectsPerEmail || ours === theirs || theirs === null) return { kind: 'none' };
  if (theirs === last) return { kind: 'leave-behind' };
  if (!settings.autoChangeEmail) return { kind: 'break' };
  if (holderOfNewEmail !== null && holderOfNewEmail.id !== prospect.id) return { kind: 'move', to: holderOfNewEmail };
  return { kind: 'follow', email: person.email! };
}
