import type { Call } from '../../../kernel/routes.js';
import type { WireResponse } from '../../../kernel/wire.js';
import type { Control } from '../control.js';
import { restore } from '../snapshot.js';
import { readObject } from '../wire.js';
import { showClock } from './clock.js';

/** POST /_backlot/reset - planned failures are forgotten, too. */
export async function reset(call: Call<Control>): Promise<WireResponse> {
  readObject(call.request, []);
  await restore(call.state, call.state.beginning);
  call.world.faults.clear();
  return showClock(call);
}
