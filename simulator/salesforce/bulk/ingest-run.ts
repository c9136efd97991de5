import type { FaultAction } from '../../kernel/faults.js';
import type { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import type { SalesforceOrg } from '../state.js';
import { rowReader } from './columns.js';
import { CsvError, type CsvTable, csvForm, parseCsv } from './csv.js';
import type { BatchError, IngestJob, LoadResult } from './jobs.js';
import { keyField, loadRows } from './load.js';
import { plannedJobError } from './planned-job-error.js';

/**
 * Runs a closed job. Rows that are refused do not make it fail; CSV that cannot be read does.
 *
 * Source: [BULK] "How Requests Are Processed", "Handle Failed Records". A planned error hits the first row, or the job: see `plannedJobError`.
 */
export function runIngest(org: SalesforceOrg, job: IngestJob, fault: FaultAction | null): void {
  const outcome = outcomeOf(org, job, fault);
  org.bulk.jobs.put({ ...job, ...outcome, modifiedAt: org.now() });
}

function outcomeOf(org: SalesforceOrg, job: IngestJob, fault: FaultAction | null): Pick<IngestJob, 'state' | 'errorMessage' | 'result'> {
  let table: CsvTable | null = null;
  try {
    // A job that is closed without rows is complete at once.
    if ((job.content ?? '').trim() === '') {
      return { state: 'JobComplete', errorMessage: null, result: { header: [], successful: [], failed: [], unprocessed: [] } };
    }
    table = parseCsv(job.content ?? '', csvForm(job.columnDelimiter, job.lineEnding));
    return { state: 'JobComplete', errorMessage: null, result: load(org, job, table, fault) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const result = { header: table?.header ?? [], successful: [], failed: [], unprocessed: table?.rows ?? [] };
    return { state: 'Failed', errorMessage: error.message, result };
  }
}

function load(org: SalesforceOrg, job: IngestJob, { header, rows }: CsvTable, fault: FaultAction | null): LoadResult {
  plannedJobError(fault);
  const type = org.schema.type(job.object)!;
  const { operation, save } = job;
  checkHeader(job, header);
  const read = rowReader(org, type, header);
  const given = rows.map(read);
  const outcomes = loadRows(org, { type, operation, key: keyField(type, operation, job.externalIdFieldName), save, fault }, given);
  const result = {
    header,
    successful: [] as LoadResult['successful'][number][],
    failed: [] as LoadResult['failed'][number][],
    unprocessed: [],
  };
  for (const [index, outcome] of outcomes.entries()) {
    const cells = rows[index]!;
    if ('value' in outcome) result.successful.push({ ...outcome.value, cells });
    else result.failed.push({ id: parseId(given[index]!.id) ?? '', error: errorText(outcome.error), cells });
  }
  return result;
}

/** Source: [BULK] "Create a Job": deletes take the Id column alone; an upsert needs the column that it matches on. */
function checkHeader({ operation, externalIdFieldName }: IngestJob, header: readonly string[]): void {
  const names = header.map((name) => name.toLowerCase());
  if (operation === 'delete' || operation === 'hardDelete') {
    const other = header.find((name) => name.toLowerCase() !== 'id');
    if (other !== undefined) throw new CsvError(`InvalidBatch : Field name not found : ${other}`);
  }
  const [double] = header.filter((_name, index) => names.indexOf(names[index]!) !== index);
  if (double !== undefined) throw new CsvError(`InvalidBatch : Duplicate field name: ${double}`);
  const isKeyMissing =
    operation === 'upsert' &&
    externalIdFieldName !== null &&
    externalIdFieldName !== 'Id' &&
    !names.includes(externalIdFieldName.toLowerCase());
  if (isKeyMissing) throw new CsvError(`InvalidBatch : Field name not found : ${externalIdFieldName}`);
}

/** Every error of a row, one after the other. */
export function errorText(error: SalesforceError): string {
  return error.all.map(({ code, message, fields = [] }) => errorCell({ statusCode: code, message, fields })).join('');
}

/** `STATUS_CODE:message:fields --`. Recorded from a real org. */
export function errorCell({ statusCode, message, fields }: BatchError): string {
  return `${statusCode}:${message}:${fields.length === 0 ? '' : `${fields.join(', ')} `}--`;
}
