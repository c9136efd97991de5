import { insufficientAccess } from '../errors.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { assign } from './assignment-rules.js';
import { Draft } from './draft.js';
import { checkDuplicates } from './duplicate-rules.js';
import { type Given, readValues } from './read-values.js';
import type { Save, SystemValues, Values } from './save.js';
import { finishSave, prepareSave } from './save-steps.js';
import { numberFields } from './summaries.js';

/**
 * Creates a record, in the platform's order of execution.
 *
 * Source: Apex Developer Guide, "Triggers and Order of Execution".
 */
export function create(org: SalesforceOrg, type: SObjectType, values: Values, save: Save): string {
  if (!type.definition.isCreateable) throw insufficientAccess();
  return createGiven(org, type, readValues(org, type, values, 'create'), save);
}

/** Creates a record from values that were read already. */
export function createGiven(org: SalesforceOrg, type: SObjectType, given: Given, save: Save): string {
  const draft = new Draft(null, given, save.by);
  setDefaults(type, draft);
  prepareSave(org, type, draft, save);
  checkDuplicates(org, type, draft, save);
  assign(org, type, draft, save);
  numberFields(org, type, draft);
  const id = store(org, type, draft);
  finishSave(org, type, draft, save);
  return id;
}

/** Creates a record on the platform's own account: read-only fields may be set, no rules run. */
export function createBySystem(org: SalesforceOrg, typeName: string, values: SystemValues, by: string): string {
  const type = org.schema.type(typeName)!;
  const draft = new Draft(null, new Map(Object.entries(values)), by);
  setDefaults(type, draft);
  return store(org, type, draft);
}

function setDefaults(type: SObjectType, draft: Draft): void {
  if (type.field('OwnerId') !== undefined) draft.setDefault('OwnerId', draft.by);
  for (const field of type.defaulted) {
    // A default that the call cleared stays cleared, where the field may be empty.
    if (!(field.isNillable && draft.isGiven(field.name))) draft.setDefault(field.name, field.defaultValue);
  }
}

function store(org: SalesforceOrg, type: SObjectType, draft: Draft): string {
  const now = org.now();
  const id = org.ids.next(type.keyPrefix!);
  // Source: Object Reference, "Custom Objects": a record that is given no name is named by its id.
  if (type.definition.isCustom && type.nameField !== null) draft.setDefault(type.nameField.name, id.slice(0, 15));
  const row = {
    Id: id,
    ...(type.field('IsDeleted') === undefined ? {} : { IsDeleted: false }),
    ...draft.row(),
    CreatedDate: now,
    CreatedById: draft.by,
    LastModifiedDate: now,
    LastModifiedById: draft.by,
    SystemModstamp: now,
  };
  draft.set('Id', id);
  org.table(type).put(row);
  return id;
}
