import type { Operation, Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import { changeIngestJob, createIngestJob, deleteIngestJob, getIngestJob, uploadContent } from './ingest.js';
import { failedResults, successfulResults, unprocessedRecords } from './ingest-results.js';
import { listIngestJobs, listQueryJobs } from './list-jobs.js';
import { changeQueryJob, createQueryJob, deleteQueryJob, getQueryJob, queryResults } from './query-jobs.js';

const INGEST = '/services/data/:version/jobs/ingest';
const QUERY = '/services/data/:version/jobs/query';

function route(method: string, path: string, operation: Operation<SalesforceOrg>, file: string): Route<SalesforceOrg> {
  return { method, path, operation, file: `simulator/salesforce/bulk/${file}.ts` };
}

/** Bulk API 2.0. */
export const bulkRoutes: readonly Route<SalesforceOrg>[] = [
  route('POST', INGEST, createIngestJob, 'ingest'),
  route('GET', INGEST, listIngestJobs, 'list-jobs'),
  route('GET', `${INGEST}/:job`, getIngestJob, 'ingest'),
  route('PATCH', `${INGEST}/:job`, changeIngestJob, 'ingest'),
  route('DELETE', `${INGEST}/:job`, deleteIngestJob, 'ingest'),
  route('PUT', `${INGEST}/:job/batches`, uploadContent, 'ingest'),
  route('GET', `${INGEST}/:job/successfulResults`, successfulResults, 'ingest-results'),
  route('GET', `${INGEST}/:job/failedResults`, failedResults, 'ingest-results'),
  route('GET', `${INGEST}/:job/unprocessedrecords`, unprocessedRecords, 'ingest-results'),
  route('POST', QUERY, createQueryJob, 'query-jobs'),
  route('GET', QUERY, listQueryJobs, 'list-jobs'),
  route('GET', `${QUERY}/:job`, getQueryJob, 'query-jobs'),
  route('PATCH', `${QUERY}/:job`, changeQueryJob, 'query-jobs'),
  route('DELETE', `${QUERY}/:job`, deleteQueryJob, 'query-jobs'),
  route('GET', `${QUERY}/:job/results`, queryResults, 'query-jobs'),
];
