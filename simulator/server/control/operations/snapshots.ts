import type { Call } from '../../../kernel/routes.js';
import type { WireResponse } from '../../../kernel/wire.js';
import type { Control } from '../control.js';
import { restore, take } from '../snapshot.js';
import { ControlError, invalid, json } from '../wire.js';
import { showClock } from './clock.js';

/** Snapshots kept at once; each holds the records that changed since. */
const SNAPSHOTS_MAX = 100;

/** GET /_backlot/snapshots */
export function listSnapshots({ state }: Call<Control>): WireResponse {
  return json({ snapshots: [...state.snapshots].map(([name, { at }]) => ({ name, at: new Date(at).toISOString() })) });
}

/** POST /_backlot/snapshots/NAME - a snapshot of that name is replaced. */
export async function takeSnapshot({ state, params, world }: Call<Control>): Promise<WireResponse> {
  const name = params['name']!;
  if (!/^[\w.-]{1,100}$/.test(name))
    throw invalid(`"${name}" is no name for a snapshot.`, 'Use letters, digits, dots, dashes and underscores.');
  if (state.snapshots.size >= SNAPSHOTS_MAX && !state.snapshots.has(name))
    throw invalid(`There are ${SNAPSHOTS_MAX} snapshots already.`, 'Take one of the same name again.');
  const snapshot = await state.time.exclusively(async () => take(world, state.hooks));
  state.snapshots.set(name, snapshot);
  return json({ name, at: new Date(snapshot.at).toISOString() }, 201);
}

/** POST /_backlot/snapshots/NAME/restore */
export async function restoreSnapshot(call: Call<Control>): Promise<WireResponse> {
  const { params, state } = call;
  const snapshot = state.snapshots.get(params['name']!);
  if (snapshot === undefined) {
    const known = [...state.snapshots.keys()].join(', ') || 'none yet';
    throw new ControlError(404, 'NO_SUCH_SNAPSHOT', `There is no snapshot "${params['name']}".`, `Known: ${known}.`);
  }
  await restore(state, snapshot);
  return showClock(call);
}
