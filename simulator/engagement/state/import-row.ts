import { valueText } from '../../kernel/value-text.js';
import { EngagementError, refusal } from '../errors.js';
import type { Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { archivedWithEmail, liveWithEmail, prospectOf, withCrmId } from './find-prospects.js';
import { salesforceId } from './ids.js';
import { isEmail } from './prospect-input.js';
import { type Act, createProspect, editProspect, type Raw, restoreProspect } from './prospects.js';

export type MatchColumn = 'id' | 'salesforceId' | 'email';

/** How a list is imported. */
export type ImportMode = {
  /** In which order a row's cells are tried. */
  readonly match: readonly MatchColumn[];
  readonly restoreDeleted: boolean;
  readonly createOnNoMatch: boolean;
  /** What happens to a prospect that only its address matched. */
  readonly onEmailMatch: 'skip' | 'update';
  /** Whether an address that is known already stands for the prospect that has it. */
  readonly matchesEmail: boolean;
  /** What of a row is written to a prospect that is there already. */
  readonly fit?: (prospect: Prospect, fields: Raw) => Raw;
};

export type RowOutcome = { readonly outcome: 'created' | 'matched' | 'updated'; readonly prospect: Prospect };

/** Why a row is not imported, in the words of the error report. Source: help 000384676. */
export class ImportRowRefusal extends Error {
  constructor(
    readonly type: 'Archived Prospects' | 'Invalid Email' | 'Field Validation Failure' | 'Email Not Allowed' | 'No Match',
    readonly description: string,
  ) {
    super(`${type}: ${description}`);
    this.name = 'ImportRowRefusal';
  }
}

/**
 * Imports one row. `values` has the fields to write by their API names, `id` and `salesforceId` among them where the list has them.
 *
 * Source:  help 000384676 and "Import prospects"; the project's reference of imports, one line for each way through.
 * Refuses: `ImportRowRefusal`, whatever is wrong with the row; nothing of the row is kept then.
 */
export function importRow(engagement: Engagement, unit: string, values: Raw, mode: ImportMode, act: Act): RowOutcome {
  try {
    return engagement.world.atomic(() => matchRow(engagement, unit, values, mode, act));
  } catch (error) {
    if (error instanceof EngagementError) throw new ImportRowRefusal('Field Validation Failure', error.message);
    throw error;
  }
}

function matchRow(engagement: Engagement, unit: string, values: Raw, mode: ImportMode, act: Act): RowOutcome {
  const { id, salesforceId: crmId, ...fields } = values;
  const email = typeof fields['email'] === 'string' ? fields['email'].trim() : '';
  const link = readCrmId(crmId);
  for (const column of mode.match) {
    if (column === 'id' && !isBlank(id)) return byId(engagement, unit, Number(id), fields, mode, act);
    if (column === 'salesforceId' && link !== null) {
      const known = withCrmId(engagement, unit, link)[0];
      if (known !== undefined) return { outcome: 'updated', prospect: updateRow(engagement, known, fields, mode, act) };
    }
    if (column === 'email') break;
  }
  return byEmail(engagement, unit, { email, link, fields }, mode, act);
}

function byId(engagement: Engagement, unit: string, id: number, fields: Raw, mode: ImportMode, act: Act): RowOutcome {
  const known = prospectOf(engagement, unit, id);
  if (known === undefined) throw new ImportRowRefusal('No Match', `no prospect has the id ${id}`);
  return { outcome: 'updated', prospect: updateRow(engagement, known, fields, mode, act) };
}

type AddressedRow = { readonly email: string; readonly link: string | null; readonly fields: Raw };

function byEmail(engagement: Engagement, unit: string, row: AddressedRow, mode: ImportMode, act: Act): RowOutcome {
  if (!isEmail(row.email)) throw new ImportRowRefusal('Invalid Email', row.email === '' ? 'the row has no email address' : row.email);
  const live = liveWithEmail(engagement, unit, row.email);
  const archived = live === undefined ? archivedWithEmail(engagement, unit, row.email) : undefined;
  if (archived !== undefined) return { outcome: 'updated', prospect: updateRow(engagement, archived, linking(archived, row), mode, act) };
  if (live !== undefined && mode.matchesEmail) {
    const isOnlyEmail = row.link === null;
    if (isOnlyEmail && mode.onEmailMatch === 'skip') return { outcome: 'matched', prospect: live };
    return { outcome: 'updated', prospect: updateRow(engagement, live, linking(live, row), mode, act) };
  }
  if (!mode.createOnNoMatch) throw new ImportRowRefusal('No Match', `no prospect has ${row.email}`);
  refuseRoleAddress(row.email);
  const fields = row.link === null ? row.fields : { ...row.fields, salesforceId: row.link };
  return { outcome: 'created', prospect: createProspect(engagement, unit, { ...fields, email: row.email }, act) };
}

/** Source: help 000384676: prospects in the recycle bin are errors unless the import restores them. */
function updateRow(engagement: Engagement, prospect: Prospect, fields: Raw, mode: ImportMode, act: Act): Prospect {
  if (prospect.isDeleted && !mode.restoreDeleted)
    throw new ImportRowRefusal('Archived Prospects', `${prospect.email} is in the recycle bin`);
  const restored = restoreProspect(engagement, prospect, act);
  const fitting = mode.fit === undefined ? fields : mode.fit(restored, fields);
  const { email, ...rest } = fitting;
  // The address that matched is the prospect's own, however the file spells it.
  const isOwn = typeof email !== 'string' || email.trim().toLowerCase() === prospect.email.toLowerCase();
  return editProspect(engagement, restored, isOwn ? rest : fitting, act);
}

/** A prospect that has no link yet takes the row's. */
function linking(prospect: Prospect, row: AddressedRow): Raw {
  return row.link === null || prospect.salesforceId !== null ? row.fields : { ...row.fields, salesforceId: row.link };
}

function readCrmId(value: unknown): string | null {
  if (isBlank(value)) return null;
  const id = salesforceId(String(value).trim());
  if (id === null) throw refusal(77, valueText(value).slice(0, 18));
  return id;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || String(value).trim() === '';
}

/** Addresses that stand for a role and are not mailed. Source: help 000384676 names `abuse@`. Assumed: the rest of the short list. */
const ROLE_ADDRESSES: ReadonlySet<string> = new Set(['abuse', 'spam', 'postmaster', 'hostmaster', 'noc', 'root']);

function refuseRoleAddress(email: string): void {
  const local = email.slice(0, email.indexOf('@')).toLowerCase();
  if (ROLE_ADDRESSES.has(local)) throw new ImportRowRefusal('Email Not Allowed', email);
}
