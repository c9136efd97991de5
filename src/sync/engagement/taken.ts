import type { EngagementCommand, Person, Prospect } from '../../model/engagement.js';
import { type Deciding, linkedTo } from './deciding.js';
import { personKey } from './keys.js';

/** Marks what a conclusion takes, so that a later key of the batch does not take it, too. */
export function take(commands: readonly EngagementCommand[], person: Person | null, deciding: Deciding): void {
  for (const command of commands) {
    if (command.kind !== 'update-prospect' || command.link?.state !== 'linked') continue;
    deciding.takenProspects.add(`${command.unit}|${command.id}`);
    if (person !== null) deciding.takenPeople.add(personKey(command.unit, person.id));
  }
}

/** Whether a record has a prospect of the unit, or gets one by an earlier key of the batch. */
export function isTaken(unit: string, personId: string, deciding: Deciding): boolean {
  return deciding.takenPeople.has(personKey(unit, personId)) || linkedTo(unit, personId, deciding.loaded) !== null;
}

/** A prospect in the batch's book of what is taken. */
export function refKey(prospect: Prospect): string {
  return `${prospect.unit}|${prospect.id}`;
}
