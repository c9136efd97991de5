import type { World } from '../../../simulator/kernel/world.js';
import type { Journal } from '../../../src/journal/journal.js';
import { createMemoryJournal } from '../../../src/journal/memory-journal.js';
import type { Flow } from '../../../src/model/record.js';
import type { SystemName, Transport, WireRequest, WireResponse } from '../../../src/model/wire.js';
import type { Settings } from '../../../src/settings/settings.js';
import type { Connections, CoreEvent, SyncCore } from '../../../src/sync/core.js';
import { createSyncCore } from '../../../src/sync/create-sync-core.js';
import type { Trace } from './trace.js';

export const FLOWS: readonly Flow[] = ['engagement', 'intacct'];

/**
 * How long the core waits for a reply before it counts as lost.
 * Assumed: two minutes, as long as a connector cycle; the vendors document no client time-out.
 */
export const REPLY_WAIT_MS_MAX = 120_000;

/** How a core of a stage signs in: the integration users of design section 6. */
const CONNECTIONS: Connections = {
  salesforce: {
    url: 'http://localhost:4001',
    clientId: 'backlot',
    clientSecret: 'backlot',
    username: 'connector@backlot.test',
    password: 'backlot',
    apiVersion: '62.0',
    intacctUser: { username: 'intacct@backlot.test', password: 'backlot' },
  },
  engagement: { url: 'http://localhost:4002' },
  intacct: {
    url: 'http://localhost:4003',
    senderId: 'backlot',
    senderPassword: 'backlot',
    companyId: 'backlot',
    userId: 'connector',
    userPassword: 'backlot',
  },
};

/** When the core is to be killed: at which write from its planning on, just before it leaves or just after it arrived. */
export type CrashPlan = { readonly write: number; readonly when: 'before' | 'after' };

/** A plan as the host follows it. */
export type PlannedCrash = CrashPlan & { writes: number; hasCome: boolean };

export type Transports = Readonly<Record<SystemName, Transport>>;

type HostOptions = {
  readonly world: World;
  readonly transports: Transports;
  readonly settings: Settings;
  readonly trace: Trace;
  /** What earlier cores remembered; empty when left out. */
  readonly journal?: Journal | undefined;
  readonly observe: (event: CoreEvent) => void;
  /** Hears of each request that is to change records, before it leaves. */
  readonly writes: (request: WireRequest) => void;
  /** Called when a killed core was replaced. */
  readonly restarted: () => void;
};

/** Holds the one living core of a stage, lets it die where a story says so, and starts the next from the same journal. */
export class CoreHost {
  readonly #journal: Journal;
  #core: SyncCore;
  #generation = 0;
  #crashes: PlannedCrash[] = [];

  constructor(private readonly options: HostOptions) {
    this.#journal = options.journal ?? createMemoryJournal();
    options.world.clock.on(GIVE_UP, (giveUp) => (giveUp as () => void)());
    this.#core = this.#create();
  }

  get core(): SyncCore {
    return this.#core;
  }

  /** Counts the deaths; what began under another generation is nobody's business any more. */
  get generation(): number {
    return this.#generation;
  }

  planCrash(plan: CrashPlan): PlannedCrash {
    const planned = { ...plan, writes: 0, hasCome: false };
    this.#crashes.push(planned);
    return planned;
  }

  /** The core dies with all that it was doing; a new one starts from what the journal kept. */
  kill(text: string): void {
    const { world, trace, restarted } = this.options;
    this.#generation += 1;
    this.#core.kill();
    trace.crash(world.clock.now(), text);
    this.#core = this.#create();
    world.clock.abandonTasks();
    restarted();
  }

  #create(): SyncCore {
    const { world, settings, observe } = this.options;
    const generation = this.#generation;
    const transports = {
      salesforce: this.#transport('salesforce', generation),
      engagement: this.#transport('engagement', generation),
      intacct: this.#transport('intacct', generation),
    };
    const clock = {
      now: () => world.clock.now(),
      sleep: (ms: number) => (generation === this.#generation ? world.clock.sleep(ms) : never()),
    };
    return createSyncCore({ transports, connections: CONNECTIONS, settings, journal: this.#journal, clock, observe });
  }

  #transport(system: SystemName, generation: number): Transport {
    return async (request) => {
      if (generation !== this.#generation) return never();
      const crash = isWrite(request) ? this.#countWrite() : null;
      if (isWrite(request)) this.options.writes(request);
      const text = `${request.method} ${request.path}`;
      if (crash?.when === 'before') {
        this.kill(`the sync core was killed before ${text}`);
        return never();
      }
      const at = this.options.world.clock.now();
      let reply: WireResponse | null = null;
      try {
        reply = await this.#inTime(request, this.options.transports[system](request));
        return reply;
      } finally {
        if (generation === this.#generation) {
          this.options.trace.call(at, system, request, reply);
          if (crash !== null) {
            this.kill(`the sync core was killed after ${text}`);
            // biome-ignore lint/correctness/noUnsafeFinally: whoever waits for this reply is dead.
            return never();
          }
        }
      }
    };
  }

  /** Counts a write for every planned crash; the one that is to come at it, if any. */
  #countWrite(): PlannedCrash | null {
    for (const crash of this.#crashes) crash.writes += 1;
    const due = this.#crashes.filter((crash) => crash.writes === crash.write);
    for (const crash of due) crash.hasCome = true;
    this.#crashes = this.#crashes.filter((crash) => !crash.hasCome);
    return due.find((crash) => crash.when === 'before') ?? due[0] ?? null;
  }

  /** A reply that comes later than a client waits is a lost one. */
  #inTime(request: WireRequest, arriving: Promise<WireResponse>): Promise<WireResponse> {
    const { clock } = this.options.world;
    return new Promise((resolve, reject) => {
      const timer = clock.arm(clock.now() + REPLY_WAIT_MS_MAX, GIVE_UP, () => {
        // The call's task was passed over while its reply was delayed; now it runs on without it.
        clock.release(request.headers['traceparent']);
        reject(Object.assign(new Error(`no reply within ${REPLY_WAIT_MS_MAX / 1000} s`), { code: 'ETIMEDOUT' }));
      });
      arriving.finally(() => clock.cancel(timer)).then(resolve, reject);
    });
  }
}

const GIVE_UP = 'stage:give-up';

function isWrite(request: WireRequest): boolean {
  return request.headers['tracestate'] === 'backlot=write';
}

function never(): Promise<never> {
  return new Promise(() => {});
}
