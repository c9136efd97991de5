import type { Export } from '../../records.js';
import { isExportExpired } from '../../state/run-export.js';
import { defineObject, type ObjectDefinition, readable } from '../object.js';

/** Source: Account Engagement API v5, "Export". Its operations are its own; the fields are read as those of any object. */
export const EXPORTS: ObjectDefinition = defineObject<Export>({
  type: 'Export',
  collection: 'exports',
  table: (tables) => tables.exports,
  fields: [
    readable('object', 'text'),
    readable('status', 'text'),
    readable('fields', 'structure'),
    readable('procedure', 'structure'),
    readable('includeByteOrderMark', 'boolean'),
    readable('maxFileSizeBytes', 'int'),
    readable('isExpired', 'boolean', (row, engagement) => isExportExpired(row as unknown as Export, engagement.now())),
    readable('resultRefs', 'structure', (row) =>
      row['status'] === 'Complete'
        ? Array.from({ length: (row as unknown as Export).files }, (_, index) => `/api/v5/exports/${row.id}/results/${index + 1}`)
        : null,
    ),
  ],
  links: new Set(['resultRefs']),
  filters: ['status', 'object'],
});
