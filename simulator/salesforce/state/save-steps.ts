import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { runWorkflowRules } from '../workflow/run-rules.js';
import { behaviourOf } from './behaviours/index.js';
import { checkReferences, checkRequired, checkUnique } from './check-record.js';
import type { Draft } from './draft.js';
import type { Save } from './save.js';
import { checkSetupAccess } from './setup-access.js';
import { rollUpSummaries } from './summaries.js';
import { checkValidationRules } from './validation-rules.js';

/**
 * What every save does before the rules for duplicates and assignment.
 *
 * Source: Apex Developer Guide, "Triggers and Order of Execution".
 */
export function prepareSave(org: SalesforceOrg, type: SObjectType, draft: Draft, save: Save): void {
  checkSetupAccess(org, type, draft);
  const behaviour = behaviourOf(type);
  behaviour.beforeSave?.(org, draft, save);
  checkReferences(org, type, draft);
  checkRequired(type, draft);
  behaviour.check?.(org, draft, save);
  checkValidationRules(org, type, draft);
  checkUnique(org, type, draft, behaviour.duplicateRefusal);
}

/** What every save does once the record is stored. Source: as above. */
export function finishSave(org: SalesforceOrg, type: SObjectType, draft: Draft, save: Save): void {
  rollUpSummaries(org, type, draft.before, draft.row());
  behaviourOf(type).afterSave?.(org, draft, save);
  runWorkflowRules(org, type, draft);
}
