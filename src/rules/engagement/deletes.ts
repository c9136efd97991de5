import type { EngagementCommand, Person, Prospect } from '../../model/engagement.js';
import { type EngagementConclusion, skip, unlink, update } from './conclusions.js';
import { linkFor } from './links.js';
import type { ConnectorSettings } from './settings.js';

/** The box *Automatically delete or merge prospects …* as it was when the record was deleted or merged: it is not retroactive. */
type AtEvent = Pick<ConnectorSettings, 'autoDeleteMerge'>;

/**
 * Decides what becomes of the prospect of a deleted record.
 *
 * Source: help "Automatically Merge and Delete Prospects"; reference A.10, first table.
 */
export function personDeleted(person: Person, prospect: Prospect | null, atEvent: AtEvent): EngagementConclusion {
  const name = `${person.type} ${person.id}`;
  if (prospect === null) return skip(['AE-7'], 'deleted-without-prospect', `${name} was deleted and has no prospect`);
  if (prospect.crmState === 'deleted') return skip(['AE-7'], 'deleted-already', `${name} was deleted; prospect ${prospect.id} is marked`);
  const text = `${name} was deleted in Salesforce; prospect ${prospect.id} is never created there again`;
  return unlink(['AE-7'], atEvent.autoDeleteMerge ? 'archived' : 'crm-deleted', text, [markDeleted(prospect, atEvent)]);
}

/**
 * Decides what becomes of a prospect whose record came back from the recycle bin.
 *
 * Source:  reference A.10, row "record undeleted".
 * Assumed: with the box off the flag is removed and the link is back, too.
 */
export function personUndeleted(person: Person, former: Prospect): EngagementConclusion {
  const command: EngagementCommand = {
    kind: 'update-prospect',
    unit: former.unit,
    id: former.id,
    link: linkFor(person),
    ...(former.isArchived ? { archive: false } : {}),
  };
  return update(['AE-7'], 'undeleted', `${person.type} ${person.id} is back; prospect ${former.id} is linked again`, [command]);
}

/** Who is a prospect before a merge, and what the merge left. */
export type MergeFacts = {
  readonly winner: Person;
  readonly loser: Person;
  readonly prospectOfWinner: Prospect | null;
  readonly prospectOfLoser: Prospect | null;
  readonly atEvent: AtEvent;
};

/**
 * Decides what becomes of the prospects of two merged records. Merges of three records are two of these, losers in Id order.
 *
 * Source:  help "Automatically Merge and Delete Prospects"; reference A.10, second table.
 * Assumed: D-16, when both are prospects and the winner keeps the loser's email, the winner's prospect stays and takes that email.
 */
export function peopleMerged({ winner, loser, prospectOfWinner, prospectOfLoser, atEvent }: MergeFacts): EngagementConclusion {
  const names = `${loser.type} ${loser.id} was merged into ${winner.id}`;
  if (prospectOfLoser === null || prospectOfLoser.crmState === 'deleted') {
    return skip(['AE-7'], 'merge-without-prospect', `${names}; the loser has no prospect`);
  }
  if (!atEvent.autoDeleteMerge)
    return unlink(['AE-7'], 'crm-deleted', `${names}; its prospect is marked`, [markDeleted(prospectOfLoser, atEvent)]);
  if (prospectOfWinner === null) {
    const move: EngagementCommand = {
      kind: 'update-prospect',
      unit: prospectOfLoser.unit,
      id: prospectOfLoser.id,
      link: { salesforceLeadId: null, ...linkFor(winner) },
      ...(winner.email === null ? {} : { fields: { email: winner.email } }),
    };
    return update(['AE-7'], 'merge-moved', `${names}; prospect ${prospectOfLoser.id} follows the winner`, [move]);
  }
  const merge: EngagementCommand = {
    kind: 'update-prospect',
    unit: prospectOfWinner.unit,
    id: prospectOfWinner.id,
    mergeFrom: prospectOfLoser.id,
    ...(winner.email === null || winner.email === prospectOfWinner.email ? {} : { fields: { email: winner.email } }),
  };
  return update(['AE-7', 'D-16'], 'merged', `${names}; prospect ${prospectOfLoser.id} goes into ${prospectOfWinner.id}`, [merge]);
}

/**
 * Decides where the prospect of a converted lead goes: to the contact, never to a second prospect.
 *
 * Source:  reference A.10, "Lead conversion"; A.4 row 10.
 * Assumed: D-18, a contact that already has its own prospect keeps it, and the lead's prospect is merged into that one.
 */
export function leadConverted(
  lead: Person,
  contact: Person,
  prospectOfLead: Prospect,
  prospectOfContact: Prospect | null,
): EngagementConclusion {
  const names = `Lead ${lead.id} was converted to Contact ${contact.id}`;
  if (prospectOfContact !== null && prospectOfContact.id !== prospectOfLead.id) {
    const merge = {
      kind: 'update-prospect',
      unit: prospectOfContact.unit,
      id: prospectOfContact.id,
      mergeFrom: prospectOfLead.id,
    } as const;
    return update(['AE-7', 'D-18'], 'converted-into-prospect', `${names}, whose prospect ${prospectOfContact.id} stays`, [merge]);
  }
  const move = { kind: 'update-prospect', unit: prospectOfLead.unit, id: prospectOfLead.id, link: linkFor(contact) } as const;
  return update(['AE-7'], 'converted', `${names}; prospect ${prospectOfLead.id} goes with it`, [move]);
}

function markDeleted(prospect: Prospect, atEvent: AtEvent): EngagementCommand {
  return {
    kind: 'update-prospect',
    unit: prospect.unit,
    id: prospect.id,
    link: { state: 'deleted' },
    ...(atEvent.autoDeleteMerge && !prospect.isArchived ? { archive: true } : {}),
  };
}
