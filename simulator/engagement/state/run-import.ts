import { EngagementError } from '../errors.js';
import { IMPORT_LISTS_MAX, IMPORT_OPEN_MS, IMPORT_RESULTS_MS, IMPORT_STAGE_MS } from '../limits.js';
import type { Import, ImportField, ImportRowError, Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { liveWithEmail, prospectOf, withCrmId } from './find-prospects.js';
import { type ImportMode, ImportRowRefusal, importRow, type MatchColumn } from './import-row.js';
import { addMember, membershipOf, removeMember } from './lists.js';
import { PROSPECT_FIELDS, shownValue } from './prospect-fields.js';
import { archiveProspect, type Raw } from './prospects.js';

const STAGE = 'engagement:import';

/** Columns that tell which prospect a row is about, in the order in which they are tried. Source: Account Engagement API v5, "Import". */
export const MATCH_COLUMNS: ReadonlyMap<string, MatchColumn> = new Map([
  ['matchId', 'id'],
  ['matchSalesforceId', 'salesforceId'],
  ['matchEmail', 'email'],
]);

export const LIST_COLUMNS: ReadonlySet<string> = new Set(['addToList', 'removeFromList']);

/** Makes submitted imports go through their states on the world's clock. */
export function runImportsOnTime(engagement: Engagement): void {
  engagement.world.clock.on(STAGE, (payload) => moveOn(engagement, (payload as { id: number }).id));
}

/** Submits an import: it waits, is processed and completes, each at its own instant. Source: Account Engagement API v5, "Import". */
export function submitImport(engagement: Engagement, job: Import, by: number | null): Import {
  armStage(engagement, job);
  return saveImport(engagement, job, { status: 'Waiting' }, by);
}

/** Cancels an import; one that is being processed stops at its next stage. */
export function cancelImport(engagement: Engagement, job: Import, by: number | null): Import {
  return saveImport(engagement, job, { status: job.status === 'Processing' ? 'Canceling' : 'Canceled' }, by);
}

/** Whether an import was never submitted within a day, or its results are older than a week. */
export function isExpired(job: Import, now: number): boolean {
  if (job.status === 'Open') return now >= job.createdAt + IMPORT_OPEN_MS;
  return job.completedAt !== null && now >= job.completedAt + IMPORT_RESULTS_MS;
}

function armStage(engagement: Engagement, job: Import): void {
  engagement.world.arm(engagement.now() + IMPORT_STAGE_MS, STAGE, { id: job.id });
}

function moveOn(engagement: Engagement, id: number): void {
  const job = engagement.tables.imports.get(String(id));
  if (job === undefined) return;
  const cause = { kind: 'automation', text: `import ${id}` } as const;
  engagement.world.as({ actor: String(job.createdById ?? 'connector'), cause }, () =>
    engagement.transact(() => {
      if (job.status === 'Canceling') saveImport(engagement, job, { status: 'Canceled' }, job.createdById);
      if (job.status === 'Processing') runImport(engagement, job);
      if (job.status !== 'Waiting') return;
      armStage(engagement, job);
      saveImport(engagement, job, { status: 'Processing' }, job.createdById);
    }),
  );
}

function runImport(engagement: Engagement, job: Import): void {
  const counts = { created: 0, matched: 0, updated: 0, errors: 0 };
  const columns = job.columns ?? [];
  for (const batch of engagement.tables.importBatches.find('import', String(job.id))) {
    for (const cells of batch.rows) {
      try {
        counts[engagement.world.atomic(() => importCells(engagement, job, columns, cells))] += 1;
      } catch (error) {
        if (!(error instanceof ImportRowRefusal) && !(error instanceof EngagementError)) throw error;
        counts.errors += 1;
        keepError(engagement, job, cells, error);
      }
    }
    engagement.tables.importBatches.remove(batch.id);
  }
  const result = { createdCount: counts.created, updatedCount: counts.updated + counts.matched, errorCount: counts.errors };
  saveImport(engagement, job, { status: 'Complete', completedAt: engagement.second(), ...result }, job.createdById);
}

function importCells(
  engagement: Engagement,
  job: Import,
  columns: readonly string[],
  cells: readonly string[],
): 'created' | 'matched' | 'updated' {
  const row = new Map(columns.map((column, index) => [column, cells[index] ?? '']));
  if (job.operation === 'Delete') return deleteRow(engagement, job, row);
  const named = matchValues(row);
  // Source: pardot/api-docs, "Import API": version 4 does not match by email.
  if (job.apiVersion === 4 && Object.keys(named).length === 0)
    throw new ImportRowRefusal('No Match', 'prospect_id or salesforce_fid is needed');
  const values = { ...fieldValues(job, row), ...named };
  const { outcome, prospect } = importRow(engagement, job.unit, values, modeOf(job, row), { by: job.createdById });
  changeLists(engagement, prospect, row, job.createdById);
  return outcome;
}

/**
 * How rows of an API import find their prospects.
 * Source:  Account Engagement API v5, "Import": `matchEmail` takes the latest active prospect.
 * Assumed: an upsert through the API updates what it matches; the choice between matching and updating is for the wizard's imports.
 */
function modeOf(job: Import, row: ReadonlyMap<string, string>): ImportMode {
  const match = [...MATCH_COLUMNS].flatMap(([column, kind]) => (row.has(column) ? [kind] : []));
  const { restoreDeleted, createOnNoMatch } = job;
  const byName = new Map((job.fields ?? []).map((field) => [field.field, field]));
  return {
    match,
    restoreDeleted,
    createOnNoMatch,
    onEmailMatch: 'update',
    matchesEmail: job.apiVersion === 3 || (job.apiVersion === 5 && (row.has('matchEmail') || !row.has('matchId'))),
    fit: (prospect, fields) => fitting(prospect, fields, row, byName),
  };
}

/** What `overwrite` and `nullOverwrite` let through. Source: Account Engagement API v5, "Import". */
function fitting(prospect: Prospect, fields: Raw, row: ReadonlyMap<string, string>, byName: ReadonlyMap<string, ImportField>): Raw {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = byName.get(name);
    if (field === undefined && name !== 'salesforceId') continue;
    const known = PROSPECT_FIELDS.get(name);
    const held = known === undefined ? prospect.custom[name] : shownValue(prospect, known);
    if (field?.overwrite === false && held !== null && held !== undefined && held !== '') continue;
    kept[name] = name === 'email' ? row.get('email') : value;
  }
  for (const [name, field] of byName) if (field.nullOverwrite && row.get(name)?.trim() === '') kept[name] = null;
  return kept;
}

function fieldValues(job: Import, row: ReadonlyMap<string, string>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { field } of job.fields ?? []) {
    const cell = row.get(field) ?? '';
    if (cell.trim() !== '') values[field] = cell;
  }
  return values;
}

function matchValues(row: ReadonlyMap<string, string>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [column, name] of MATCH_COLUMNS) {
    const cell = row.get(column)?.trim() ?? '';
    if (cell !== '') values[name] = cell;
  }
  return values;
}

function deleteRow(engagement: Engagement, job: Import, row: ReadonlyMap<string, string>): 'updated' {
  const { id, salesforceId, email } = matchValues(row);
  const found =
    (id === undefined ? undefined : prospectOf(engagement, job.unit, Number(id))) ??
    (salesforceId === undefined ? undefined : withCrmId(engagement, job.unit, salesforceId)[0]) ??
    (email === undefined ? undefined : liveWithEmail(engagement, job.unit, email));
  if (found === undefined || found.isDeleted) throw new ImportRowRefusal('No Match', 'no prospect matches the row');
  archiveProspect(engagement, found, { by: job.createdById });
  return 'updated';
}

/** Source: Account Engagement API v5, "Import": columns `addToList` and `removeFromList`, up to 20 lists a row. */
function changeLists(engagement: Engagement, prospect: Prospect, row: ReadonlyMap<string, string>, by: number | null): void {
  for (const listId of listIds(row.get('addToList'))) {
    if (membershipOf(engagement, listId, prospect.id) === undefined) {
      addMember(engagement, prospect.unit, { listId, prospectId: prospect.id }, by);
    }
  }
  for (const listId of listIds(row.get('removeFromList'))) {
    const membership = membershipOf(engagement, listId, prospect.id);
    if (membership !== undefined) removeMember(engagement, membership, by);
  }
}

function listIds(cell: string | undefined): number[] {
  const ids = (cell ?? '').split(/[;,\s]+/).filter((part) => part !== '');
  if (ids.length > IMPORT_LISTS_MAX) throw new ImportRowRefusal('Field Validation Failure', `more than ${IMPORT_LISTS_MAX} lists`);
  return ids.map(Number);
}

function keepError(engagement: Engagement, job: Import, cells: readonly string[], error: Error): void {
  const id = `${job.id}:${engagement.nextId('ImportError')}`;
  const [type, description] =
    error instanceof ImportRowRefusal ? [error.type, error.description] : ['Field Validation Failure', error.message];
  const row: ImportRowError = { id, importId: job.id, cells, type, description };
  engagement.tables.importErrors.put(row);
}

function saveImport(engagement: Engagement, job: Import, values: Partial<Import>, by: number | null): Import {
  return engagement.tables.imports.put({ ...job, ...values, updatedAt: engagement.second(), updatedById: by });
}
