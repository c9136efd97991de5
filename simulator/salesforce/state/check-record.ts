import { duplicateValue, entityIsDeleted, inactiveOwner, invalidCrossReference, requiredFieldsMissing, rowError } from '../errors.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import type { Draft } from './draft.js';

/** Fields whose records form a tree, where nobody may stand above himself. */
const HIERARCHIES = new Set(['Account.ParentId', 'Contact.ReportsToId', 'Campaign.ParentId', 'Case.ParentId', 'User.ManagerId']);

/** Every reference that this write sets points to a live record that the user sees. */
export function checkReferences(org: SalesforceOrg, type: SObjectType, draft: Draft): void {
  for (const field of type.references) {
    if (!draft.isGiven(field.name)) continue;
    const id = draft.get(field.name);
    if (typeof id !== 'string') continue;
    const target = org.lookup(id);
    if (target === undefined || !org.canRead(draft.by, target)) throw invalidCrossReference([field.name]);
    if (target['IsDeleted'] === true) throw rowError('ENTITY_IS_DELETED', 'entity is deleted', [field.name]);
    if (field.name === 'OwnerId') checkOwner(org, type, id);
    if (HIERARCHIES.has(`${type.name}.${field.name}`)) checkHierarchy(org, field.name, draft.id, id);
  }
}

/**
 * An owner is an active user, or a queue that takes this object.
 *
 * Source: Salesforce Help, "Queues"; REST API guide, error codes.
 */
export function checkOwner(org: SalesforceOrg, type: SObjectType, ownerId: string): void {
  const owner = org.lookup(ownerId);
  if (owner === undefined) throw invalidCrossReference(['OwnerId']);
  if (ownerId.startsWith('005')) {
    if (owner['IsActive'] !== true) throw inactiveOwner(ownerId, type.name);
    return;
  }
  const queues = org.schema.type('QueueSobject')!;
  const links = org.findBy(queues, queues.field('QueueId')!, ownerId);
  if (!links.some((link) => link['SobjectType'] === type.name)) {
    throw rowError('INVALID_OPERATION', 'Queue not associated with this SObject type');
  }
}

function checkHierarchy(org: SalesforceOrg, fieldName: string, id: string | null, parentId: string): void {
  if (id === null) return;
  for (let above: unknown = parentId; typeof above === 'string'; above = org.lookup(above)?.[fieldName]) {
    if (above === id) throw rowError('CIRCULAR_DEPENDENCY', 'attempt to create a circular dependency', [fieldName]);
  }
}

/** All required fields that have no value, at once. On update only those that the write clears. */
export function checkRequired(type: SObjectType, draft: Draft): void {
  const missing: string[] = [];
  for (const field of type.required) {
    if (draft.get(field.name) !== null) continue;
    if (draft.before === null || draft.isGiven(field.name)) missing.push(field.name);
  }
  if (missing.length > 0) throw requiredFieldsMissing(missing);
}

/** Unique fields: a live record with the same value stands in the way; one in the recycle bin does not. */
export function checkUnique(org: SalesforceOrg, type: SObjectType, draft: Draft, refusal = duplicateValue): void {
  for (const field of type.unique) {
    if (!draft.isGiven(field.name)) continue;
    const value = draft.get(field.name);
    if (value === null) continue;
    const other = org.findBy(type, field, String(value)).find((row) => row['Id'] !== draft.id && row['IsDeleted'] !== true);
    if (other !== undefined) throw refusal(field.name, other['Id'] as string);
  }
}

/** The record of a write by id, for a user who may edit it. */
export function editable(org: SalesforceOrg, type: SObjectType | null, id: string, by: string) {
  const row = org.lookup(id);
  if (row === undefined || !org.canRead(by, row) || (type !== null && org.schema.typeOfId(id) !== type)) throw invalidCrossReference();
  if (row['IsDeleted'] === true) throw entityIsDeleted();
  if (org.access(by, id) !== 'edit') throw rowError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  return row;
}
