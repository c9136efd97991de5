import type { SystemName } from '../kernel/wire.js';
import type { RunEndingError } from './errors.js';
import { judge, judgeAlone, type Side } from './judge/judge.js';
import { Caller } from './play/caller.js';
import { playProbe } from './play/play-probe.js';
import type { Exchange, Playing, Probe, Target, Verdict } from './types.js';

export type VerifyOptions = {
  readonly probes: readonly Probe[];
  /** A fresh world of stand-ins: each probe gets one of its own. */
  readonly standIn: () => Target;
  /** What they are compared with; null compares them with what the probes say. */
  readonly target: Target | null;
  /** Prefix of every record that is made. Letters and digits, so that any field takes it. */
  readonly run: string;
  readonly allowed?: ReadonlySet<string>;
  readonly signal?: AbortSignal;
  readonly began?: (probe: Probe) => void;
  readonly ended?: (verdict: Verdict) => void;
  /** Sees every request to the target (to the stand-ins when there is none), with its reply. */
  readonly exchanged?: (exchange: Exchange) => void;
};

/** How a whole run came out. */
export type Verification = {
  readonly target: string;
  readonly run: string;
  readonly verdicts: readonly Verdict[];
  /** Systems that ended their part of the run: unreachable, signed out, out of calls. */
  readonly endings: readonly RunEndingError[];
  readonly isInterrupted: boolean;
};

/** Plays every probe on the stand-ins and on the target, and says of each how the two compare. */
export async function verify(given: VerifyOptions): Promise<Verification> {
  // A cassette keeps the prefix of its run, so that the stand-in takes the same.
  const options = { ...given, run: given.target?.run ?? given.run };
  const { probes, target, run, signal } = options;
  const endings = new Map<SystemName, RunEndingError>();
  const verdicts: Verdict[] = [];
  const caller = target === null ? null : new Caller(target, signal);
  for (const probe of probes) {
    options.began?.(probe);
    const verdict = await verdictOn(probe, options, caller, endings);
    verdicts.push(verdict);
    options.ended?.(verdict);
  }
  return {
    target: target?.name ?? 'stand-in',
    run,
    verdicts,
    endings: [...endings.values()],
    isInterrupted: signal?.aborted === true,
  };
}

async function verdictOn(
  probe: Probe,
  options: VerifyOptions,
  caller: Caller | null,
  endings: Map<SystemName, RunEndingError>,
): Promise<Verdict> {
  const { target, signal } = options;
  const why = signal?.aborted === true ? 'interrupted' : endings.get(probe.system)?.message;
  if (why !== undefined) return { probe, outcome: 'not run', why, differences: [], left: [] };
  const compared = target === null ? null : await play(probe, target, caller!, options, endings);
  // What was not run there need not be run here.
  if (compared !== null && compared.playing.exchanges.length === 0) return judge(compared, compared);
  const fresh = options.standIn();
  const ours = await play(probe, fresh, new Caller(fresh, undefined), options, endings);
  for (const exchange of (compared ?? ours).playing.exchanges) options.exchanged?.(exchange);
  return compared === null ? judgeAlone(ours) : judge(ours, compared);
}

async function play(
  probe: Probe,
  target: Target,
  caller: Caller,
  { run, allowed = new Set(), signal }: VerifyOptions,
  endings: Map<SystemName, RunEndingError>,
): Promise<Side & { readonly playing: Playing }> {
  const { playing, ending } = await playProbe(probe, target, caller, { run, allowed, signal });
  if (ending !== null) endings.set(ending.system, ending);
  return { playing, run, login: target.login(probe.system), isPartial: target.isRecorded };
}
