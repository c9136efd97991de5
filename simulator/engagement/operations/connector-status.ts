import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import type { UnitCall } from '../v5/session.js';
import { json, noContent } from '../wire.js';

const FIELDS = ['id', 'status', 'version'];

/**
 * GET /api/v5/objects/salesforce-connector - whether the connector runs.
 * Source: Account Engagement API v5, "Salesforce Connector". Assumed: D-25, path and body, which the page did not show.
 */
export function readConnector(call: UnitCall): WireResponse {
  const names = (new URLSearchParams(call.request.query).get('fields') ?? '')
    .split(',')
    .flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  if (names.length === 0) throw refusal(13, 'fields');
  const unknown = names.find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw refusal(180, unknown.slice(0, 80));
  const isPaused = call.state.settings(call.unit.key).get('paused') === true;
  const shown: Readonly<Record<string, unknown>> = { id: call.unit.id, status: isPaused ? 'Paused' : 'Running', version: 2 };
  return json(200, Object.fromEntries(names.map((name) => [name, shown[name]])));
}

/** POST /api/v5/objects/salesforce-connector/do/pause and unpause. Refuses: 235 when it is so already. */
export function setConnector(paused: boolean): (call: UnitCall) => WireResponse {
  return (call) => {
    const settings = call.state.settings(call.unit.key);
    if (settings.get('paused') === paused) throw refusal(235);
    settings.save({ paused }, String(call.by ?? 'connector'));
    return noContent();
  };
}
