import { ROLES } from './state/abilities.js';

/** Ways to choose users beside their profiles. Source: reference A.13 row 20: public group, role, role and subordinates, or individually. */
const CHOICES = ['users', 'roles', 'rolesAndSubordinates', 'publicGroups'];

/**
 * What is wrong with *User Sync*, or null: `{ profileToRole: { Standard User: Marketing }, roles: [Sales] }`, names of profiles with the roles
 * that their users get, and, when not all of them are meant, who is.
 */
export function checkUserSync(value: unknown): string | null {
  if (value === null) return null;
  if (!isMap(value)) return 'is a map with profileToRole, or null';
  const unknown = Object.keys(value).find((key) => key !== 'profileToRole' && !CHOICES.includes(key));
  if (unknown !== undefined) return `has no "${unknown.slice(0, 80)}"; write profileToRole, ${CHOICES.join(', ')}`;
  const { profileToRole } = value;
  if (!isMap(profileToRole)) return 'needs profileToRole: { <profile>: <role> }';
  const wrong = Object.values(profileToRole).find((role) => !ROLES.includes(String(role)));
  if (wrong !== undefined) return `${String(wrong).slice(0, 80)} is not one of ${ROLES.join(', ')}`;
  const odd = CHOICES.find((key) => value[key] !== undefined && !isList(value[key]));
  return odd === undefined ? null : `${odd} is a list of names or ids`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
