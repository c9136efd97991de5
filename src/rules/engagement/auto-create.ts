import type { Person } from '../../model/engagement.js';
import { create, type EngagementConclusion, refuse, skip } from './conclusions.js';
import { fieldsForNewProspect } from './fields.js';
import { linkFor } from './links.js';
import type { MappingRow } from './mapping.js';
import { isEmail } from './matching.js';
import type { UserDirectory } from './users.js';
import { assignedUserOf } from './users.js';

/** What was true when the record was made and when it got its email: read from the settings' history, not from the present. */
export type AutoCreateHistory = {
  /** The box at the record's CreatedDate. */
  readonly wasOnWhenCreated: boolean;
  /** The box when the record first had an email: at CreatedDate, or at the save that brought it. */
  readonly wasOnWhenEmailCame: boolean;
  /** Whether the box was unchecked at any time between those two. */
  readonly wasOffBetween: boolean;
  readonly hadEmailWhenCreated: boolean;
  /** Whether the record was already converted when it got its email. */
  readonly wasConverted: boolean;
};

/**
 * Decides whether a Salesforce record without a prospect gets one. The caller has found no prospect to link.
 *
 * Source:  the connector's box *Automatically create prospects …*; AE-8, AE-10 to AE-14; reference A.4, all rows.
 * Inputs:  the record; its history under the box; whether a person pushed it (*Send to Pardot*), which passes the box by.
 * Refuses: an email that Account Engagement would not take.
 * Assumed: D-7, the instant of creation decides, however late the cycle runs; D-8, a contact made by a conversion was created then.
 */
export function autoCreate(
  person: Person,
  history: AutoCreateHistory,
  unit: string,
  directory: UserDirectory,
  isPushed = false,
  mapping?: readonly MappingRow[],
): EngagementConclusion {
  const name = `${person.type} ${person.id}`;
  if (person.isDeleted) return skip(['AE-10'], 'deleted-before-cycle', `${name} was deleted before the cycle ran`);
  if (person.email === null) return skip(['AE-11'], 'no-email', `${name} has no email address`);
  if (!isPushed) {
    const ineligible = eligibility(name, history);
    if (ineligible !== null) return ineligible;
  }
  if (!isEmail(person.email)) return refuse(['AE-11'], 'invalid-email', `Invalid prospect email address: ${person.email}`);
  const rules = isPushed ? ['AE-8', 'AE-11'] : ['AE-8', 'AE-10', 'AE-11', 'AE-14'];
  const command = {
    kind: 'create-prospect',
    unit,
    person: { object: person.type, id: person.id },
    fields: fieldsForNewProspect(person, mapping),
    link: linkFor(person),
    assignedToId: assignedUserOf(person, directory),
  } as const;
  return create(
    rules,
    isPushed ? 'sent-by-hand' : 'auto-created',
    `${name} was ${isPushed ? 'sent by hand' : 'created while the box was checked'}`,
    [command],
  );
}

/** Why the box does not cover a record, or null when it does. */
function eligibility(name: string, history: AutoCreateHistory): EngagementConclusion | null {
  if (history.wasConverted) return skip(['AE-14'], 'converted', `${name} was converted before it had an email address`);
  if (!history.wasOnWhenCreated) {
    return skip(['AE-12', 'AE-13', 'AE-14'], 'not-retroactive', `${name} was created while the box was unchecked`);
  }
  if (history.hadEmailWhenCreated) return null;
  if (!history.wasOnWhenEmailCame || history.wasOffBetween) {
    const text = `${name} got its email address after the box had been unchecked`;
    return skip(['AE-12', 'AE-13', 'AE-14'], 'not-retroactive', text);
  }
  return null;
}
