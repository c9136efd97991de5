import type { Journal } from '../journal/journal.js';
import type { Decision, SyncError } from '../model/decision.js';
import type { Flow, Link, RecordRef } from '../model/record.js';
import type { SystemName, Transport } from '../model/wire.js';
import type { Settings } from '../settings/settings.js';

/** The core's time: real in production, the world's virtual clock under a stage. */
export interface CoreClock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export type SyncCoreOptions = {
  readonly transports: Readonly<Record<SystemName, Transport>>;
  readonly connections: Connections;
  readonly settings: Settings;
  readonly journal: Journal;
  readonly clock: CoreClock;
  /** Hears what happens, in order; for traces and logs. Must not throw. */
  readonly observe?: (event: CoreEvent) => void;
};

/** Where the systems are and who signs in. Secrets stay out of logs and the journal. */
export type Connections = {
  readonly salesforce: {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly username: string;
    readonly password: string;
    readonly apiVersion: string;
    /** Who signs in for the Intacct flow; the same user when left out. */
    readonly intacctUser?: { readonly username: string; readonly password: string };
  };
  /** `public`: by the vendor's public API alone; else through the connector surface, which only stand-ins have. */
  readonly engagement: { readonly url: string; readonly api?: 'connector' | 'public' };
  readonly intacct: {
    readonly url: string;
    readonly senderId: string;
    readonly senderPassword: string;
    readonly companyId: string;
    readonly userId: string;
    readonly userPassword: string;
  };
};

export type CoreEvent =
  | { readonly kind: 'pass-started'; readonly flow: Flow }
  | { readonly kind: 'pass-ended'; readonly flow: Flow; readonly report: PassReport }
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'command-recorded' | 'command-sent' | 'command-ended'; readonly command: string; readonly outcome?: string };

/** What one pass did. A pass with no writes and nothing left is quiet: another one now would do nothing. */
export type PassReport = {
  readonly flow: Flow;
  /** Records written in any system. */
  readonly writes: number;
  readonly decisions: number;
  /** Keys left for later: failed for now, to be tried again at `nextDue`. */
  readonly left: number;
  /** Keys that wait for something else than time: any change of anything may be what they wait for. */
  readonly parked: number;
};

/** The sync core, as a stage or a server drives it. One pass at a time per flow. */
export interface SyncCore {
  /** Polls, loads, decides, applies and records until nothing is due now. */
  pass(flow: Flow): Promise<PassReport>;
  /** The instant (ms) of the next retry of this flow, or null. Standing polls are the driver's business. */
  nextDue(flow: Flow): number | null;
  /** The instant (ms) of work that this flow's settings ask for by the clock alone, or null: a driver that leaves out idle polls passes then. */
  nextScheduled(flow: Flow): number | null;
  /** Whether a change of a record of this object may be news to this flow. A driver that leaves out idle polls asks; true of all before the first pass. */
  watches(flow: Flow, system: SystemName, object: string): boolean;
  links(): readonly Link[];
  /** Oldest first. */
  decisions(): readonly Decision[];
  /** The latest decision about a record. */
  explain(record: RecordRef): Decision | null;
  syncErrors(): readonly SyncError[];
  /** Ends everything at once, as the death of its process would: replies that come later find nobody. */
  kill(): void;
}
