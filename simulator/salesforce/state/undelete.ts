import type { Row } from '../../kernel/table.js';
import { insufficientAccess, rowError } from '../errors.js';
import type { SalesforceOrg } from '../state.js';
import { behaviourOf } from './behaviours/index.js';
import { checkUnique } from './check-record.js';
import { Draft } from './draft.js';
import type { Save } from './save.js';
import { rollUpSummaries } from './summaries.js';

/**
 * Takes a record out of the recycle bin, with what was deleted because of it. The losers of a merge come back alone.
 *
 * Source:  SOAP API guide, "undelete()".
 * Assumed: MasterRecordId is cleared; references that the deletion cleared stay cleared.
 */
export function undelete(org: SalesforceOrg, id: string, save: Save): void {
  const row = editableInBin(org, id, save);
  if (row === null) throw rowError('UNDELETE_FAILED', 'Entity is not in the recycle bin');
  const restored = org.recycleBin
    .takenWith(id)
    .map((deletion) => org.lookup(deletion.id))
    .filter((each) => each !== undefined && each['IsDeleted'] === true) as Row[];
  for (const each of restored) restore(org, each, save);
  for (const each of restored) {
    const own = org.schema.typeOfId(each['Id'] as string)!;
    behaviourOf(own).afterRemoval?.(org, each);
    rollUpSummaries(org, own, each, null);
  }
}

/** A deleted record that a user may take out of the bin by its own id; null when it is not there. */
export function editableInBin(org: SalesforceOrg, id: string, save: Save): Row | null {
  const row = org.lookup(id);
  if (row === undefined || row['IsDeleted'] !== true || !org.canRead(save.by, row)) return null;
  if (org.recycleBin.get(id)?.rootId !== id) return null;
  if (org.access(save.by, id) !== 'edit') throw insufficientAccess();
  return row;
}

function restore(org: SalesforceOrg, row: Row, save: Save): void {
  const id = row['Id'] as string;
  const type = org.schema.typeOfId(id)!;
  const values = new Map(type.unique.map((field) => [field.name, row[field.name] ?? null]));
  checkUnique(org, type, new Draft(row, values, save.by));
  const now = org.now();
  const master = type.field('MasterRecordId') === undefined ? {} : { MasterRecordId: null };
  const live = { ...row, ...master, IsDeleted: false, LastModifiedDate: now, LastModifiedById: save.by, SystemModstamp: now };
  org.table(type).put(live, { operation: 'undelete' });
  org.recycleBin.forget(id);
}
