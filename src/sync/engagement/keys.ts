import type { Person, Prospect } from '../../model/engagement.js';
import type { RecordRef } from '../../model/record.js';

/** Ranks of the cycle's order. Source: reference A.12, D-20. Users and campaigns are there before whom they are for; what hangs on linked contacts comes after them. */
export const RANK = { users: 0, campaigns: 1, deletesAndMerges: 2, pulls: 3, pushes: 4, accounts: 5, roles: 6, opportunities: 7 } as const;

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

/** A key of what there is beside people: by object a Salesforce id; for roles the contact's, for `UnitUser` the unit's own. */
export type SalesKey = {
  readonly unit: string;
  readonly object: 'Account' | 'Opportunity' | 'Role' | 'Campaign' | 'User' | 'UnitUser';
  readonly id: string;
};

/** The key of a Salesforce record that is no person in a business unit. */
export function salesKey(unit: string, id: string): string {
  return `${unit}|${id}`;
}

/** The key of a contact's roles in opportunities. */
export function rolesKey(unit: string, contactId: string): string {
  return `${unit}|r${contactId}`;
}

/** The key of a user of a business unit who has no CRM Username. */
export function unitUserKey(unit: string, id: string): string {
  return `${unit}|m${id}`;
}

/** Objects by the key prefixes of their ids. Source: reference salesforce 3. */
const PREFIXES: ReadonlyMap<string, SalesKey['object']> = new Map([
  ['001', 'Account'],
  ['005', 'User'],
  ['006', 'Opportunity'],
  ['701', 'Campaign'],
]);

/** Null for the key of a pair. */
export function readSalesKey(key: string): SalesKey | null {
  const [unit = '', id = ''] = key.split('|');
  const object = PREFIXES.get(id.slice(0, 3));
  if (object !== undefined) return { unit, object, id };
  if (id.startsWith('r')) return { unit, object: 'Role', id: id.slice(1) };
  return id.startsWith('m') ? { unit, object: 'UnitUser', id: id.slice(1) } : null;
}
