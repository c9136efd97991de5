import type { Operation, Route } from '../../../kernel/routes.js';
import type { SalesforceOrg } from '../../state.js';
import { addBatch, getBatch, getBatchRequest, listBatches } from './batches.js';
import { changeJob, createJob, getJob } from './jobs.js';
import { getResult, getResults } from './results.js';

const JOB = '/services/async/:version/job';
const BATCH = `${JOB}/:job/batch`;

function route(method: string, path: string, operation: Operation<SalesforceOrg>, file: string): Route<SalesforceOrg> {
  return { method, path, operation, file: `simulator/salesforce/bulk/classic/${file}.ts` };
}

/** The first Bulk API. */
export const classicBulkRoutes: readonly Route<SalesforceOrg>[] = [
  route('POST', JOB, createJob, 'jobs'),
  route('GET', `${JOB}/:job`, getJob, 'jobs'),
  route('POST', `${JOB}/:job`, changeJob, 'jobs'),
  route('POST', BATCH, addBatch, 'batches'),
  route('GET', BATCH, listBatches, 'batches'),
  route('GET', `${BATCH}/:batch`, getBatch, 'batches'),
  route('GET', `${BATCH}/:batch/request`, getBatchRequest, 'batches'),
  route('GET', `${BATCH}/:batch/result`, getResults, 'results'),
  route('GET', `${BATCH}/:batch/result/:result`, getResult, 'results'),
];
