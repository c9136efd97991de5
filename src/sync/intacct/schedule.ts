import { soqlInstant, soqlText } from '../../clients/salesforce/wire.js';
import type { Memory } from '../../journal/journal.js';
import type { SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import { expiredEntries, keptFrom } from '../../rules/intacct/error-log.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { ERROR_LOG, SYNC_STATUS, WRITTEN_BACK } from '../../rules/intacct/write-back.js';
import type { Concluded, FlowContext, PendingKey, Polled, Reconciled, Trigger } from '../flow.js';
import { type IntacctParts, settingsNow } from './parts.js';
import { trigger } from './triggers.js';

/** Work that is due by the clock alone. `last` is kept as a cursor: the work is due a period after it. */
type Task = { readonly cursor: string; readonly periodMs: (settings: IntacctSettings) => number | null };

const HOUR_MS = 3_600_000;

const JOB: Task = {
  cursor: 'job',
  periodMs: ({ orderEntry: { job, stages } }) => (job === null || stages.length === 0 ? null : job.everyHours * HOUR_MS),
};
/** Assumed: the log is looked through once a day. */
const LOG: Task = { cursor: 'log', periodMs: ({ logDays }) => (logDays === null ? null : 24 * HOUR_MS) };

/** When the next scheduled work is due. */
export function nextScheduled(context: FlowContext): number | null {
  const settings = settingsNow(context);
  const dues = [JOB, LOG].flatMap((task) => dueAt(task, settings, context) ?? []);
  return dues.length === 0 ? null : Math.min(...dues);
}

/** Scheduled work whose time has come. A task that is switched on begins its first period then. */
export async function pollSchedule({ salesforce }: IntacctParts, context: FlowContext): Promise<Polled> {
  const settings = settingsNow(context);
  const triggers: Trigger[] = [];
  if (isDue(LOG, settings, context)) triggers.push(asked({ system: 'salesforce', object: 'ErrorLog', id: '' }, 'expired', context));
  if (isDue(JOB, settings, context)) {
    const ready = await salesforce.query(readyOpportunities(settings), { purpose: 'poll' });
    const payload = JSON.stringify({ type: settings.orderEntry.job!.definition, entity: null });
    for (const row of ready) {
      const id = String(row['Id']);
      triggers.push(asked({ system: 'salesforce', object: 'Opportunity', id }, `job:${id}`, context, payload));
    }
  }
  return { triggers, remember: [JOB, LOG].flatMap((task) => begun(task, settings, context)) };
}

/**
 * The opportunities that the job takes: ready by stage and record type, with no document yet.
 *
 * Source:  reference A.7: record types, up to three stages that mark "ready to create", a scheduled Sync Opportunities job.
 * Assumed: without a stage the job takes none. One whose document failed waits for a person; a document that was deleted is not made again.
 */
function readyOpportunities({ orderEntry: { stages, recordTypes } }: IntacctSettings): string {
  const list = (values: readonly string[]): string => `(${values.map(soqlText).join(',')})`;
  const types = recordTypes.length === 0 ? '' : ` AND RecordType.DeveloperName IN ${list(recordTypes)}`;
  const state = `ia_crm__Intacct_Transaction__c = null AND ${WRITTEN_BACK.status} != ${soqlText(SYNC_STATUS.error)}`;
  return `SELECT Id FROM Opportunity WHERE ${state} AND StageName IN ${list(stages)}${types} ORDER BY Id`;
}

/** Decides about entries of the error log that are kept no longer. */
export async function reconcileErrorLog(
  keys: readonly PendingKey[],
  { salesforce }: IntacctParts,
  context: FlowContext,
): Promise<readonly Reconciled[]> {
  const { logDays } = settingsNow(context);
  if (logDays === null) return keys.map(({ key }) => ({ key, concluded: [] }));
  const before = soqlInstant(keptFrom(context.now(), logDays));
  const rows = (await salesforce.query(
    `SELECT Id FROM ${ERROR_LOG} WHERE CreatedDate < ${before} ORDER BY Id`,
  )) as readonly SalesforceRow[];
  const conclusion = expiredEntries(rows, logDays) as Concluded['conclusion'] | null;
  const about: RecordRef[] = [{ system: 'salesforce', object: ERROR_LOG, id: '' }];
  return keys.map(({ key }) => ({ key, concluded: conclusion === null ? [] : [{ conclusion, about, facts: { days: logDays } }] }));
}

function asked(record: RecordRef, slot: string, context: FlowContext, payload?: string): Trigger {
  const kind = record.object === 'Opportunity' ? 'create-transaction' : 'expired';
  const data = { kind, at: context.now(), event: { record, what: 'changed' } } as const;
  return trigger(record, slot, null, payload === undefined ? data : { ...data, payload });
}

function dueAt(task: Task, settings: IntacctSettings, context: FlowContext): number | null {
  const period = task.periodMs(settings);
  if (period === null) return null;
  const last = (context.recall('cursor', task.cursor) as number | null | undefined) ?? null;
  return last === null ? null : last + period;
}

function isDue(task: Task, settings: IntacctSettings, context: FlowContext): boolean {
  const due = dueAt(task, settings, context);
  return due !== null && due <= context.now();
}

/** Where the next period begins: at the beat of the last one, however late the poll came. Switched off, a task forgets its beat. */
function begun(task: Task, settings: IntacctSettings, context: FlowContext): readonly Memory[] {
  const period = task.periodMs(settings);
  const last = (context.recall('cursor', task.cursor) as number | null | undefined) ?? null;
  if (period === null) return last === null ? [] : [{ space: 'cursor', key: task.cursor, value: null }];
  const passed = last === null ? 0 : Math.floor((context.now() - last) / period);
  if (last !== null && passed === 0) return [];
  return [{ space: 'cursor', key: task.cursor, value: last === null ? context.now() : last + passed * period }];
}
