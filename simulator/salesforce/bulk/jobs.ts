import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import type { Save } from '../state/save.js';
import type { LoadOperation } from './load.js';

type JobBase = Row & {
  readonly id: string;
  readonly object: string;
  readonly createdById: string;
  /** Milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** `62.0` */
  readonly apiVersion: string;
  readonly errorMessage: string | null;
};

type CsvJob = JobBase & {
  readonly columnDelimiter: string;
  readonly lineEnding: string;
};

/** A row of a load that was written or refused, with the cells it came with. */
export type LoadedRow = { readonly id: string; readonly isCreated: boolean; readonly cells: readonly string[] };
export type RefusedRow = { readonly id: string; readonly error: string; readonly cells: readonly string[] };

/** What became of a load's rows. */
export type LoadResult = {
  readonly header: readonly string[];
  readonly successful: readonly LoadedRow[];
  readonly failed: readonly RefusedRow[];
  readonly unprocessed: readonly (readonly string[])[];
};

/** A Bulk API 2.0 job that writes rows. */
export type IngestJob = CsvJob & {
  readonly kind: 'ingest';
  readonly operation: LoadOperation;
  readonly state: 'Open' | 'UploadComplete' | 'JobComplete' | 'Failed' | 'Aborted';
  readonly externalIdFieldName: string | null;
  readonly assignmentRuleId: string | null;
  readonly save: Save;
  /** The uploaded CSV; null before the upload. */
  readonly content: string | null;
  readonly result: LoadResult | null;
};

/** A Bulk API 2.0 job that reads rows. */
export type QueryJob = CsvJob & {
  readonly kind: 'query';
  readonly operation: 'query' | 'queryAll';
  readonly state: 'UploadComplete' | 'JobComplete' | 'Failed' | 'Aborted';
  readonly query: string;
  readonly header: string;
  /** One CSV line for each record, as it was when the job ran. */
  readonly lines: readonly string[];
};

/** A job of the first Bulk API: rows and results belong to its batches. */
export type ClassicJob = JobBase & {
  readonly kind: 'classic';
  readonly operation: LoadOperation | 'query' | 'queryAll';
  readonly state: 'Open' | 'Closed' | 'Aborted';
  readonly externalIdFieldName: string | null;
  readonly concurrencyMode: 'Parallel' | 'Serial';
  readonly contentType: 'CSV' | 'XML' | 'JSON';
  readonly save: Save;
};

export type BulkJob = IngestJob | QueryJob | ClassicJob;

/** A batch of a job of the first Bulk API. */
export type Batch = Row & {
  readonly id: string;
  readonly jobId: string;
  readonly state: 'Completed' | 'Failed' | 'NotProcessed';
  readonly stateMessage: string | null;
  readonly createdAt: number;
  readonly request: string;
  readonly processed: number;
  readonly failed: number;
  /** Outcomes of a load's rows, in order. */
  readonly outcomes: readonly { readonly id: string | null; readonly isCreated: boolean; readonly errors: readonly BatchError[] }[];
  /** Texts of a query's results by their id. */
  readonly results: readonly { readonly id: string; readonly text: string }[];
};

export type BatchError = { readonly statusCode: string; readonly message: string; readonly fields: readonly string[] };

const DAY_MS = 86_400_000;

/** Bulk jobs and batches of an org: the stand-in's own books. */
export class BulkJobs {
  readonly jobs: Table<BulkJob>;
  readonly batches: Table<Batch>;

  constructor(private readonly world: World) {
    this.jobs = world.table<BulkJob>('salesforce', { name: 'BulkJob', key: (row) => row.id, logged: false });
    this.batches = world.table<Batch>('salesforce', {
      name: 'BulkBatch',
      key: (row) => row.id,
      indexes: { job: (row) => row.jobId },
      logged: false,
    });
  }

  /** Jobs of a kind, oldest first. */
  ofKind<K extends BulkJob['kind']>(kind: K): readonly Extract<BulkJob, { readonly kind: K }>[] {
    return this.jobs.filter((job) => job.kind === kind) as Row[] as Extract<BulkJob, { readonly kind: K }>[];
  }

  batchesOf(jobId: string): readonly Batch[] {
    return this.batches.find('job', jobId);
  }

  /** Query jobs and batches that were made today, for the daily allowances. */
  usedToday(): { readonly queryJobs: number; readonly batches: number } {
    const start = Math.floor(this.world.clock.now() / DAY_MS) * DAY_MS;
    const today = this.jobs.filter(({ createdAt }) => createdAt >= start);
    const loads = today.filter((job) => job.kind === 'ingest' && job.result !== null);
    const classic = this.batches.filter(({ createdAt }) => createdAt >= start);
    return { queryJobs: today.filter(({ kind }) => kind === 'query').length, batches: loads.length + classic.length };
  }
}
