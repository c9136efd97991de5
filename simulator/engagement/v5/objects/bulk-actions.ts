import type { BulkAction } from '../../records.js';
import { defineObject, type ObjectDefinition, readable } from '../object.js';

/** Source: Account Engagement API v5, "Bulk Action". Its operations are its own; the fields are read as those of any object. */
export const BULK_ACTIONS: ObjectDefinition = defineObject<BulkAction>({
  type: 'BulkAction',
  collection: 'bulk-actions',
  table: (tables) => tables.bulkActions,
  fields: [
    readable('object', 'text'),
    readable('bulkAction', 'text'),
    readable('status', 'text'),
    readable('origin', 'text', () => 'API'),
    readable('count', 'int'),
    readable('processedCount', 'int'),
    readable('percentComplete', 'int', ({ count, processedCount }) => {
      return Number(count) === 0 ? 100 : Math.floor((Number(processedCount) * 100) / Number(count));
    }),
    readable('errorCount', 'int'),
    readable('errorsRef', 'text', (row) => (Number(row['errorCount']) > 0 ? `/api/v5/bulk-actions/${row.id}/errors` : null)),
    readable('fileName', 'text'),
  ],
  links: new Set(['errorsRef']),
  filters: ['status', 'bulkAction', 'object'],
});
