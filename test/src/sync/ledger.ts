import type { Journal } from '../../../src/journal/journal.js';
import { createMemoryJournal } from '../../../src/journal/memory-journal.js';
import { VendorFailure } from '../../../src/model/failure.js';
import type { Settings } from '../../../src/settings/settings.js';
import { CallNumbers } from '../../../src/sync/calls.js';
import type { CoreEvent, PassReport } from '../../../src/sync/core.js';
import type { Command, CommandHandler, CommandOutcome, Flow, PendingKey, Reconciled, Trigger } from '../../../src/sync/flow.js';
import { Passes } from '../../../src/sync/run-pass.js';

/** What may go wrong with one call: it never arrives, its reply is lost, the vendor answers so, or the core dies before or after it. */
export type Mishap = 'refused-connection' | 'lost-reply' | 'kill-before' | 'kill-after' | VendorFailure;

export class Killed extends Error {}

type Copy = Command & { readonly kind: 'copy'; readonly name: string };
type Stamp = Command & { readonly kind: 'stamp'; readonly name: string; readonly page?: string; readonly error?: string };

/**
 * Two small systems of the tests' own: notes with names in one, pages in the other. The flow makes one page for each note
 * and stamps the note with its page. A name that begins with `bad` is refused; `locked` is refused once.
 */
export class Ledger {
  now = 1_000_000;
  readonly notes = new Map<string, { page: string | null; error: string | null; version: number }>();
  readonly pages: string[] = [];
  readonly calls: string[] = [];
  readonly events: CoreEvent[] = [];
  readonly mishaps: (Mishap | null)[] = [];
  readonly journal: Journal;
  readonly locked = new Set<string>();
  isPaused = false;
  #passes: Passes;

  constructor(journal: Journal = createMemoryJournal()) {
    this.journal = journal;
    this.#passes = this.#start();
  }

  write(name: string): void {
    const note = this.notes.get(name);
    this.notes.set(name, { page: note?.page ?? null, error: note?.error ?? null, version: (note?.version ?? 0) + 1 });
  }

  pass(): Promise<PassReport> {
    return this.#passes.run();
  }

  nextDue(): number | null {
    return this.#passes.nextDue();
  }

  /** A new core on the same journal. */
  async restart(): Promise<void> {
    await this.journal.open();
    this.#passes = this.#start();
  }

  /** Passes and restarts until nothing is left to do. */
  async settle(): Promise<void> {
    for (let round = 0; round < 60; round += 1) {
      try {
        const report = await this.pass();
        if (report.left === 0 && report.writes === 0) return;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        await this.restart();
      }
      this.now = Math.max(this.now + 1, this.nextDue() ?? 0);
    }
    throw new Error('does not settle');
  }

  #start(): Passes {
    const settings = {} as Settings;
    const clock = { now: () => this.now, sleep: () => Promise.reject(new Error('the core never sleeps')) };
    const numbers = new CallNumbers('engagement', 1);
    return new Passes({ flow: this.#flow(), journal: this.journal, settings, clock, numbers, observe: (event) => this.events.push(event) });
  }

  async #call(text: string, work: () => void): Promise<void> {
    this.calls.push(text);
    const mishap = this.mishaps.shift() ?? null;
    if (mishap instanceof VendorFailure) throw mishap;
    if (mishap === 'refused-connection') throw new VendorFailure('intacct', 'retry', 'ECONNREFUSED', 'refused');
    if (mishap === 'kill-before') throw new Killed();
    work();
    if (mishap === 'kill-after') throw new Killed();
    if (mishap === 'lost-reply') throw new VendorFailure('intacct', 'unknown', 'ECONNRESET', 'socket hang up');
  }

  #flow(): Flow {
    return {
      name: 'engagement',
      watches: () => true,
      poll: async (context) => {
        await this.#call('poll', () => {});
        const changed = [...this.notes].filter(([name, { version }]) => context.recall('seen', name) !== version);
        const triggers: Trigger[] = changed.map(([name]) => ({
          key: name,
          slot: 'change',
          at: 1,
          by: null,
          rank: name.startsWith('first') ? 0 : 1,
        }));
        return { triggers, remember: [] };
      },
      reconcile: async (keys) => {
        if (this.isPaused) return keys.map(({ key }) => ({ key, concluded: [], parked: true }));
        await this.#call(`load ${keys.length}`, () => {});
        return keys.map((key) => this.#decide(key));
      },
      handlers: [this.#copies(), this.#stamps()] as unknown as CommandHandler[],
    };
  }

  #decide({ key }: PendingKey): Reconciled {
    const { page, version } = this.notes.get(key)!;
    const record = { system: 'intacct', object: 'Page', id: '' } as const;
    const about = [{ system: 'salesforce', object: 'Note', id: key } as const];
    const seen = [{ space: 'seen', key, value: version } as const];
    const command: Copy = { kind: 'copy', name: key, record };
    const conclusion =
      page === null
        ? ({ outcome: 'create', rules: ['T-1'], reason: 'new', text: `${key} is new`, commands: [command] } as const)
        : ({ outcome: 'skip', rules: ['T-2'], reason: 'has-page', text: `${key} has a page`, commands: [] } as const);
    return { key, concluded: [{ conclusion, about, facts: {} }], whenDone: seen, whenRefused: seen };
  }

  #copies(): CommandHandler<Copy> {
    return {
      kind: 'copy',
      batchMax: 3,
      apply: async (intents) => {
        const outcomes: CommandOutcome[] = [];
        await this.#call(`copy ${intents.length}`, () => {
          for (const { command } of intents) outcomes.push(this.#copy(command.name));
        });
        return outcomes;
      },
      lookUp: async (intents) => {
        await this.#call(`look-up ${intents.length}`, () => {});
        return intents.map(({ command }) => (this.pages.includes(command.name) ? { kind: 'done', result: command.name } : null));
      },
      after: ({ command }, ended) => {
        const record = { system: 'salesforce', object: 'Note', id: command.name } as const;
        const stamp = { kind: 'stamp', name: command.name, record } as const;
        if (ended.kind === 'refused') return { commands: [{ ...stamp, error: ended.failure.text }] as Stamp[] };
        const page = String(ended.result);
        return { commands: [{ ...stamp, page }] as Stamp[], about: [{ system: 'intacct', object: 'Page', id: page }] };
      },
    };
  }

  #copy(name: string): CommandOutcome {
    if (name.startsWith('bad')) return { kind: 'failed', failure: new VendorFailure('intacct', 'refusal', 'BAD', 'no such name') };
    if (this.locked.has(name)) return { kind: 'failed', failure: new VendorFailure('intacct', 'retry', 'LOCKED', 'row is locked') };
    this.pages.push(name);
    return { kind: 'done', result: name };
  }

  #stamps(): CommandHandler<Stamp> {
    return {
      kind: 'stamp',
      batchMax: 200,
      apply: async (intents) => {
        await this.#call(`stamp ${intents.length}`, () => {
          for (const { command } of intents)
            Object.assign(this.notes.get(command.name)!, command.page === undefined ? { error: command.error } : { page: command.page });
        });
        return intents.map(() => ({ kind: 'done' }));
      },
    };
  }
}
