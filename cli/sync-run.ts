import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createFileJournal } from '../src/journal/file-journal.js';
import type { Journal } from '../src/journal/journal.js';
import type { SystemName, Transport } from '../src/model/wire.js';
import { createConfiguredSettings } from '../src/sync/configured-settings.js';
import type { CoreEvent, PassReport, SyncCore } from '../src/sync/core.js';
import { createSyncCore } from '../src/sync/create-sync-core.js';
import { type FlowStatus, statusOf } from '../src/sync/status.js';
import { fetchTransport } from './fetch-transport.js';
import { realClock } from './real-time.js';
import type { SyncConfig } from './sync-config.js';

/** One line of the log: plain JSON data, no secrets. */
export type LogLine = { readonly at: string; readonly event: string } & Readonly<Record<string, unknown>>;

export type SyncOptions = {
  /** Decide and say so, write nothing: neither in a system nor in the journal. */
  readonly isDryRun: boolean;
  readonly log: (line: LogLine) => void;
};

/** The sync core against real systems, with its journal in a file. */
export class SyncRun {
  readonly #core: SyncCore;
  readonly #journal: Journal;

  constructor(
    private readonly config: SyncConfig,
    private readonly options: SyncOptions,
  ) {
    mkdirSync(dirname(config.journalPath), { recursive: true });
    const journal = createFileJournal({ path: config.journalPath, note: (text) => this.#log('note', { text }) });
    this.#journal = options.isDryRun ? unwritten(journal) : journal;
    const { connections } = config;
    const transports = {
      salesforce: this.#transport('salesforce'),
      engagement: this.#transport('engagement'),
      intacct: this.#transport('intacct'),
    };
    const settings = createConfiguredSettings(config.settings, this.#journal, realClock);
    const observe = (event: CoreEvent): void => this.#heard(event);
    this.#core = createSyncCore({ transports, connections, settings, journal: this.#journal, clock: realClock, observe });
  }

  /** One pass of every flow. */
  async once(): Promise<readonly PassReport[]> {
    const reports: PassReport[] = [];
    for (const flow of this.config.flows) reports.push(await this.#core.pass(flow));
    for (const flow of this.config.flows) this.#log('status', { ...summary(statusOf(this.#journal, flow, realClock.now())) });
    return reports;
  }

  /** Passes at every poll and every retry until told to stop; a pass under way is finished. */
  async follow(signal: AbortSignal): Promise<void> {
    let nextPoll = realClock.now();
    while (!signal.aborted) {
      await this.once();
      nextPoll = Math.max(nextPoll + this.config.pollEveryMs, realClock.now());
      const dues = this.config.flows.map((flow) => this.#core.nextDue(flow)).filter((due) => due !== null);
      const next = Math.min(nextPoll, ...dues);
      await realClock.wait(Math.max(MIN_WAIT_MS, next - realClock.now()), signal);
    }
  }

  /** How each flow stands, without a call to anybody. */
  async status(): Promise<readonly FlowStatus[]> {
    await this.#journal.open();
    return this.config.flows.map((flow) => statusOf(this.#journal, flow, realClock.now()));
  }

  #transport(system: SystemName): Transport {
    const send = fetchTransport(this.config.connections[system].url);
    return async (request, signal) => {
      if (this.options.isDryRun && request.headers['tracestate'] === 'backlot=write') throw new NotSentError(system);
      const reply = await send(request, signal);
      if (reply.status >= 400) this.#log('call-failed', { system, method: request.method, path: request.path, status: reply.status });
      return reply;
    };
  }

  #heard(event: CoreEvent): void {
    if (event.kind === 'decided') {
      const { flow, outcome, rules, reason, text, about } = event.decision;
      this.#log('decided', { flow, outcome, rules, reason, text, about });
    } else if (event.kind === 'pass-ended') this.#log('pass-ended', { ...event.report });
    else if (event.kind === 'command-ended') this.#log('command-ended', { command: event.command, outcome: event.outcome ?? null });
  }

  #log(event: string, facts: Readonly<Record<string, unknown>>): void {
    this.options.log({ at: new Date(realClock.now()).toISOString(), event, ...facts });
  }
}

/** A retry that is due at once must not turn the wait into a busy loop. */
const MIN_WAIT_MS = 250;

/** In a dry run no write leaves: to the core it looks like a system that cannot be reached. */
class NotSentError extends Error {
  readonly code = 'ECONNREFUSED';
  constructor(system: SystemName) {
    super(`a dry run writes nothing to ${system}`);
  }
}

/** A journal that remembers for the moment only. */
function unwritten(journal: Journal): Journal {
  return {
    open: () => journal.open(),
    read: (flow, space, key) => journal.read(flow, space, key),
    entries: (flow, space) => journal.entries(flow, space),
    write: (flow, memories) => journal.write(flow, memories),
    decide: (decision) => journal.decide(decision),
    relate: (seq, about) => journal.relate(seq, about),
    links: () => journal.links(),
    decisions: () => journal.decisions(),
    syncErrors: () => journal.syncErrors(),
    flush: async () => {},
  };
}

function summary({ errors, nextAttemptAt, ...status }: FlowStatus): Readonly<Record<string, unknown>> {
  return { ...status, errors: errors.length, nextAttemptAt: nextAttemptAt === null ? null : new Date(nextAttemptAt).toISOString() };
}
