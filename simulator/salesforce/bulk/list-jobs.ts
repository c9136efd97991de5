import { type SignedCall, signedIn } from '../operations/signed-in.js';
import { json } from '../wire/reply.js';
import { printIngestJob, printListedClassicJob, printQueryJob } from './job-json.js';

/** GET /services/data/:version/jobs/ingest - the jobs that load, both APIs'. Source: [BULK] "Get All Jobs". */
export const listIngestJobs = signedIn((call: SignedCall) => {
  const { bulk } = call.state;
  const wanted = jobType(call);
  const jobs = [
    ...(wanted === null || wanted === 'v2ingest' ? bulk.ofKind('ingest').map((job) => printIngestJob(job, true)) : []),
    ...(wanted === null || wanted === 'classic' ? bulk.ofKind('classic').map(printListedClassicJob) : []),
  ];
  return json(200, { done: true, records: jobs, nextRecordsUrl: null });
});

/** GET /services/data/:version/jobs/query - the jobs that read. Source: [BULK] "Get Information About All Query Jobs". */
export const listQueryJobs = signedIn((call: SignedCall) => {
  const { bulk } = call.state;
  const wanted = jobType(call);
  const jobs = wanted === null || wanted === 'v2query' ? bulk.ofKind('query').map((job) => printQueryJob(job, true)) : [];
  return json(200, { done: true, records: jobs, nextRecordsUrl: null });
});

function jobType({ request }: SignedCall): string | null {
  return new URLSearchParams(request.query).get('jobType')?.toLowerCase() ?? null;
}
