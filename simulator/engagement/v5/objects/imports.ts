import type { Import } from '../../records.js';
import { hasAbility } from '../../state/abilities.js';
import { isExpired } from '../../state/run-import.js';
import { defineObject, type ObjectDefinition, readable } from '../object.js';

/** Source: Account Engagement API v5, "Import". Its operations are its own; the fields are read as those of any object. */
export const IMPORTS: ObjectDefinition = defineObject<Import>({
  type: 'Import',
  collection: 'imports',
  table: (tables) => tables.imports,
  seenBy: (engagement, unit, by) => (hasAbility(engagement, unit, by, 'viewImports') ? null : (row) => row.createdById === by),
  fields: [
    readable('operation', 'text'),
    readable('object', 'text'),
    readable('status', 'text'),
    readable('createOnNoMatch', 'boolean'),
    readable('restoreDeleted', 'boolean'),
    readable('fields', 'structure'),
    readable('createdCount', 'int'),
    readable('updatedCount', 'int'),
    readable('errorCount', 'int'),
    readable('errorRef', 'text', (row) => (Number(row['errorCount'] ?? 0) > 0 ? `/api/v5/imports/${row.id}/errors` : null)),
    readable('batchesRef', 'text', (row) => (row['status'] === 'Open' ? `/api/v5/imports/${row.id}/batches` : null)),
    readable('isExpired', 'boolean', (row, engagement) => isExpired(row as unknown as Import, engagement.now())),
  ],
  links: new Set(['errorRef', 'batchesRef']),
  filters: ['status'],
});
