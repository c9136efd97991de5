import type { ImportOutcome, ImportRequest } from '../../kernel/people.js';
import { EngagementError, refusal } from '../errors.js';
import { customFieldNamed } from '../state/custom-fields.js';
import { type ImportMode, ImportRowRefusal, importRow, type MatchColumn } from '../state/import-row.js';
import { PROSPECT_FIELDS } from '../state/prospect-fields.js';
import type { Raw } from '../state/prospects.js';
import type { Engagement } from '../state.js';

/**
 * A person imports a CSV of prospects with the wizard.
 *
 * Source:  AE-15 to AE-17; help 000384676 for the errors. The match column is the prospect id, the CRM id or the email.
 * Refuses: whole files whose columns are no fields (130), or that match by a CRM id without having such a column.
 * Assumed: D-12, a row that only its address matched is left as it is unless `importMatchOutcome` says `update`. Blank cells
 *          write nothing.
 */
export function importByPeople(engagement: Engagement, unit: string, request: ImportRequest, by: number | null): ImportOutcome {
  if (request.into.toLowerCase() !== 'prospect') throw refusal(192, `${request.into}: people import prospects`);
  const column = readMatch(request);
  checkColumns(engagement, unit, request.columns);
  const mode = modeOf(engagement, unit, column, request.restoreDeleted ?? false);
  const counts = { created: 0, matched: 0, updated: 0, errors: 0 };
  const ids: (string | null)[] = [];
  const messages: string[] = [];
  for (const [index, row] of request.rows.entries()) {
    try {
      const { outcome, prospect } = importRow(engagement, unit, filledCells(row), mode, { by });
      counts[outcome] += 1;
      ids.push(String(prospect.id));
    } catch (error) {
      if (!(error instanceof ImportRowRefusal) && !(error instanceof EngagementError)) throw error;
      counts.errors += 1;
      ids.push(null);
      messages.push(`row ${index + 1}: ${error.message}`);
    }
  }
  return { ...counts, ids, messages };
}

/** Whether rows without a CRM id are compared with known addresses. Source: AE-15; D-9 for units where emails are unique. */
function matchesByEmail(engagement: Engagement, unit: string): boolean {
  const settings = engagement.settings(unit);
  const isOn = settings.get('matchByEmailWhenNoCrmId') === true;
  return isOn || (!engagement.isAmpsea(unit) && settings.get('strictSetting') !== true);
}

function modeOf(engagement: Engagement, unit: string, column: MatchColumn, restoreDeleted: boolean): ImportMode {
  return {
    match: column === 'email' ? ['email'] : [column, 'email'],
    restoreDeleted,
    createOnNoMatch: true,
    onEmailMatch: engagement.settings(unit).get('importMatchOutcome') === 'update' ? 'update' : 'skip',
    matchesEmail: matchesByEmail(engagement, unit),
  };
}

function readMatch(request: ImportRequest): MatchColumn {
  const column = MATCHES.get((request.match ?? 'email').toLowerCase());
  if (column === undefined)
    throw refusal(130, `the match column is one of id, salesforceId, email, not ${String(request.match).slice(0, 40)}`);
  if (column === 'salesforceId' && !request.columns.includes('salesforceId')) throw refusal(130, 'Please select at least one CRM ID field');
  if (column === 'id' && !request.columns.includes('id')) throw refusal(130, 'the file has no column id');
  return column;
}

const MATCHES: ReadonlyMap<string, MatchColumn> = new Map([
  ['id', 'id'],
  ['salesforceid', 'salesforceId'],
  ['email', 'email'],
]);

function checkColumns(engagement: Engagement, unit: string, columns: readonly string[]): void {
  for (const column of columns) {
    const isKnown =
      column === 'id' || PROSPECT_FIELDS.get(column)?.access === 'write' || customFieldNamed(engagement, unit, column) !== undefined;
    if (!isKnown) throw refusal(130, column.slice(0, 80));
  }
}

function filledCells(row: Readonly<Record<string, string>>): Raw {
  return Object.fromEntries(Object.entries(row).filter(([, cell]) => cell.trim() !== ''));
}
