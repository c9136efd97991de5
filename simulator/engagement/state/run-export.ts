import { IMPORT_RESULTS_MS, IMPORT_STAGE_MS } from '../limits.js';
import type { Export, ExportStatus } from '../records.js';
import type { Engagement } from '../state.js';
import { type ObjectDefinition, type ObjectField, printField, type Stored } from '../v5/object.js';

const STAGE = 'engagement:export';

/** What an export writes, and with which columns. */
export type ExportPlan = { readonly object: ObjectDefinition; readonly fields: readonly ObjectField[] };

/** Makes exports go through their states on the world's clock. `planOf` finds the object and the fields of an export again. */
export function runExportsOnTime(engagement: Engagement, planOf: (job: Export) => ExportPlan): void {
  engagement.world.clock.on(STAGE, (payload) => moveOn(engagement, (payload as { id: number }).id, planOf));
}

/** Puts an export on its way: it waits, is processed and completes, each at its own instant. Source: Account Engagement API v5, "Export". */
export function startExport(engagement: Engagement, job: Export): Export {
  armStage(engagement, job.id);
  return engagement.tables.exports.put(job);
}

/** Whether an export's results are older than a week. */
export function isExportExpired(job: Export, now: number): boolean {
  return job.completedAt !== null && now >= job.completedAt + IMPORT_RESULTS_MS;
}

function armStage(engagement: Engagement, id: number): void {
  engagement.world.arm(engagement.now() + IMPORT_STAGE_MS, STAGE, { id });
}

function moveOn(engagement: Engagement, id: number, planOf: (job: Export) => ExportPlan): void {
  const job = engagement.tables.exports.get(String(id));
  if (job === undefined) return;
  const cause = { kind: 'automation', text: `export ${id}` } as const;
  engagement.world.as({ actor: String(job.createdById ?? 'connector'), cause }, () =>
    engagement.transact(() => {
      if (job.status === 'Processing') complete(engagement, job, planOf(job));
      if (job.status !== 'Waiting') return;
      armStage(engagement, id);
      save(engagement, job, 'Processing', {});
    }),
  );
}

function complete(engagement: Engagement, job: Export, { object, fields }: ExportPlan): void {
  const rows = object.table(engagement.tables).filter((row) => row.unit === job.unit && isWanted(row, job));
  let files = 0;
  for (const text of csvFiles(engagement, job, rows, fields)) {
    files += 1;
    engagement.tables.exportResults.put({ id: `${job.id}:${files}`, exportId: job.id, text });
  }
  save(engagement, job, 'Complete', { completedAt: engagement.second(), files });
}

/** The rows as CSV files, each with the header and no larger than the export asks for; one file at least. */
function* csvFiles(engagement: Engagement, job: Export, rows: readonly Stored[], fields: readonly ObjectField[]): Iterable<string> {
  const header = `${job.includeByteOrderMark ? '\ufeff' : ''}${fields.map(({ name }) => cell(name)).join(',')}\n`;
  let lines = [header];
  let bytes = Buffer.byteLength(header);
  for (const row of rows) {
    const line = `${fields.map((field) => cell(printField(field, row, engagement))).join(',')}\n`;
    const more = Buffer.byteLength(line);
    if (bytes + more > job.maxFileSizeBytes && lines.length > 1) {
      yield lines.join('');
      lines = [header];
      bytes = Buffer.byteLength(header);
    }
    lines.push(line);
    bytes += more;
  }
  yield lines.join('');
}

function isWanted(row: Stored, { stampField, from, to, deleted, types, isProspectOnly }: Export): boolean {
  if (types !== null && !types.includes(Number(row['type']))) return false;
  if (isProspectOnly && row['prospectId'] === null) return false;
  const at = row[stampField] as number;
  const isInRange = (from === null || at > from) && (to === null || at < to);
  return isInRange && (deleted === 'all' || row.isDeleted === (deleted === 'true'));
}

function save(engagement: Engagement, job: Export, status: ExportStatus, values: Partial<Export>): void {
  engagement.tables.exports.put({ ...job, ...values, status, updatedAt: engagement.second() });
}

function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : Array.isArray(value) ? value.join(';') : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
