import { type SignedCall, signedIn } from './signed-in.js';

/** Allowances that the stand-in does not use up, as `[Max, Remaining]`. Source: [REST] "Limits"; numbers of a Developer Edition org. */
const UNUSED: Readonly<Record<string, number>> = {
  ActiveScratchOrgs: 3,
  ConcurrentAsyncGetReportInstances: 200,
  ConcurrentEinsteinDataInsightsStoryCreation: 5,
  ConcurrentSyncReportRuns: 20,
  DailyAsyncApexExecutions: 250_000,
  DailyBulkV2QueryFileStorageMB: 976_562,
  DailyDeliveredPlatformEvents: 10_000,
  DailyDurableGenericStreamingApiEvents: 10_000,
  DailyDurableStreamingApiEvents: 10_000,
  DailyGenericStreamingApiEvents: 10_000,
  DailyScratchOrgs: 6,
  DailyStandardVolumePlatformEvents: 10_000,
  DailyStreamingApiEvents: 10_000,
  DailyWorkflowEmails: 390,
  DataStorageMB: 5,
  DurableStreamingApiConcurrentClients: 20,
  FileStorageMB: 20,
  HourlyAsyncReportRuns: 1_200,
  HourlyODataCallout: 1_000,
  HourlyPublishedPlatformEvents: 50_000,
  HourlyPublishedStandardVolumePlatformEvents: 1_000,
  HourlySyncReportRuns: 500,
  HourlyTimeBasedWorkflow: 50,
  MassEmail: 10,
  MonthlyPlatformEvents: 300_000,
  SingleEmail: 15,
  StreamingApiConcurrentClients: 20,
};

/** Source: [BULK] "Limits". */
const BATCHES_MAX = 15_000;
const QUERY_JOBS_MAX = 10_000;

/** GET /services/data/:version/limits - what the org may still use. */
export const listLimits = signedIn(({ state }: SignedCall) => {
  const limits: Record<string, unknown> = { DailyApiRequests: { Max: state.usage.max, Remaining: state.usage.remaining } };
  const { queryJobs, batches } = state.bulk.usedToday();
  limits['DailyBulkApiBatches'] = { Max: BATCHES_MAX, Remaining: BATCHES_MAX - batches };
  limits['DailyBulkV2QueryJobs'] = { Max: QUERY_JOBS_MAX, Remaining: QUERY_JOBS_MAX - queryJobs };
  for (const [name, max] of Object.entries(UNUSED)) limits[name] = { Max: max, Remaining: max };
  limits['PermissionSets'] = { Max: 1_500, Remaining: 1_500, CreateCustom: { Max: 1_000, Remaining: 1_000 } };
  return { status: 200, headers: { 'Content-Type': 'application/json;charset=UTF-8' }, body: JSON.stringify(limits) };
});
