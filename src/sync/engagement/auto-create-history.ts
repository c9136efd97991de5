import type { Person } from '../../model/engagement.js';
import type { AutoCreateHistory } from '../../rules/engagement/auto-create.js';
import type { FlowContext } from '../flow.js';
import { personRef } from './keys.js';
import { emailFact } from './memory.js';

/** What was true of the auto-create box when the record was made and when it got its email. */
export function historyOf(unit: string, person: Person, context: FlowContext): AutoCreateHistory {
  const record = personRef(person);
  const fact = emailFact(context, person.id);
  const emailAt = fact?.at ?? person.createdAt;
  const hadEmailWhenCreated = fact?.hadWhenCreated ?? true;
  const isOn = (at: number, what: 'created' | 'changed'): boolean =>
    context.settings.engagement(unit, at, { record, what })['autoCreateProspects'] === true;
  const wasOnWhenCreated = isOn(person.createdAt, 'created');
  const saves = hadEmailWhenCreated ? [] : context.settings.history({ system: 'engagement', unit }, 'autoCreateProspects');
  return {
    wasOnWhenCreated,
    wasOnWhenEmailCame: hadEmailWhenCreated ? wasOnWhenCreated : isOn(emailAt, 'changed'),
    wasOffBetween: saves.some(({ at, value }) => value !== true && at > person.createdAt && at <= emailAt),
    hadEmailWhenCreated,
    wasConverted: fact?.wasConverted ?? false,
  };
}
