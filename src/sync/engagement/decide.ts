import type { RecordRef } from '../../model/record.js';
import { skip } from '../../rules/engagement/conclusions.js';
import type { PendingKey, Reconciled } from '../flow.js';
import { answer } from './answer.js';
import type { Deciding } from './deciding.js';
import { judgePerson } from './judge-person.js';
import { judgeProspect } from './judge-prospect.js';
import { personRef, prospectRef, readKey, readSalesKey, typeOf } from './keys.js';

/** Decides one key from what was loaded. */
export function decide(pending: PendingKey, deciding: Deciding): Reconciled {
  const key = readKey(pending.key);
  const judged = 'person' in key ? judgePerson(key.unit, key.person, pending, deciding) : judgeProspect(key, pending, deciding);
  return judged === null ? { key: pending.key, concluded: [] } : answer(pending, judged, deciding);
}

/** The answer for a key of a paused connector: it waits, whatever it is about. */
export function waitForResume(pending: PendingKey): Reconciled {
  const key = readKey(pending.key);
  const about = refOf(pending.key);
  const conclusion = skip(['AE-9'], 'paused', `the connector is paused; ${about.object} ${about.id} waits`);
  return {
    key: pending.key,
    concluded: [{ conclusion: { ...conclusion, commands: [] }, about: [about], facts: { unit: key.unit } }],
    parked: true,
  };
}

/** The record that a key is about. */
function refOf(text: string): RecordRef {
  const sales = readSalesKey(text);
  if (sales?.object === 'UnitUser') return { system: 'engagement', object: 'User', id: sales.id, unit: sales.unit };
  if (sales !== null) return { system: 'salesforce', object: sales.object === 'Role' ? 'Contact' : sales.object, id: sales.id };
  const key = readKey(text);
  return 'person' in key ? personRef({ type: typeOf(key.person), id: key.person }) : prospectRef({ unit: key.unit, id: key.prospect });
}
