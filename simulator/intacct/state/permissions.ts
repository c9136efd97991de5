import { noPermission } from '../errors.js';
import type { IntacctCompany, Signed } from './company.js';

/** What a permission may allow. Source: help on permissions: view, add, edit, delete; named as the API names its operations. */
export const PERMITTED = ['read', 'create', 'update', 'delete'] as const;
export type Permitted = (typeof PERMITTED)[number];

/** Types of user that may only look. Source: help on user types. */
const ONLY_LOOKING = new Set(['view only user', 'dashboard user']);

/**
 * Refuses what a user may not do.
 *
 * Source:  reports of integrators: `You do not have permission for API operation READ_BY_QUERY on objects of type customer`.
 * Assumed: a user for whom nobody set permissions may do what the type of user allows; one with permissions only what they say.
 */
export function demandPermission(company: IntacctCompany, { user }: Signed, verb: Permitted, object: string, operation: string): void {
  const text = `${operation} on objects of type ${object.toLowerCase()}`;
  if (verb !== 'read' && ONLY_LOOKING.has(String(user['USERTYPE']))) throw noPermission(text);
  const { permissions } = company.setup;
  if (permissions.size === 0) return;
  const own = permissions.filter((each) => each.user === user['LOGINID']);
  if (own.length === 0) return;
  const isAllowed = own.some((each) => (each.object === '*' || each.object === object) && each.may.includes(verb));
  if (!isAllowed) throw noPermission(text);
}
