import type { Person, Prospect } from '../../model/engagement.js';
import type { RecordRef } from '../../model/record.js';

/** Ranks of the cycle's order. Source: reference A.12, D-20. What hangs on linked contacts comes after them. */
export const RANK = { deletesAndMerges: 0, pulls: 1, pushes: 2, accounts: 3, roles: 4, opportunities: 5 } as const;

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

/** A key of an account, of an opportunity, or of the roles that a contact has in opportunities. */
export type SalesKey = { readonly unit: string; readonly object: 'Account' | 'Opportunity' | 'Role'; readonly id: string };

/** The key of an account or opportunity in a business unit. */
export function salesKey(unit: string, id: string): string {
  return `${unit}|${id}`;
}

/** The key of a contact's roles in opportunities. */
export function rolesKey(unit: string, contactId: string): string {
  return `${unit}|r${contactId}`;
}

/** Null for the key of a pair. Source: reference salesforce 3, key prefixes. */
export function readSalesKey(key: string): SalesKey | null {
  const [unit = '', id = ''] = key.split('|');
  if (id.startsWith('001')) return { unit, object: 'Account', id };
  if (id.startsWith('006')) return { unit, object: 'Opportunity', id };
  return id.startsWith('r') ? { unit, object: 'Role', id: id.slice(1) } : null;
}
