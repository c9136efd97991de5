import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { upsertLatestByEmail } from '../state/prospects.js';
import { readFieldList, readJson } from '../v5/body.js';
import type { Raw, Stored } from '../v5/object.js';
import { PROSPECTS } from '../v5/objects/prospects.js';
import { printSelected, readSelection } from '../v5/selection.js';
import type { UnitCall } from '../v5/session.js';
import { json, noContent } from '../wire.js';
import { isSeen } from './read-record.js';
import { requestedFields } from './write-record.js';

const PROPERTIES = new Set(['matchEmail', 'prospect', 'fields', 'secondaryDeletedSearch']);

/**
 * POST /api/v5/objects/prospects/do/upsertLatestByEmail.
 *
 * Source:  Account Engagement API v5, "Prospect: Upsert Latest by Email"; 200 when updated, 201 when created; without `matchEmail` the
 *          prospect's own email is used.
 */
export function upsertProspect(call: UnitCall): WireResponse {
  const body = readJson(call.request);
  const unknown = Object.keys(body).find((name) => !PROPERTIES.has(name));
  if (unknown !== undefined) throw refusal(154, unknown.slice(0, 80));
  const values = readProspect(body['prospect']);
  const matchEmail = body['matchEmail'] ?? values['email'];
  if (typeof matchEmail !== 'string' || matchEmail.trim() === '') throw refusal(153, 'matchEmail');
  const searchesBin = readFlag(body['secondaryDeletedSearch']);
  const { state, unit, by } = call;
  const selection = readSelection(state, unit.key, PROSPECTS, readFieldList(body['fields']) ?? requestedFields(call) ?? 'id', false);
  const { prospect, isCreated } = state.transact(() => upsertLatestByEmail(state, unit.key, { matchEmail, values, searchesBin }, { by }));
  const row = state.tables.prospects.get(String(prospect.id)) as unknown as Stored;
  if (!isSeen(call, PROSPECTS, row)) return noContent();
  return json(isCreated ? 201 : 200, printSelected(state, selection, row));
}

function readProspect(value: unknown): Raw {
  if (value === undefined) throw refusal(153, 'prospect');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal(154, 'prospect');
  return value as Raw;
}

function readFlag(value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw refusal(50, 'secondaryDeletedSearch');
  return value;
}
