import type { Row } from '../../kernel/table.js';
import { insufficientAccess } from '../errors.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { assign } from './assignment-rules.js';
import { editable } from './check-record.js';
import { Draft } from './draft.js';
import { checkDuplicates } from './duplicate-rules.js';
import { readValues } from './read-values.js';
import type { Save, SystemValues, Values } from './save.js';
import { finishSave, prepareSave } from './save-steps.js';

/** Changes a record. A change that changes nothing still moves the stamps. */
export function update(org: SalesforceOrg, type: SObjectType, id: string, values: Values, save: Save): void {
  write(org, type, id, values, save, (draft) => {
    checkDuplicates(org, type, draft, save);
    assign(org, type, draft, save);
  });
}

/** Changes the master of a merge: as any update, but duplicate and assignment rules do not run. */
export function updateWithoutDuplicateRules(org: SalesforceOrg, type: SObjectType, id: string, values: Values, save: Save): void {
  write(org, type, id, values, save, () => {});
}

function write(org: SalesforceOrg, type: SObjectType, id: string, values: Values, save: Save, runRules: (draft: Draft) => void): void {
  const before = editable(org, type, id, save.by);
  if (!type.definition.isUpdateable) throw insufficientAccess();
  const draft = new Draft(before, readValues(org, type, values, 'update'), save.by);
  prepareSave(org, type, draft, save);
  runRules(draft);
  const now = org.now();
  org.table(type).put({ ...draft.row(), LastModifiedDate: now, LastModifiedById: save.by, SystemModstamp: now });
  finishSave(org, type, draft, save);
}

/**
 * Changes a record in the course of other work: reparenting, roll-ups. Moves SystemModstamp only, as the platform does.
 *
 * Source: Object Reference, "System Fields": SystemModstamp is set by automated processes as well.
 */
export function updateBySystem(org: SalesforceOrg, row: Row, values: SystemValues): Row {
  const type = org.schema.typeOfId(row['Id'] as string)!;
  return org.table(type).put({ ...row, ...values, SystemModstamp: org.now() });
}
