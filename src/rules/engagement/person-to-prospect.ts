import type { EngagementCommand, Person, Prospect } from '../../model/engagement.js';
import { type AutoCreateHistory, autoCreate } from './auto-create.js';
import { type EngagementConclusion, link, skip, unlink, update } from './conclusions.js';
import { personUndeleted } from './deletes.js';
import { emailChange } from './email-change.js';
import { linkFor, looseProspect, mergedInto } from './links.js';
import type { MappingRow } from './mapping.js';
import { comparableEmail, prospectFor } from './matching.js';
import { syncPair } from './prospect-to-person.js';
import type { ConnectorSettings } from './settings.js';
import { assignedUserOf, type UserDirectory } from './users.js';

/** What the flow loaded for one live Salesforce record and one business unit. */
export type PersonFacts = {
  readonly unit: string;
  readonly person: Person;
  /** The prospect of the unit that is linked to it, archived ones too. */
  readonly linked: Prospect | null;
  /** The prospect that was linked to it until it was deleted. */
  readonly former: Prospect | null;
  /** Prospects of the unit with the record's email. */
  readonly sameEmail: readonly Prospect[];
  /** The email both sides had at the last sync of the link. */
  readonly lastEmail: string | null;
  readonly history: AutoCreateHistory;
  readonly directory: UserDirectory;
  readonly settings: ConnectorSettings;
  /** *Send to Pardot*: works while the connector is paused, and passes the auto-create box by. */
  readonly isPushed: boolean;
  readonly lastOptedOut?: boolean | null;
  readonly mapping?: readonly MappingRow[];
  readonly isWritable?: (field: string, type: 'Lead' | 'Contact') => boolean;
};

/**
 * Decides what a live Salesforce record owes to a business unit: the linked prospect, else a match, else a new prospect.
 *
 * Source: AE-1, AE-8 to AE-17; reference A.4, A.5 ("Duplicates in SF": where an email is unique, a second record with it is inert), A.10,
 *         A.11. A.12 for pausing.
 */
export function personToProspect(facts: PersonFacts): EngagementConclusion {
  const { person, linked, former, sameEmail, settings, directory, isPushed, unit } = facts;
  const name = `${person.type} ${person.id}`;
  if (settings.paused && !isPushed) return skip(['AE-9'], 'paused', `the connector is paused; ${name} waits`);
  if (person.isConverted) return skip(['AE-7'], 'converted', `${name} is converted; its contact syncs`);
  if (linked !== null) return linkedPerson(linked, facts);
  if (former !== null && former.crmState === 'deleted') return personUndeleted(person, former);
  const match = prospectFor(person, sameEmail, settings);
  if (match !== null) return linkToProspect(match, facts);
  const binned = sameEmail.find((prospect) => prospect.isArchived && prospect.salesforceId === person.id);
  if (binned !== undefined) return skip(['AE-7'], 'in-recycle-bin', `the prospect of ${name} is in the recycle bin`);
  const holder = settings.allowMultipleProspectsPerEmail ? null : holderOf(person, sameEmail);
  if (holder !== null) return skip(['AE-15'], 'email-taken', `${name} has the email of prospect ${holder.id}, which another record holds`);
  return autoCreate(person, facts.history, unit, directory, isPushed, facts.mapping);
}

function linkedPerson(prospect: Prospect, facts: PersonFacts): EngagementConclusion {
  const { person, isPushed } = facts;
  const name = `prospect ${prospect.id}`;
  if (prospect.crmState === 'ignored') return skip(['AE-7'], 'crm-syncing-disabled', `CRM syncing is disabled for ${name}`);
  if (prospect.isArchived && !isPushed) return skip(['AE-7'], 'in-recycle-bin', `${name} is in the recycle bin`);
  if (prospect.isArchived) {
    const restore = { kind: 'update-prospect', unit: prospect.unit, id: prospect.id, archive: false, link: linkFor(person) } as const;
    return update(['AE-8'], 'restored-by-hand', `${person.type} ${person.id} was sent by hand; ${name} leaves the recycle bin`, [restore]);
  }
  if (isPushed && isNewAddress(prospect, person, facts.lastEmail)) return sentTooEarly(prospect, facts);
  const change = emailChange(prospect, person, facts.lastEmail, holderOf(person, facts.sameEmail), facts.settings);
  if (change.kind === 'break') return breakLink(prospect, person, 'the box for email changes is off');
  if (change.kind === 'move') return moveLink(prospect, change.to, facts);
  // The prospect's own key decides this one: its new email asks for a record of its own.
  if (change.kind === 'leave-behind') return skip(['AE-7'], 'email-changed-in-engagement', `${name} has another email address now`);
  const synced = syncPair(prospect, person, facts);
  return change.kind === 'follow' ? withEmail(synced, prospect, person, change.email) : synced;
}

/** Whether only the record has another address than both had at the last sync. */
function isNewAddress(prospect: Prospect, person: Person, lastEmail: string | null): boolean {
  const [ours, theirs, last] = [comparableEmail(prospect.email), comparableEmail(person.email), comparableEmail(lastEmail)];
  return last !== null && ours === last && theirs !== null && theirs !== last;
}

/**
 * The record goes to a prospect of its new address, an extra one when there is none.
 *
 * Source:  help "How Email Address Changes Sync", the warning not to force a sync after an email change; reference A.11.
 * Assumed: the prospect that had the record stays active and loses its link (as D-19).
 */
function sentTooEarly(prospect: Prospect, facts: PersonFacts): EngagementConclusion {
  const { person, sameEmail, settings, unit, directory, history } = facts;
  const match = prospectFor(person, sameEmail, settings) ?? (settings.allowMultipleProspectsPerEmail ? null : holderOf(person, sameEmail));
  if (match !== null) return moveLink(prospect, match, facts);
  const extra = autoCreate(person, history, unit, directory, true, facts.mapping);
  if (extra.outcome !== 'create') return extra;
  const text = `${person.type} ${person.id} was sent by hand before its new email address had synced; prospect ${prospect.id} loses its link`;
  return { ...extra, reason: 'sent-before-email-synced', text, commands: [looseProspect(prospect), ...extra.commands] };
}

function linkToProspect(match: Prospect, facts: PersonFacts): EngagementConclusion {
  const { person, directory } = facts;
  const tied: Prospect = { ...match, salesforceId: person.id, crmState: 'linked' };
  const synced = syncPair(tied, person, facts);
  const write: EngagementCommand = {
    kind: 'update-prospect',
    unit: match.unit,
    id: match.id,
    link: linkFor(person),
    assignedToId: assignedUserOf(person, directory),
  };
  const text = `${person.type} ${person.id} has the email of prospect ${match.id}`;
  return link(['AE-15'], 'linked-by-email', text, mergedInto(write, synced.commands));
}

function breakLink(prospect: Prospect, person: Person, why: string): EngagementConclusion {
  const text = `the email of ${person.type} ${person.id} changed and ${why}; prospect ${prospect.id} loses its link`;
  return unlink(['AE-9'], 'email-changed', text, [looseProspect(prospect)]);
}

function moveLink(from: Prospect, to: Prospect, facts: PersonFacts): EngagementConclusion {
  const { person, directory } = facts;
  const take = {
    kind: 'update-prospect',
    unit: to.unit,
    id: to.id,
    link: linkFor(person),
    assignedToId: assignedUserOf(person, directory),
  } as const;
  const text = `${person.type} ${person.id} has the email of prospect ${to.id} now; prospect ${from.id} loses its link`;
  return link(['AE-9', 'D-19'], 'email-changed', text, [looseProspect(from), take]);
}

function withEmail(synced: EngagementConclusion, prospect: Prospect, person: Person, email: string): EngagementConclusion {
  const write: EngagementCommand = { kind: 'update-prospect', unit: prospect.unit, id: prospect.id, fields: { email } };
  const text = `the email of ${person.type} ${person.id} changed; prospect ${prospect.id} follows`;
  return update(['AE-9'], 'email-followed', text, mergedInto(write, synced.commands));
}

function holderOf(person: Person, prospects: readonly Prospect[]): Prospect | null {
  const email = comparableEmail(person.email);
  return prospects.find((prospect) => !prospect.isArchived && comparableEmail(prospect.email) === email) ?? null;
}
