import type { EngagementCommand, Person, Prospect, Value } from '../../model/engagement.js';
import { create, type EngagementConclusion, link, refuse, skip, unlink, update } from './conclusions.js';
import { emailChange } from './email-change.js';
import { fieldsForNewPerson, mergeFields } from './fields.js';
import { linkFor, looseProspect, mergedInto } from './links.js';
import type { MappingRow } from './mapping.js';
import { comparableEmail } from './matching.js';
import type { ConnectorSettings } from './settings.js';
import { assignedUserOf, ownershipOf, targetOf, type UserDirectory } from './users.js';

/** What bringing a pair in step needs beyond the two records. */
export type PairFacts = Pick<ProspectFacts, 'directory' | 'settings' | 'mapping' | 'isWritable' | 'lastOptedOut'>;

/** What the flow loaded for one prospect. */
export type ProspectFacts = {
  readonly prospect: Prospect;
  /** The record it is linked to, as read now; null when it has none or the record is not to be seen. */
  readonly linked: Person | null;
  /** Whether it cannot be seen because it lies outside of the data that the unit shares. */
  readonly isOutsideSharing?: boolean;
  /** The record that matching by email found; only looked for when the prospect has no link, or another email than its record. */
  readonly match: Person | null;
  /** The email both sides had at the last sync of the link; null when that is not known. */
  readonly lastEmail: string | null;
  readonly directory: UserDirectory;
  readonly settings: ConnectorSettings;
  /** *Sync with CRM* on the prospect: works while the connector is paused. */
  readonly isPushed: boolean;
  /** The unit's field mapping; the default one unless there are custom fields. */
  readonly mapping?: readonly MappingRow[];
  /** Whether both sides had the prospect opted out at the last sync of the link; null when that is not known. */
  readonly lastOptedOut?: boolean | null;
  /** Whether the connector user may edit a Salesforce field. */
  readonly isWritable?: (field: string, type: 'Lead' | 'Contact') => boolean;
};

/**
 * Decides what a prospect owes to Salesforce: the vendor's flow "existing record, else create, else wait". First row that applies wins.
 *
 * Source:  AE-2, AE-3, AE-7; reference A.3, rows 1 to 8.
 * Assumed: D-4 a linked record that cannot be seen is left alone with an error; D-5 an unassigned prospect links to a match.
 */
export function prospectToPerson(facts: ProspectFacts): EngagementConclusion {
  const { prospect, linked, match, settings, isPushed } = facts;
  const name = `prospect ${prospect.id}`;
  if (settings.paused && !isPushed) return skip(['AE-9'], 'paused', `the connector is paused; ${name} waits`);
  if (prospect.isArchived) return skip(['AE-7'], 'in-recycle-bin', `${name} is in the recycle bin`);
  if (prospect.crmState === 'ignored') return skip(['AE-7'], 'crm-syncing-disabled', `CRM syncing is disabled for ${name}`);
  if (prospect.crmState === 'deleted' && !prospect.recreateAllowed) return refusedAsDeleted(prospect);
  if (comparableEmail(prospect.email) === null) return skip(['AE-7'], 'no-email', `${name} has no email address`);
  if (prospect.salesforceId !== null && prospect.crmState === 'linked') {
    if (linked === null) return notAccessible(prospect.salesforceId, facts.isOutsideSharing === true);
    return linkedProspect(prospect, linked, facts);
  }
  if (match !== null) return linkToMatch(prospect, match, facts);
  if (targetOf(prospect) === null) return skip(['AE-2'], 'held-unassigned', `${name} is not assigned; it stays in Account Engagement`);
  if (settings.reverseSync) return skip(['AE-9'], 'reverse-sync', `reverse sync: ${name} waits for Salesforce`);
  return createFor(prospect, facts);
}

/** Source: reference A.3 row 5, A.9. Assumed: D-4 and D-15, no write, an error on the prospect, which stays. */
function notAccessible(salesforceId: string, isOutsideSharing: boolean): EngagementConclusion {
  const rules = isOutsideSharing ? ['D-4', 'D-15'] : ['D-4'];
  return refuse(rules, 'record-not-accessible', `record not accessible: ${salesforceId}`);
}

/** Source: reference A.11, row "AE email to b": where an email is unique the old record is left behind, and b gets one of its own. */
function linkedProspect(prospect: Prospect, linked: Person, facts: ProspectFacts): EngagementConclusion {
  const change = emailChange(prospect, linked, facts.lastEmail, null, facts.settings);
  if (change.kind === 'none' || change.kind === 'follow') return syncPair(prospect, linked, facts);
  // The record's own key decides what a change of its email does to the link.
  if (change.kind !== 'leave-behind') return skip(['AE-9'], 'email-changed', `the email of ${linked.type} ${linked.id} changed`);
  if (facts.match !== null) return linkToMatch(prospect, facts.match, facts);
  if (targetOf(prospect) !== null && !facts.settings.reverseSync) return createFor(prospect, facts);
  const text = `prospect ${prospect.id} has another email address than ${linked.type} ${linked.id}, and is not assigned`;
  return unlink(['AE-2', 'AE-7'], 'email-changed', text, [looseProspect(prospect)]);
}

/** Brings a linked pair in step: fields by their behaviours, the owner always from Salesforce. */
export function syncPair(prospect: Prospect, person: Person, facts: PairFacts): EngagementConclusion {
  const commands = pairCommands(prospect, person, facts);
  const names = `prospect ${prospect.id} and ${person.type} ${person.id}`;
  if (commands.length === 0) return skip(['AE-1'], 'in-step', `${names} are in step`);
  return update(rulesOf(facts.settings), 'fields-differ', `${names} differ`, commands);
}

function linkToMatch(prospect: Prospect, match: Person, facts: ProspectFacts): EngagementConclusion {
  const tied: Prospect = { ...prospect, salesforceId: match.id, crmState: 'linked' };
  const text = `prospect ${prospect.id} has the email of ${match.type} ${match.id}, whose owner stays`;
  const commands = pairCommands(tied, match, facts);
  const write: EngagementCommand = {
    kind: 'update-prospect',
    unit: prospect.unit,
    id: prospect.id,
    link: linkFor(match),
    assignedToId: assignedUserOf(match, facts.directory),
  };
  return link(['AE-7', 'AE-15', 'D-5'], 'linked-by-email', text, mergedInto(write, commands));
}

function createFor(prospect: Prospect, facts: ProspectFacts): EngagementConclusion {
  const { settings, directory } = facts;
  const object = settings.createRecordAs;
  const ownership = ownershipOf(prospect, directory, settings);
  if (object === 'Contact' && prospect.assignment?.target === 'queue') {
    return refuse(['AE-5'], 'queue-cannot-own-contact', `prospect ${prospect.id}: queues cannot own contacts`);
  }
  const useAssignmentRule = 'useAssignmentRule' in ownership;
  const fields = {
    ...fieldsForNewPerson(prospect, object, settings, facts.mapping, writableOn(object, facts)),
    ...(useAssignmentRule ? {} : { OwnerId: ownership.ownerId }),
  };
  const command = { kind: 'create-person', unit: prospect.unit, prospectId: prospect.id, object, fields, useAssignmentRule } as const;
  const rules = ['AE-2', 'AE-3', 'AE-5', 'AE-7', ...(settings.stopSyncingPackageFields ? ['AE-19'] : [])];
  return create(rules, 'created-person', `prospect ${prospect.id} is assigned and unknown to Salesforce`, [command]);
}

/** Source: help article 000383109, the text of a manual sync of such a prospect. */
function refusedAsDeleted(prospect: Prospect): EngagementConclusion {
  const text = `Deleted from CRM: This prospect (${prospect.id}) has previously been deleted in your CRM and will not be resynced.`;
  return skip(['AE-7'], 'blocked-crm-deleted', text);
}

function writableOn(type: 'Lead' | 'Contact', { isWritable }: PairFacts): ((field: string) => boolean) | undefined {
  return isWritable === undefined ? undefined : (field) => isWritable(field, type);
}

function pairCommands(prospect: Prospect, person: Person, facts: PairFacts): EngagementCommand[] {
  const { settings, directory, mapping } = facts;
  const { toPerson, toProspect } = mergeFields(prospect, person, settings, mapping, writableOn(person.type, facts), facts.lastOptedOut);
  const email = emailSync(prospect, person, settings);
  const commands: EngagementCommand[] = [];
  const personFields = { ...toPerson, ...email.toPerson };
  if (Object.keys(personFields).length > 0) {
    commands.push({ kind: 'update-person', unit: prospect.unit, object: person.type, id: person.id, fields: personFields });
  }
  const fields: Record<string, Value> = { ...toProspect, ...email.toProspect };
  const owner = assignedUserOf(person, directory);
  const isLinkNew =
    owner !== prospect.assignedToId ||
    prospect.assignment !== null ||
    person.ownerId !== (prospect.fields['salesforceOwnerId'] ?? null) ||
    person.accountId !== (prospect.fields['salesforceAccountId'] ?? null);
  if (Object.keys(fields).length > 0 || isLinkNew) {
    commands.push({
      kind: 'update-prospect',
      unit: prospect.unit,
      id: prospect.id,
      ...(Object.keys(fields).length > 0 ? { fields } : {}),
      ...(isLinkNew ? { link: linkFor(person), assignedToId: owner } : {}),
    });
  }
  return commands;
}

/** Email is an ordinary field only where several prospects may share one; elsewhere the rules of email changes decide (email-change.ts). */
function emailSync(
  prospect: Prospect,
  person: Person,
  settings: ConnectorSettings,
): { toPerson: Record<string, Value>; toProspect: Record<string, Value> } {
  const none = { toPerson: {}, toProspect: {} };
  if (!settings.allowMultipleProspectsPerEmail || comparableEmail(prospect.email) === comparableEmail(person.email)) return none;
  if (person.email === null) return { ...none, toPerson: { Email: prospect.email } };
  const behavior = settings.fieldBehavior['email'] ?? 'salesforce';
  const isOurs = behavior === 'engagement' || (behavior === 'mostRecent' && prospect.updatedAt > person.modifiedAt);
  return isOurs ? { ...none, toPerson: { Email: prospect.email } } : { ...none, toProspect: { email: person.email } };
}

function rulesOf(settings: ConnectorSettings): readonly string[] {
  return settings.stopSyncingPackageFields ? ['AE-1', 'AE-19'] : ['AE-1'];
}
