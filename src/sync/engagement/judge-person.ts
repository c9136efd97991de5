import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { EngagementConclusion } from '../../rules/engagement/conclusions.js';
import { skip } from '../../rules/engagement/conclusions.js';
import { isShared } from '../../rules/engagement/data-sharing.js';
import { personToProspect } from '../../rules/engagement/person-to-prospect.js';
import type { PendingKey } from '../flow.js';
import { historyOf } from './auto-create-history.js';
import { type Deciding, isPushed, type Judged, linkedTo, lookAgain, prospectOrNull } from './deciding.js';
import { judgeConverted, judgeGone } from './judge-gone.js';
import { judgeTied } from './judge-prospect.js';
import type { Loaded } from './load.js';
import { formerProspect, lastEmail, lastOptedOut } from './memory.js';
import { refKey } from './taken.js';

/** Judges a key of a Salesforce record: what it is now, and what is tied to it, decide which rule has the word. */
export function judgePerson(unit: string, id: string, pending: PendingKey, deciding: Deciding): Judged | null {
  const { loaded, context } = deciding;
  const person = loaded.person(id);
  const linked = linkedTo(unit, id, loaded);
  if (person === null) {
    // Not to be seen and not deleted: only a prospect that is tied to it has something to say (D-4).
    return linked === null ? null : judgeTied(linked, null, pending, deciding);
  }
  if (person.isDeleted) return judgeGone(unit, person, linked, deciding);
  if (!isShared(person, deciding.settings(unit).dataSharing)) {
    if (linked !== null) return judgeTied(linked, 'outside-sharing', pending, deciding);
    const text = `${person.type} ${person.id} is outside of the data that this business unit shares`;
    return { conclusion: skip(['AE-9', 'D-15'], 'outside-data-sharing', text), unit, person, prospect: null };
  }
  const contact = person.convertedContactId === null ? null : loaded.person(person.convertedContactId);
  if (person.isConverted && contact !== null && linked !== null) return judgeConverted(person, contact, linked, deciding);
  const isFromProspect = pending.triggers.every(({ slot }) => slot === 'engagement');
  if (isFromProspect && linked !== null) return judgeTied(linked, person, pending, deciding);
  const former = prospectOrNull(unit, formerProspect(context, unit, id), loaded);
  const sameEmail = loaded.prospectsByEmail(unit, person.email).filter((prospect) => !deciding.takenProspects.has(refKey(prospect)));
  const conclusion = personToProspect({
    unit,
    person,
    linked,
    former,
    sameEmail,
    lastEmail: linked === null ? null : lastEmail(context, linked),
    lastOptedOut: linked === null ? null : lastOptedOut(context, linked),
    // Looked up in the settings' history only when nothing is there to link.
    get history() {
      return historyOf(unit, person, context);
    },
    directory: deciding.directory(unit),
    settings: deciding.settings(unit),
    mapping: deciding.schema.mapping(unit),
    isWritable: (field, type) => deciding.schema.isWritable(type, field),
    isPushed: isPushed(pending),
  });
  // Only the prospect's email changed: its side decides.
  if (conclusion.reason === 'email-changed-in-engagement' && linked !== null) return judgeTied(linked, person, pending, deciding);
  // A new prospect has what its unit gave it, the package fields; its record gets them at once.
  const isNew = conclusion.outcome === 'create' && conclusion.commands.some(({ kind }) => kind === 'create-prospect');
  const again = isNew || conclusion.reason === 'undeleted' || conclusion.reason === 'restored-by-hand';
  return {
    conclusion,
    unit,
    person,
    prospect: linked ?? chosenProspect(conclusion, unit, loaded),
    next: again ? [lookAgain(unit, person.id, context, isNew ? { isPushed: isPushed(pending) } : undefined)] : [],
  };
}

/** The prospect that a conclusion about a record ties to it. */
function chosenProspect(conclusion: EngagementConclusion, unit: string, loaded: Loaded): PolledProspect | null {
  for (const command of conclusion.commands) if (command.kind === 'update-prospect') return loaded.prospect(unit, command.id);
  return null;
}
