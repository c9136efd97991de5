import type { SalesforceError } from '../../errors.js';
import type { SalesforceOrg } from '../../state.js';
import type { Draft } from '../draft.js';
import type { Save } from '../save.js';

/** What one object does of its own when its records are written. */
export type Behaviour = {
  /** Defaults and computed fields, before anything is checked. */
  beforeSave?(org: SalesforceOrg, draft: Draft, save: Save): void;
  /** The object's own refusals, after required fields and before validation rules. */
  check?(org: SalesforceOrg, draft: Draft, save: Save): void;
  /** Effects on other records, once the record is stored; `draft.get('Id')` is its id. */
  afterSave?(org: SalesforceOrg, draft: Draft, save: Save): void;
  /** Effects of a deletion, of an undeletion, or of a merge that took the record away; `row` is the record before. */
  afterRemoval?(org: SalesforceOrg, row: Readonly<Record<string, unknown>>): void;
  /** The refusal of a second record with a unique value, where it has words of its own. */
  duplicateRefusal?(field: string, id: string): SalesforceError;
};
