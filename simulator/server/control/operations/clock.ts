import type { Call } from '../../../kernel/routes.js';
import type { WireResponse } from '../../../kernel/wire.js';
import type { Control } from '../control.js';
import { parseDuration, parseInstant } from '../time-texts.js';
import { invalid, json, readObject } from '../wire.js';

/** GET /_backlot/clock */
export function showClock({ state, world }: Call<Control>): WireResponse {
  const next = world.clock.peek();
  return json({
    now: new Date(world.clock.now()).toISOString(),
    mode: state.time.isFrozen ? 'frozen' : 'real',
    nextDue: next === undefined ? null : new Date(next.at).toISOString(),
  });
}

/** POST /_backlot/clock - answers when all that fell due on the way has run. */
export async function moveClock(call: Call<Control>): Promise<WireResponse> {
  const { set, advance, freeze } = readObject(call.request, ['set', 'advance', 'freeze']);
  if (set !== undefined && advance !== undefined) throw invalid('Both "set" and "advance".', 'Give one of them.');
  if (freeze !== undefined && typeof freeze !== 'boolean')
    throw invalid('"freeze" is neither true nor false.', 'true holds time, false lets it pass.');
  const { time } = call.state;
  if (freeze === true) time.freeze();
  if (set !== undefined) await time.advanceTo(notBefore(call.world.clock.now(), parseInstant(set)));
  if (advance !== undefined) await time.advanceTo(call.world.clock.now() + parseDuration(advance));
  if (freeze === false) time.thaw();
  return showClock(call);
}

function notBefore(now: number, instant: number): number {
  if (instant >= now) return instant;
  throw invalid(
    `It is ${new Date(now).toISOString()} already; time does not go back.`,
    'Take a snapshot before, and restore it: POST /_backlot/snapshots/NAME.',
  );
}
