import type { WireResponse } from '../../kernel/wire.js';
import { recordExternalActivity } from '../state/external-activities.js';
import { readJson } from '../v5/body.js';
import { EXTERNAL_ACTIVITIES } from '../v5/objects/external-activities.js';
import { printForCall, readSelection } from '../v5/selection.js';
import type { UnitCall } from '../v5/session.js';
import { json, linkTo } from '../wire.js';
import { requestedFields } from './write-record.js';

/** POST /api/v5/external-activities - create. Source: Account Engagement API v5, "External Activity". */
export function createExternalActivity(call: UnitCall): WireResponse {
  const { state, unit, by } = call;
  const selection = readSelection(state, unit.key, EXTERNAL_ACTIVITIES, requestedFields(call) ?? 'id', false);
  const raw = readJson(call.request);
  const activity = state.transact(() => recordExternalActivity(state, unit.key, raw, by));
  const location = linkTo(call, `/api/v5/external-activities/${activity.id}`);
  return json(201, printForCall(call, EXTERNAL_ACTIVITIES, selection, activity), { Location: location });
}
