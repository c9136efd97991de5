import { datetimeText } from '../state/dates.js';
import { Decimal } from '../state/print-record.js';
import type { ClassicJob, IngestJob, QueryJob } from './jobs.js';

/** Assumed: jobs take no time of the virtual clock, so every time counter is zero. */
const TIMES = { retries: 0, totalProcessingTime: 0, apiActiveProcessingTime: 0, apexProcessingTime: 0 };

/** A job as the API shows it; `isWhole` adds what only reading a job tells. Source: [BULK] "Get Job Info". */
export function printIngestJob(job: IngestJob, isWhole: boolean): Record<string, unknown> {
  const { externalIdFieldName, assignmentRuleId, columnDelimiter, lineEnding, result, errorMessage } = job;
  return {
    ...startOf(job, job.state),
    contentType: 'CSV',
    apiVersion: new Decimal(Number(job.apiVersion)),
    ...(isWhole ? { jobType: 'V2Ingest' } : {}),
    contentUrl: `services/data/v${job.apiVersion}/jobs/ingest/${job.id}/batches`,
    lineEnding,
    columnDelimiter,
    ...(externalIdFieldName === null ? {} : { externalIdFieldName }),
    ...(assignmentRuleId === null ? {} : { assignmentRuleId }),
    ...(isWhole ? { numberRecordsProcessed: countOf(result), numberRecordsFailed: result?.failed.length ?? 0, ...TIMES } : {}),
    ...(isWhole && errorMessage !== null ? { errorMessage } : {}),
  };
}

function countOf(result: IngestJob['result']): number {
  return result === null ? 0 : result.successful.length + result.failed.length;
}

/** Source: [BULK] "Get Information About a Query Job". */
export function printQueryJob(job: QueryJob, isWhole: boolean): Record<string, unknown> {
  const { lineEnding, columnDelimiter, lines, errorMessage } = job;
  return {
    ...startOf(job, job.state),
    contentType: 'CSV',
    apiVersion: new Decimal(Number(job.apiVersion)),
    ...(isWhole ? { jobType: 'V2Query' } : {}),
    lineEnding,
    columnDelimiter,
    ...(isWhole ? { numberRecordsProcessed: lines.length, retries: 0, totalProcessingTime: 0, isPkChunkingSupported: true } : {}),
    ...(isWhole && errorMessage !== null ? { errorMessage } : {}),
  };
}

/** A job of the first Bulk API in the lists of the second. */
export function printListedClassicJob(job: ClassicJob): Record<string, unknown> {
  const { contentType } = job;
  return { ...startOf(job, job.state), contentType, apiVersion: new Decimal(Number(job.apiVersion)), jobType: 'Classic' };
}

function startOf(job: IngestJob | QueryJob | ClassicJob, state: string): Record<string, unknown> {
  const { id, operation, object, createdById, createdAt, modifiedAt } = job;
  return {
    id,
    operation,
    object,
    createdById,
    createdDate: datetimeText(createdAt),
    systemModstamp: datetimeText(modifiedAt),
    state,
    concurrencyMode: job.kind === 'classic' ? job.concurrencyMode : 'Parallel',
  };
}
