import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { archivedWithEmail } from '../state/find-prospects.js';
import { restoreProspect } from '../state/prospects.js';
import { readFieldList, readJson } from '../v5/body.js';
import type { Stored } from '../v5/object.js';
import { PROSPECTS } from '../v5/objects/prospects.js';
import { printSelected, readSelection } from '../v5/selection.js';
import type { UnitCall } from '../v5/session.js';
import { json } from '../wire.js';
import { requestedFields } from './write-record.js';

/**
 * POST /api/v5/objects/prospects/do/undelete - takes the latest active deleted prospect with an address out of the recycle bin.
 *
 * Source:  Account Engagement API v5, "Prospect: Undelete": by email, no id in the path.
 * Assumed: the address stands in `matchEmail`, or in `email`; 109 when nobody in the bin has it.
 */
export function undeleteProspect(call: UnitCall): WireResponse {
  const body = readJson(call.request);
  const email = body['matchEmail'] ?? body['email'];
  if (typeof email !== 'string' || email.trim() === '') throw refusal(153, 'matchEmail');
  const { state, unit, by } = call;
  const selection = readSelection(state, unit.key, PROSPECTS, readFieldList(body['fields']) ?? requestedFields(call) ?? 'id', false);
  const archived = archivedWithEmail(state, unit.key, email);
  if (archived === undefined) throw refusal(109);
  const restored = state.transact(() => restoreProspect(state, archived, { by }));
  return json(200, printSelected(state, selection, state.tables.prospects.get(String(restored.id)) as unknown as Stored));
}
