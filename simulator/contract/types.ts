import type { SystemName } from '../kernel/wire.js';

/** The parts of a probe that are played, in this order; `cleanup` whatever happened before. What `needs` asks for is looked at only. */
export const PARTS = ['needs', 'given', 'steps', 'then', 'cleanup'] as const;
export type Part = (typeof PARTS)[number];

/** One behaviour of a vendor that somebody relies on, as its file has it. */
export type Probe = {
  readonly file: string;
  /** The line of its title. */
  readonly line: number;
  readonly title: string;
  readonly system: SystemName;
  /** Why we rely on it. */
  readonly about: string | null;
  readonly relies: Relies;
  /** The name under which `--allow` lets it run; null when it may always run. */
  readonly allow: string | null;
  /** True for surfaces of backlot's own, which real systems do not have. */
  readonly isOwnSurface: boolean;
  /** Requests that a target must accept for the probe to be run there: it has the package, the object, the permission. */
  readonly needs: readonly ProbeStep[];
  readonly given: readonly ProbeStep[];
  readonly steps: readonly ProbeStep[];
  readonly then: readonly ProbeStep[];
  readonly cleanup: readonly ProbeStep[];
};

/** What rests on a probe: rules of the catalogues, scenario files, routes as the stand-in's table has them. */
export type Relies = {
  readonly rules: readonly string[];
  readonly scenarios: readonly string[];
  readonly routes: readonly string[];
};

/** What a request carries. Texts may have placeholders: `{run}`, `{version}`, `{login.username}`, `{account.body.id}`. */
export type ProbeBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'xml' | 'text'; readonly text: string }
  /** Functions of the Intacct gateway; the player puts them into an envelope with its session. */
  | { readonly kind: 'function'; readonly functions: readonly string[] };

/** One request, and what must hold of its reply. */
export type ProbeStep = {
  /** Where it stands in its file. */
  readonly line: number;
  readonly part: Part;
  /** From 0, within its part. */
  readonly index: number;
  /** The name that `as` gives to the reply. */
  readonly as: string | null;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ProbeBody;
  /** False when it is sent without a session. */
  readonly isSignedIn: boolean;
  readonly expect: Expectation;
  /** What the body has to be like before the probe goes on; undefined where the first reply will do. */
  readonly until?: unknown;
  /** Paths of the reply in which systems may differ rightly: `body.fields`. Below them nothing is compared. */
  readonly differs: readonly string[];
};

/** What must hold of a reply. Values are literals, lists, maps (of what must be there) or matchers such as `{ $is: id }`. */
export type Expectation = {
  /** Null: any that accepts, 200 to 299. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Undefined where nothing is said. */
  readonly body?: unknown;
  /** Of a gateway function: what its `result` has. */
  readonly result?: unknown;
  /** The vendor's error codes that the reply must have, whatever its form; null where nothing is said. */
  readonly error: readonly string[] | null;
};

/** A request as it leaves, session and all. Header names are lower case. */
export type ProbeRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A reply as it came, and its body as plain data: JSON as it is, XML as maps (`@name` for attributes), anything else as text. */
export type ProbeReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly data: unknown;
  /** Of a recorded reply: where in the body something else stands than the target said, for it may have been somebody's. */
  readonly masked?: readonly string[];
};

/** A request of a probe with the reply to it. */
export type Exchange = {
  readonly probe: Probe;
  readonly step: ProbeStep;
  readonly system: SystemName;
  readonly request: ProbeRequest;
  readonly reply: ProbeReply;
  /** Milliseconds since the epoch, by the clock of whoever plays. */
  readonly at: number;
};

/** A reply as it comes over a target: the player reads its body. */
export type TargetReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** As in `ProbeReply`. */
  readonly masked?: readonly string[];
};

/** What a request is about, for targets that answer from memory; null for sign-ins. */
export type About = { readonly probe: Probe; readonly step: ProbeStep } | null;

/** Who signs in to a system, and what else a caller must know of it. */
export type Login = {
  /** Salesforce's API version, `62.0`; of other systems whatever their connection says. */
  readonly version: string;
  /** By the names that placeholders use: `{login.username}`. Never printed. */
  readonly values: Readonly<Record<string, string>>;
};

/** Something that answers probes: a stand-in in this process, a system over HTTP, or a cassette. */
export interface Target {
  readonly name: string;
  /** Only stand-ins have backlot's own surfaces. */
  readonly isStandIn: boolean;
  /** Cassettes answer from memory, so that nobody signs in and nothing is cleaned up. */
  readonly isRecorded: boolean;
  /** The prefix of records if it cannot be chosen: that of the run which a cassette kept. */
  readonly run: string | null;
  /** Null when the target does not have this system. */
  login(system: SystemName): Login | null;
  /** Rejects with `UnreachableError` when no reply arrived. */
  send(system: SystemName, request: ProbeRequest, about: About): Promise<TargetReply>;
  /** Lets time pass, as a rate limit asks for. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** One playing of a probe on one target. */
export type Playing = {
  readonly probe: Probe;
  readonly target: string;
  readonly exchanges: readonly Exchange[];
  /** Why it ended early or never began; null when every step was sent. */
  readonly stopped: string | null;
  /** Ids of records that it made and did not remove. */
  readonly left: readonly string[];
};

/** How a probe came out on the stand-in and on the target. */
export const OUTCOMES = ['same', 'stand-in stricter', 'stand-in looser', 'shape differs', 'behaviour differs', 'not run'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One thing in which the two replies to a step differ, or neither does what the probe says. */
export type Difference = {
  readonly kind: Exclude<Outcome, 'same' | 'not run'>;
  /** `steps 1`, `then 2`: which request. */
  readonly step: string;
  /** The request as the file has it: `PATCH /services/data/v{version}/sobjects/Account`. */
  readonly request: string;
  readonly line: number;
  /** `status`, `error`, `headers.retry-after`, `body.records[0].Name`. */
  readonly path: string;
  /** In words, what differs: `another type`, `is missing`, `in another order`. */
  readonly text: string;
  /** What the probe says must hold; undefined when it says nothing about this place. */
  readonly expected?: unknown;
  readonly standIn: unknown;
  readonly target: unknown;
};

export type Verdict = {
  readonly probe: Probe;
  readonly outcome: Outcome;
  /** Why it was not run; null otherwise. */
  readonly why: string | null;
  readonly differences: readonly Difference[];
  /** Ids of records that could not be removed from the target. */
  readonly left: readonly string[];
};
