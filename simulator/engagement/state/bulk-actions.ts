import { EngagementError, refusal } from '../errors.js';
import { BULK_ACTION_STAGE_ROWS, IMPORT_STAGE_MS } from '../limits.js';
import type { BulkAction, BulkActionStatus } from '../records.js';
import type { Engagement } from '../state.js';
import { prospectOf } from './find-prospects.js';
import { archiveProspect } from './prospects.js';
import { purgeProspect } from './purge-prospect.js';

const STAGE = 'engagement:bulk-action';

/** Makes bulk actions go through their rows on the world's clock. */
export function runBulkActionsOnTime(engagement: Engagement): void {
  engagement.world.clock.on(STAGE, (payload) => moveOn(engagement, (payload as { id: number }).id));
}

/** Puts a bulk action on its way. */
export function startBulkAction(engagement: Engagement, job: BulkAction, ids: readonly string[]): BulkAction {
  engagement.tables.bulkActionRows.put({ id: String(job.id), ids });
  arm(engagement, job);
  return engagement.tables.bulkActions.put(job);
}

/**
 * Pauses, resumes or cancels a bulk action.
 * Source: Account Engagement API v5, "Bulk Action": PATCH. Assumed: 161 for a state that it cannot go to.
 */
export function steerBulkAction(engagement: Engagement, job: BulkAction, status: BulkActionStatus, by: number | null): BulkAction {
  const allowed = NEXT[job.status];
  if (!allowed.includes(status)) throw refusal(161, `${job.status} to ${status}`);
  if (job.status === 'Paused' && status === 'Waiting') arm(engagement, job);
  return save(engagement, job, { status, updatedById: by });
}

/** Where a client may take a bulk action from each state. */
const NEXT: Readonly<Record<BulkActionStatus, readonly BulkActionStatus[]>> = {
  Waiting: ['Paused', 'Canceled'],
  Processing: ['Paused', 'Canceled'],
  Paused: ['Waiting', 'Canceled'],
  Canceled: [],
  Complete: [],
};

function arm(engagement: Engagement, { id }: BulkAction): void {
  engagement.world.arm(engagement.now() + IMPORT_STAGE_MS, STAGE, { id });
}

/** Does the next rows; a paused or cancelled job stands still. */
function moveOn(engagement: Engagement, id: number): void {
  const job = engagement.tables.bulkActions.get(String(id));
  if (job?.status !== 'Waiting' && job?.status !== 'Processing') return;
  const cause = { kind: 'automation', text: `bulk action ${id}` } as const;
  engagement.world.as({ actor: String(job.createdById ?? 'connector'), cause }, () =>
    engagement.transact(() => {
      const done = job.status === 'Waiting' ? save(engagement, job, { status: 'Processing' }) : doRows(engagement, job);
      if (done.status === 'Processing') arm(engagement, done);
    }),
  );
}

function doRows(engagement: Engagement, job: BulkAction): BulkAction {
  const ids = engagement.tables.bulkActionRows.get(String(job.id))?.ids ?? [];
  const end = Math.min(ids.length, job.processedCount + BULK_ACTION_STAGE_ROWS);
  let { errorCount } = job;
  for (let row = job.processedCount; row < end; row += 1) if (!doRow(engagement, job, ids[row]!, row)) errorCount += 1;
  const isDone = end === ids.length;
  if (isDone) engagement.tables.bulkActionRows.remove(String(job.id));
  return save(engagement, job, { processedCount: end, errorCount, status: isDone ? 'Complete' : 'Processing' });
}

/** Does one row; false, with the reason kept, when it cannot be done. */
function doRow(engagement: Engagement, job: BulkAction, cell: string, row: number): boolean {
  try {
    engagement.world.atomic(() => act(engagement, job, cell));
    return true;
  } catch (error) {
    if (!(error instanceof EngagementError)) throw error;
    const id = `${job.id}:${row}`;
    engagement.tables.bulkActionErrors.put({ id, bulkActionId: job.id, cell, description: error.message });
    return false;
  }
}

function act(engagement: Engagement, job: BulkAction, cell: string): void {
  const prospect = /^\d{1,15}$/.test(cell) ? prospectOf(engagement, job.unit, Number(cell)) : undefined;
  if (prospect === undefined) throw refusal(3);
  if (job.bulkAction === 'Delete') {
    if (prospect.isDeleted) throw refusal(132);
    archiveProspect(engagement, prospect, { by: job.createdById });
    return;
  }
  if (!prospect.isDeleted) throw refusal(85, 'only prospects in the recycle bin are deleted for good');
  purgeProspect(engagement, prospect);
}

function save(engagement: Engagement, job: BulkAction, values: Partial<BulkAction>): BulkAction {
  return engagement.tables.bulkActions.put({ ...job, ...values, updatedAt: engagement.second() });
}
