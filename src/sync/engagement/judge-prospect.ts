import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { PolledPerson } from '../../clients/salesforce/wire.js';
import { isShared } from '../../rules/engagement/data-sharing.js';
import { personFor } from '../../rules/engagement/matching.js';
import { prospectToPerson } from '../../rules/engagement/prospect-to-person.js';
import type { PendingKey } from '../flow.js';
import { type Deciding, isPushed, type Judged } from './deciding.js';
import { lastEmail, lastOptedOut } from './memory.js';
import { isTaken } from './taken.js';

/** The record of a prospect; null when it has none or the connector user cannot see it. */
type Seen = PolledPerson | 'outside-sharing' | null;

/** Judges a prospect with the record that it is tied to. */
export function judgeTied(prospect: PolledProspect, seen: Seen, pending: PendingKey, deciding: Deciding): Judged {
  const { unit } = prospect;
  const { context } = deciding;
  const match = matchFor(prospect, deciding);
  const person = seen === 'outside-sharing' ? null : seen;
  const conclusion = prospectToPerson({
    prospect,
    linked: person,
    isOutsideSharing: seen === 'outside-sharing',
    match,
    lastEmail: lastEmail(context, prospect),
    lastOptedOut: lastOptedOut(context, prospect),
    directory: deciding.directory(unit),
    settings: deciding.settings(unit),
    mapping: deciding.schema.mapping(unit),
    isWritable: (field, type) => deciding.schema.isWritable(type, field),
    isPushed: isPushed(pending),
  });
  return { conclusion, unit, person: conclusion.outcome === 'link' ? match : person, prospect };
}

/** The free record that a prospect's email finds. */
function matchFor(prospect: PolledProspect, deciding: Deciding): PolledPerson | null {
  const { unit } = prospect;
  const { dataSharing } = deciding.settings(unit);
  const candidates = deciding.loaded.peopleByEmail(prospect.email).filter((person) => isShared(person, dataSharing));
  const taken = new Set(candidates.map(({ id }) => id).filter((id) => isTaken(unit, id, deciding)));
  return personFor(prospect, candidates, taken, deciding.settings(unit)) as PolledPerson | null;
}

/** Judges a key of a prospect. */
export function judgeProspect(
  key: { readonly unit: string; readonly prospect: string },
  pending: PendingKey,
  deciding: Deciding,
): Judged | null {
  const { loaded } = deciding;
  const prospect = loaded.prospect(key.unit, key.prospect);
  if (prospect === null) return null;
  const isTied = prospect.crmState === 'linked' && prospect.salesforceId !== null;
  const person = isTied ? loaded.person(prospect.salesforceId!) : null;
  const isOutside = person !== null && !isShared(person, deciding.settings(key.unit).dataSharing);
  return judgeTied(prospect, isOutside ? 'outside-sharing' : person, pending, deciding);
}
