import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { PolledPerson } from '../../clients/salesforce/wire.js';
import { leadConverted, peopleMerged, personDeleted } from '../../rules/engagement/deletes.js';
import { type Deciding, type Judged, linkedTo, lookAgain, prospectOrNull, settingsOf } from './deciding.js';
import { personRef, prospectRef } from './keys.js';
import { formerProspect } from './memory.js';

/** Judges a record that was deleted or lost a merge, under the settings of that moment. */
export function judgeGone(unit: string, person: PolledPerson, linked: PolledProspect | null, deciding: Deciding): Judged | null {
  const { loaded, context } = deciding;
  const former = prospectOrNull(unit, formerProspect(context, unit, person.id), loaded);
  const prospect = linked ?? former;
  const event = { record: personRef(person), what: 'changed' } as const;
  const atEvent = settingsOf(context.settings.engagement(unit, person.stamp, event));
  const winner = person.masterId === null ? null : loaded.person(person.masterId);
  if (winner === null || winner.isDeleted) return { conclusion: personDeleted(person, prospect, atEvent), unit, person, prospect };
  const prospectOfWinner = linkedTo(unit, winner.id, loaded);
  const facts = { winner, loser: person, prospectOfWinner, prospectOfLoser: prospect, atEvent };
  const others = [personRef(winner), ...(prospectOfWinner === null ? [] : [prospectRef(prospectOfWinner)])];
  return { conclusion: peopleMerged(facts), unit, person, prospect, others, next: [lookAgain(unit, winner.id, context)] };
}

/** Judges a lead that became a contact. */
export function judgeConverted(lead: PolledPerson, contact: PolledPerson, linked: PolledProspect, deciding: Deciding): Judged {
  const { unit } = linked;
  const conclusion = leadConverted(lead, contact, linked, linkedTo(unit, contact.id, deciding.loaded));
  const next = [lookAgain(unit, contact.id, deciding.context)];
  return { conclusion, unit, person: lead, prospect: linked, others: [personRef(contact)], next };
}
