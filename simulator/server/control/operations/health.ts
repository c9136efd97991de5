import type { Call } from '../../../kernel/routes.js';
import type { WireResponse } from '../../../kernel/wire.js';
import type { Control } from '../control.js';
import { json } from '../wire.js';

/** GET /_backlot/health - answers once everything is served. */
export function showHealth({ state, world }: Call<Control>): WireResponse {
  const { version, hooks } = state;
  return json({
    status: 'ok',
    version,
    now: new Date(world.clock.now()).toISOString(),
    seed: world.seed,
    sync: hooks.sync !== undefined,
    urls: state.urls(),
  });
}
