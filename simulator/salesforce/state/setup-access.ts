import { insufficientAccess } from '../errors.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import type { Draft } from './draft.js';
import { administers } from './view-all-data.js';

/** Who works in the org, and what they may do: the business of administrators. Source: Salesforce Help, "Manage Users" and "Assign Permission Sets". */
const SETUP: ReadonlySet<string> = new Set(['Group', 'GroupMember', 'PermissionSetAssignment', 'QueueSobject', 'User']);

/** What users may not change of themselves. */
const GRANTED = ['IsActive', 'ProfileId', 'UserRoleId', 'Username'];

/**
 * Refuses who writes a setup record and is no administrator; of themselves, users may change what grants nothing.
 *
 * Assumed: which fields those are; the refusal is that of records that may only be read.
 */
export function checkSetupAccess(org: SalesforceOrg, type: SObjectType, draft: Draft): void {
  if (!SETUP.has(type.name) || administers(org, draft.by)) return;
  const isOwn = type.name === 'User' && draft.before !== null && draft.id === draft.by;
  if (!isOwn || GRANTED.some((name) => draft.isChanged(name))) throw insufficientAccess();
}

/** The same for records that are deleted. */
export function checkSetupRemoval(org: SalesforceOrg, type: SObjectType, by: string): void {
  if (SETUP.has(type.name) && !administers(org, by)) throw insufficientAccess();
}
