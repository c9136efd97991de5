import { createSimulator, type Simulator } from '../../../simulator/index.js';
import type { People } from '../../../simulator/kernel/people.js';
import type { World } from '../../../simulator/kernel/world.js';
import type { Place } from '../../../simulator/yaml/place.js';
import type { Journal } from '../../../src/journal/journal.js';
import type { SystemName } from '../../../src/model/wire.js';
import type { CoreEvent } from '../../../src/sync/core.js';
import { CoreHost, type PlannedCrash } from './core-host.js';
import { type Mark, Names } from './names.js';
import { Passes } from './passes.js';
import { settingsOver } from './settings-port.js';
import { Trace } from './trace.js';
import { direct, type OpenTransports, type TransportFactory } from './transports.js';

export type StageOptions = {
  readonly seed: number;
  /** Milliseconds since the epoch. */
  readonly start?: number | null;
  readonly transports?: TransportFactory;
  /** Columns of the examples, which no record may be named after. */
  readonly columns?: ReadonlySet<string>;
  /** Files of an org that the stand-ins are to be like. */
  readonly org?: ReadonlyMap<string, string>;
};

export type OverOptions = {
  readonly trace?: Trace;
  readonly journal?: Journal;
  readonly columns?: ReadonlySet<string>;
  readonly skipsIdlePolls?: boolean;
};

/** What steps act on: a fresh world with the three vendors, the sync core beside them, and the names that a story gives. */
export class Stage {
  readonly world: World;
  readonly names: Names;
  readonly trace: Trace;
  readonly host: CoreHost;
  readonly passes: Passes;
  /** Faults that the story armed: each must fire, unless it is optional. */
  readonly plannedFaults: { readonly id: number; readonly isOptional: boolean; readonly place: Place; readonly text: string }[] = [];
  /** Crashes that the story planned: each must come, unless it is optional. */
  readonly crashes: { readonly plan: PlannedCrash; readonly isOptional: boolean; readonly place: Place }[] = [];
  /** Since when writes and calls count, unless a check names a mark: the end of `given`. */
  begin: Mark;
  /** `traceparent`s of write calls of the core that belonged to no command. */
  readonly unexplained = new Set<string>();
  /** Whether the pass under way sent a recorded command. */
  #hasCommand = false;
  /** What a step has to say beside that it held. */
  readonly remarks: string[] = [];

  readonly #unlisten: () => void;

  private constructor(
    readonly simulator: Simulator,
    private readonly opened: OpenTransports,
    { trace = new Trace(), journal, columns = new Set<string>(), skipsIdlePolls = true }: OverOptions,
  ) {
    this.world = simulator.world;
    this.trace = trace;
    this.names = new Names(columns);
    this.host = new CoreHost({
      world: this.world,
      transports: opened.transports,
      settings: settingsOver(simulator),
      trace,
      journal,
      observe: (event) => this.#heard(event),
      writes: ({ headers }) => {
        if (!this.#hasCommand) this.unexplained.add(headers['traceparent'] ?? '');
      },
      restarted: () => this.passes.restarted(),
    });
    this.passes = new Passes(this.world, () => this.host, trace, skipsIdlePolls);
    this.#unlisten = this.world.changes.listen((change) => this.trace.change(change));
    this.begin = this.markNow();
  }

  /** A stage in a world of its own, on a virtual clock. */
  static async open(options: StageOptions): Promise<Stage> {
    const { seed, start, transports = direct, columns, org } = options;
    const simulator = createSimulator({ seed, ...(start == null ? {} : { start }), ...(org === undefined ? {} : { org }) });
    return new Stage(simulator, await transports(simulator), columns === undefined ? {} : { columns });
  }

  /** A stage over stand-ins that somebody else made and serves; there, standing polls are never passed over. */
  static async over(simulator: Simulator, options: OverOptions = {}): Promise<Stage> {
    return new Stage(simulator, await direct(simulator), { skipsIdlePolls: false, ...options });
  }

  people(system: SystemName): People {
    return this.simulator[system].people;
  }

  /** Runs the next event up to an instant; false when there is none, and then the clock stands at that instant. */
  async moveTowards(instant: number): Promise<boolean> {
    if (await this.passes.step(instant)) return true;
    this.world.clock.jumpTo(instant);
    return false;
  }

  #heard(event: CoreEvent): void {
    if (event.kind === 'decided') this.trace.decision(event.decision);
    else if (event.kind === 'pass-started') this.#hasCommand = false;
    else if (event.kind === 'command-sent') this.#hasCommand = true;
  }

  /** This instant, for `since`. */
  markNow(): Mark {
    return { changes: this.world.changes.next, calls: this.world.calls.next, at: this.world.clock.now() };
  }

  remark(text: string): void {
    this.remarks.push(text);
  }

  async close(): Promise<void> {
    this.#unlisten();
    this.passes.stopListening();
    await this.opened.close?.();
  }
}
