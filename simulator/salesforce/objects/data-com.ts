import type { Field } from '../schema.js';
import { field } from './fields.js';

const CLEAN_STATUS = 'Matched;Different;Acknowledged;NotFound;Inactive;Pending;SelectMatch;Skipped';

/** The fields of Data.com, which orgs still have. Source: Object Reference, "Account", "Contact", "Lead". */
export function dataCom(idField: 'JigsawCompanyId' | 'JigsawContactId'): readonly Field[] {
  return [
    field('Jigsaw', 'string(20)', 'cun', { label: 'Data.com Key' }),
    field(idField, 'string(20)', 'n', { label: idField, derive: (row) => row['Jigsaw'] ?? null }),
    field('CleanStatus', 'picklist(40)', 'cunr', { picklist: CLEAN_STATUS }),
  ];
}
