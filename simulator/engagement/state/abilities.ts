import { refusal } from '../errors.js';
import { type Engagement, liveInUnit } from '../state.js';

/** What a user may do beyond what everybody may. */
export type Ability = 'viewUnassigned' | 'assign' | 'viewImports';

/**
 * The abilities of the vendor's own roles.
 *
 * Source:  Account Engagement API v5, "Prospect": *View prospects not assigned to self* and *Assign*; "Import": others' imports need
 *          Admin > Imports > View; help, "Default User Roles": Administrator, Marketing, Sales Manager, Sales.
 * Assumed: which role has which; roles of other names have all of them.
 */
const ABILITIES: ReadonlyMap<string, ReadonlySet<Ability>> = new Map([
  ['Administrator', new Set<Ability>(['viewUnassigned', 'assign', 'viewImports'])],
  ['Marketing', new Set<Ability>(['viewUnassigned', 'assign', 'viewImports'])],
  ['Sales Manager', new Set<Ability>(['viewUnassigned', 'assign'])],
  ['Sales', new Set<Ability>()],
]);

export const ROLES: readonly string[] = [...ABILITIES.keys()];

/** Whether a user of a unit has an ability; the connector, which is no user, has them all. */
export function hasAbility(engagement: Engagement, unit: string, by: number | null, ability: Ability): boolean {
  if (by === null) return true;
  const role = liveInUnit(engagement.tables.users, unit, by)?.roleName ?? '';
  return ABILITIES.get(role)?.has(ability) ?? true;
}

/** Refuses a user without an ability. Source: Account Engagement API, error 46. */
export function requireAbility(engagement: Engagement, unit: string, by: number | null, ability: Ability): void {
  if (!hasAbility(engagement, unit, by, ability)) throw refusal(46);
}
