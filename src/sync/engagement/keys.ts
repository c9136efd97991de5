import type { Person, Prospect } from '../../model/engagement.js';
import type { RecordRef } from '../../model/record.js';

/** Ranks of the cycle's order. Source: reference A.12, D-20. */
export const RANK = { deletesAndMerges: 0, pulls: 1, pushes: 2 } as const;

/** A key of this flow: a Salesforce record, or a prospect without one, in one business unit. */
export type PairKey = { readonly unit: string; readonly person: string } | { readonly unit: string; readonly prospect: string };

export function personKey(unit: string, id: string): string {
  return `${unit}|${id}`;
}

export function prospectKey(unit: string, id: string): string {
  return `${unit}|p${id}`;
}

export function readKey(key: string): PairKey {
  const [unit = '', id = ''] = key.split('|');
  return id.startsWith('p') ? { unit, prospect: id.slice(1) } : { unit, person: id };
}

/** Lead or Contact by the key prefix of an id. Source: reference salesforce 3. */
export function typeOf(id: string): 'Lead' | 'Contact' {
  return id.startsWith('00Q') ? 'Lead' : 'Contact';
}

export function personRef(person: Pick<Person, 'type' | 'id'>): RecordRef {
  return { system: 'salesforce', object: person.type, id: person.id };
}

export function prospectRef(prospect: Pick<Prospect, 'id' | 'unit'>): RecordRef {
  return { system: 'engagement', object: 'Prospect', id: prospect.id, unit: prospect.unit };
}
