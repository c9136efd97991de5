import type { EngagementCommand, Person, Prospect, SentEmail } from '../../model/engagement.js';
import { create, type EngagementConclusion } from './conclusions.js';

/**
 * The tasks that sent emails leave on the record of their prospect; null while there are none, or no record.
 *
 * Source:  help "Salesforce Connector Settings", *Sync emails with the CRM*; reference A.13 row 10, A.14.
 * Inputs:  emails that were sent while the box for their kind was checked.
 * Assumed: an email to a prospect without a record leaves no task, also when the prospect is linked later.
 */
export function emailTasks(prospect: Prospect, person: Person | null, emails: readonly SentEmail[]): EngagementConclusion | null {
  if (person === null || emails.length === 0) return null;
  if (prospect.crmState !== 'linked' || prospect.salesforceId !== person.id) return null;
  const commands = emails.map(
    ({ id, subject, at }): EngagementCommand => ({
      kind: 'create-task',
      unit: prospect.unit,
      prospectId: prospect.id,
      emailId: id,
      fields: { WhoId: person.id, Subject: subject, Status: 'Completed', ActivityDate: new Date(at).toISOString().slice(0, 10) },
    }),
  );
  return create(['AE-1', 'AE-9'], 'email-task', `prospect ${prospect.id} was sent an email`, commands);
}
