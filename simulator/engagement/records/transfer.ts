import type { Audit } from './unit.js';

export type ImportStatus = 'Open' | 'Waiting' | 'Processing' | 'Complete' | 'Failed' | 'Canceling' | 'Canceled';

export type ImportField = { readonly field: string; readonly overwrite: boolean; readonly nullOverwrite: boolean };

export type Import = Audit & {
  readonly operation: 'Upsert' | 'Delete';
  readonly object: 'Prospect';
  readonly status: ImportStatus;
  readonly createOnNoMatch: boolean;
  readonly restoreDeleted: boolean;
  readonly fields: readonly ImportField[] | null;
  /** The columns of its files by version 5's names. */
  readonly columns: readonly string[] | null;
  /** The same as the files write them. */
  readonly header: readonly string[] | null;
  /** The version of the API that made it. */
  readonly apiVersion: 3 | 4 | 5;
  readonly batches: number;
  readonly completedAt: number | null;
  readonly createdCount: number | null;
  readonly updatedCount: number | null;
  readonly errorCount: number | null;
};

/** A CSV file of an import, read; kept until the import ran. */
export type ImportBatch = { readonly id: string; readonly importId: number; readonly rows: readonly (readonly string[])[] };

/** What was wrong with one row: the row's cells and the vendor's kind of error. */
export type ImportRowError = {
  readonly id: string;
  readonly importId: number;
  readonly cells: readonly string[];
  readonly type: string;
  readonly description: string;
};

export type ExportStatus = 'Waiting' | 'Processing' | 'Complete';

/** An export of records into CSV files. */
export type Export = Audit & {
  readonly object: string;
  readonly fields: readonly string[];
  /** As it was asked for. */
  readonly procedure: Readonly<Record<string, unknown>>;
  readonly stampField: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly deleted: 'true' | 'false' | 'all';
  /** Types of activities that are wanted; null for all. */
  readonly types: readonly number[] | null;
  /** Only activities of prospects, none of anonymous visitors. */
  readonly isProspectOnly: boolean;
  /** The version of the API that made it: files have its names of fields. */
  readonly apiVersion: 3 | 4 | 5;
  readonly includeByteOrderMark: boolean;
  readonly maxFileSizeBytes: number;
  readonly status: ExportStatus;
  readonly completedAt: number | null;
  readonly files: number;
};

/** One CSV file of an export. */
export type ExportResult = { readonly id: string; readonly exportId: number; readonly text: string };

export type BulkActionKind = 'Delete' | 'PermanentDelete';

export type BulkActionStatus = 'Waiting' | 'Processing' | 'Paused' | 'Canceled' | 'Complete';

/** One action on many records, which a CSV file names by their ids. */
export type BulkAction = Audit & {
  readonly object: 'Prospect';
  readonly bulkAction: BulkActionKind;
  readonly status: BulkActionStatus;
  readonly fileName: string;
  readonly count: number;
  readonly processedCount: number;
  readonly errorCount: number;
};

/** The ids of a bulk action's file, as they were written. */
export type BulkActionRows = { readonly id: string; readonly ids: readonly string[] };

/** What was wrong with one row of a bulk action. */
export type BulkActionError = { readonly id: string; readonly bulkActionId: number; readonly cell: string; readonly description: string };
