import type { WireResponse } from '../../kernel/wire.js';
import { EngagementError, refusal } from '../errors.js';
import { CONNECTOR_ROWS_MAX } from '../limits.js';
import type { Audit } from '../records.js';
import type { Raw, RowOutcome } from '../state/connector-rows.js';
import type { Engagement } from '../state.js';
import { readJson } from '../v5/body.js';
import type { UnitCall } from '../v5/session.js';
import { json } from '../wire.js';

type Write<R> = (engagement: Engagement, unit: string, record: Raw) => RowOutcome<R>;

/** Writes the records of a call; one that fails does not stop the others. */
export function writeAll<R extends Audit>(call: UnitCall, write: Write<R>): WireResponse {
  const { records } = readJson(call.request);
  if (!Array.isArray(records)) throw refusal(153, 'records');
  if (records.length > CONNECTOR_ROWS_MAX) throw refusal(154, `records: at most ${CONNECTOR_ROWS_MAX}`);
  return json(200, { results: call.state.transact(() => records.map((record) => writeOne(call, write, record))) });
}

function writeOne<R extends Audit>(call: UnitCall, write: Write<R>, record: unknown): Record<string, unknown> {
  try {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) throw refusal(154, 'a record is an object');
    const { row, isCreated } = call.world.atomic(() => write(call.state, call.unit.key, record as Raw));
    return { id: row.id, success: true, created: isCreated, errors: [] };
  } catch (error) {
    if (!(error instanceof EngagementError)) throw error;
    return { id: null, success: false, created: false, errors: [{ code: error.number, message: error.message }] };
  }
}
