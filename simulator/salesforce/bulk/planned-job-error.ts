import type { FaultAction } from '../../kernel/faults.js';
import type { WireRequest } from '../../kernel/wire.js';
import { readText } from '../wire/body.js';
import { CsvError } from './csv.js';

/** Codes of jobs and batches are written like `InternalServerError`; those of rows like `UNABLE_TO_LOCK_ROW`. Source: [BULK] "Errors". */
const JOB_CODE = /^[A-Z][a-z]/;

/** Codes that refuse a call, whatever it carries. */
const CALL_CODES =
  /^(?:INVALID_SESSION_ID|REQUEST_LIMIT_EXCEEDED|SERVER_UNAVAILABLE|API_\w+|Concurrent\w+|TotalRequests|InvalidSessionId|ExceededQuota)$/;

/** Fails a job or batch as a whole where a fault planned one of their codes. */
export function plannedJobError(fault: FaultAction | null): void {
  if (fault?.kind === 'error' && JOB_CODE.test(fault.code)) throw new CsvError(`${fault.code} : The job failed as planned.`);
}

/** Whether a call runs a job or a batch, which then meets a planned error itself. */
export function meetsPlannedError(request: WireRequest, code: string): boolean {
  const { method, path, headers } = request;
  if (CALL_CODES.test(code)) return false;
  if (method === 'POST' && /\/services\/async\/[^/]+\/job\/[^/]+\/batch\/?$/i.test(path)) return true;
  if (method === 'POST') return /\/jobs\/ingest\/?$/i.test(path) && /^multipart\//i.test(headers['content-type'] ?? '');
  return method === 'PATCH' && /\/jobs\/ingest\/[^/]+\/?$/i.test(path) && readText(request).includes('UploadComplete');
}
