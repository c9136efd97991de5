import type { World } from '../../kernel/world.js';
import type { Control, ControlHooks, StoredSnapshot } from './control.js';

/** The present state of the stand-ins and of what the core remembers. */
export function take(world: World, hooks: ControlHooks): StoredSnapshot {
  return { world: world.snapshot(), core: hooks.saveCore?.() ?? null, at: world.clock.now() };
}

/** Back to a state, time included. Nothing runs meanwhile. */
export function restore(control: Control, snapshot: StoredSnapshot): Promise<void> {
  return control.time.exclusively(async () => {
    control.simulator.world.restore(snapshot.world);
    control.hooks.loadCore?.(snapshot.core);
  });
}
