import { type Fault, type FaultAction, type FaultTarget, parseFaultTarget } from '../../../kernel/faults.js';
import type { Call } from '../../../kernel/routes.js';
import type { WireResponse } from '../../../kernel/wire.js';
import type { Control } from '../control.js';
import { parseDuration } from '../time-texts.js';
import { ControlError, invalid, json, readObject } from '../wire.js';

const PLAIN_ACTIONS = ['lose-response', 'refuse', 'expire-session', 'duplicate'] as const;

/** GET /_backlot/faults */
export function listFaults({ world }: Call<Control>): WireResponse {
  return json({ faults: world.faults.list().map(shown) });
}

/** POST /_backlot/faults - unlike a scenario's, it hits every client's calls unless `from` is `sync`. */
export function armFault({ request, world }: Call<Control>): WireResponse {
  const body = readObject(request, ['on', 'do', 'times', 'from']);
  const { from = 'any' } = body;
  if (from !== 'any' && from !== 'sync')
    throw invalid(`"from" is ${JSON.stringify(from)}.`, 'Write any (every client) or sync (the sync core only).');
  const on = readTargets(body['on']);
  const fault = world.faults.arm({ on, action: readAction(body['do']), times: readTimes(body['times']), from });
  return json(shown(fault), 201);
}

/** DELETE /_backlot/faults */
export function disarmAllFaults({ world }: Call<Control>): WireResponse {
  world.faults.clear();
  return { status: 204, headers: {}, body: '' };
}

/** DELETE /_backlot/faults/ID */
export function disarmFault({ params, world }: Call<Control>): WireResponse {
  const id = Number(params['id']);
  if (world.faults.get(id) === undefined)
    throw new ControlError(404, 'NO_SUCH_FAULT', `There is no fault ${params['id']}.`, 'GET /_backlot/faults lists them.');
  world.faults.disarm(id);
  return { status: 204, headers: {}, body: '' };
}

function readTargets(value: unknown): readonly FaultTarget[] {
  const texts = Array.isArray(value) ? value : [value];
  if (texts.length === 0) throw invalid('"on" is empty.', 'Name calls, such as "salesforce POST /composite/sobjects".');
  return texts.map((text) => {
    if (typeof text !== 'string') throw invalid('"on" must be a text or a list of texts.', 'For example "intacct update CUSTOMER".');
    const target = parseFaultTarget(text);
    if (typeof target === 'string') throw invalid(`"on": ${target}.`, 'For example "intacct update CUSTOMER".');
    return target;
  });
}

function readAction(value: unknown): FaultAction {
  const plain = PLAIN_ACTIONS.find((kind) => kind === value);
  if (plain !== undefined) return { kind: plain };
  const [key, ...others] = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const detail = key === undefined ? undefined : (value as Record<string, unknown>)[key];
  if (others.length === 0 && key === 'status' && typeof detail === 'number' && Number.isInteger(detail) && detail >= 400 && detail <= 599)
    return { kind: 'status', status: detail };
  if (others.length === 0 && key === 'error' && typeof detail === 'string' && detail !== '') return { kind: 'error', code: detail };
  if (others.length === 0 && key === 'delay') return { kind: 'delay', ms: parseDuration(detail) };
  throw invalid(
    `"do" is ${JSON.stringify(value) ?? 'missing'}.`,
    `Write ${PLAIN_ACTIONS.join(', ')}, {"status": 503}, {"error": "UNABLE_TO_LOCK_ROW"} or {"delay": "5s"}.`,
  );
}

function readTimes(value: unknown): number {
  if (value === undefined) return 1;
  if (value === 'always') return Number.POSITIVE_INFINITY;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw invalid(`"times" is ${JSON.stringify(value)}.`, 'Write a whole number above 0, or "always".');
}

/** JSON has no infinity. */
function shown({ id, on, action, times, from, fired }: Fault): unknown {
  return { id, on, do: action, times: Number.isFinite(times) ? times : 'always', from, fired };
}
