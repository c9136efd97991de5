import type { Stage } from '../scenarios/runner/stage/stage.js';
import type { Simulator } from '../simulator/index.js';
import type { Clock } from '../simulator/kernel/clock.js';
import type { ControlHooks } from '../simulator/server/control/control.js';
import { realTime } from '../simulator/server/real-time.js';
import type { CoreMemory, SavedCore } from '../simulator/server/state-file.js';
import { createMemoryJournal, type MemoryJournal, reopenMemoryJournal } from '../src/journal/memory-journal.js';
import type { Flow } from '../src/model/record.js';
import { QuietTrace } from './quiet-trace.js';

/** How long after the start the core is loaded, in milliseconds, so that it does not stand before the first reply. */
const LOAD_AFTER_MS = 1_000;
const FLOWS: readonly Flow[] = ['engagement', 'intacct'];

type JournalData = ReturnType<MemoryJournal['save']>;
type Seen = { readonly seq: number };

/** The sync core beside served stand-ins, as the control API sees it. The code of the core is loaded after the ports are open. */
export class SyncHost {
  #journal: MemoryJournal;
  #stage: Promise<Stage> | null = null;
  #listeners = new Set<(decision: Seen) => void>();

  constructor(
    private readonly simulator: Simulator,
    saved: SavedCore | null,
    /** Where it was saved. */
    file?: string,
  ) {
    this.#journal = reopenMemoryJournal(saved?.core, saved?.entries ?? [], file ?? 'the world');
  }

  readonly hooks: ControlHooks = {
    sync: async (flow) => {
      const { passes, world } = await this.#opened();
      const [from, decided] = [world.changes.next, this.#journal.decisions().length];
      await world.clock.run(() => passes.drive(flow === 'all' ? FLOWS : [flow]));
      return { flow, changes: world.changes.next - from, decisions: this.#journal.decisions().length - decided };
    },
    steps: async (input) => {
      const { playSteps } = await import('../scenarios/runner/index.js');
      return playSteps(await this.#opened(), input);
    },
    decisions: (since) => this.#journal.decisions().filter(({ seq }) => seq >= since),
    onDecision: (listener) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
    saveCore: () => this.#journal.save(),
    loadCore: (state) => this.#restart(state as JournalData | null),
  };

  /** What a state file keeps of the core. */
  readonly memory: CoreMemory = {
    save: () => this.#journal.save(),
    takeEntries: () => this.#journal.takeEntries(),
  };

  /** Loads the core a moment later; from then on it polls. */
  start(fail: (error: unknown) => void): () => void {
    return realTime.after(LOAD_AFTER_MS, () => void this.#opened().catch(fail));
  }

  #opened(): Promise<Stage> {
    this.#stage ??= this.#open();
    return this.#stage;
  }

  async #open(): Promise<Stage> {
    const { Stage } = await import('../scenarios/runner/stage/stage.js');
    const trace = new QuietTrace((decision) => this.#listeners.forEach((tell) => void tell(decision)));
    return Stage.over(this.simulator, { trace, journal: this.#journal });
  }

  /** Another past: the core that knew the old one ends, and its timers with it. */
  #restart(state: JournalData | null): void {
    forgetCoreTimers(this.simulator.world.clock);
    const wasOpen = this.#stage !== null;
    void this.#stage?.then((stage) => stage.host.core.kill());
    this.#journal = createMemoryJournal(state ?? undefined);
    this.#stage = null;
    if (wasOpen) this.start(() => {});
  }
}

/** Takes away what a core that is gone meant to do at some time: the next one makes plans of its own. */
export function forgetCoreTimers(clock: Clock): void {
  for (const { id, kind } of clock.timers()) if (kind.startsWith('stage:')) clock.cancel(id);
}
