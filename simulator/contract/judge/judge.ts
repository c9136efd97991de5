import type { Scope } from '../language/placeholders.js';
import {
  type Difference,
  type Exchange,
  type Login,
  type Outcome,
  PARTS,
  type Playing,
  type ProbeReply,
  type ProbeStep,
  type Verdict,
} from '../types.js';
import { compareStep, expectedMisses, type Sided } from './compare-step.js';

/** One side of a judgement: how the probe was played there, under which prefix and login. */
export type Side = {
  readonly playing: Playing;
  readonly run: string;
  readonly login: Login | null;
  /** Whether its replies are what a cassette kept of them. */
  readonly isPartial: boolean;
};

/** How likely each outcome is to hurt: a probe's is the worst of its differences. */
const WORST_FIRST: readonly Outcome[] = ['stand-in looser', 'stand-in stricter', 'behaviour differs', 'shape differs'];

/** The same probe on the stand-in and on the target: what differed, and what that is called. */
export function judge(standIn: Side, target: Side): Verdict {
  const { probe } = target.playing;
  const notRun = whyNotRun(standIn.playing, target.playing);
  if (notRun !== null) return { probe, outcome: 'not run', why: notRun, differences: [], left: target.playing.left };
  const differences: Difference[] = [];
  const [ours, theirs] = [sided(standIn), sided(target)];
  for (const [index, mine] of ours.entries()) {
    const other = theirs[index];
    if (other === undefined) break;
    if (mine.exchange.step.part === 'cleanup') continue;
    differences.push(...compareStep(mine, other).map((each) => ({ ...placeOf(mine.exchange.step), ...each })));
  }
  differences.push(...stopDifference(standIn.playing, target.playing, differences));
  return { probe, outcome: outcomeOf(differences), why: null, differences, left: target.playing.left };
}

/** A probe on the stand-in alone, against what it says itself. */
export function judgeAlone(standIn: Side): Verdict {
  const { playing } = standIn;
  const { probe, left, stopped } = playing;
  if (stopped !== null && playing.exchanges.length === 0) return { probe, outcome: 'not run', why: stopped, differences: [], left };
  const differences: Difference[] = sided(standIn).flatMap((side) =>
    expectedMisses(side).map(({ kind, path, text, expected, actual }) => ({
      ...placeOf(side.exchange.step),
      kind: kind === 'shape' ? ('shape differs' as const) : ('behaviour differs' as const),
      path,
      text,
      expected,
      standIn: actual,
      target: undefined,
    })),
  );
  if (stopped !== null && differences.length === 0) differences.push(stopAt(playing, stopped, undefined));
  return { probe, outcome: outcomeOf(differences), why: null, differences, left };
}

function outcomeOf(differences: readonly Difference[]): Outcome {
  return WORST_FIRST.find((outcome) => differences.some(({ kind }) => kind === outcome)) ?? 'same';
}

/** A probe that was sent nowhere, or that somebody stopped, says nothing. */
function whyNotRun(standIn: Playing, target: Playing): string | null {
  if (target.stopped !== null && (target.exchanges.length === 0 || target.stopped === 'interrupted')) return target.stopped;
  const [, lacking] = /\{login\.(\w+)\}/.exec(target.stopped ?? '') ?? [];
  if (lacking !== undefined) return `the connection file has no ${lacking}`;
  return standIn.stopped !== null && standIn.exchanges.length === 0 ? `on the stand-in: ${standIn.stopped}` : null;
}

/** One side could not go on where the other could, and nothing told why. */
function stopDifference(standIn: Playing, target: Playing, known: readonly Difference[]): readonly Difference[] {
  if (known.length > 0 || standIn.stopped === target.stopped) return [];
  const stopped = (target.stopped ?? standIn.stopped)!;
  return [stopAt(target.stopped === null ? standIn : target, standIn.stopped ?? undefined, target.stopped ?? undefined, stopped)];
}

function stopAt(playing: Playing, standIn: unknown, target: unknown, text = String(standIn)): Difference {
  const { probe, exchanges } = playing;
  const all = PARTS.flatMap((part) => probe[part]);
  const step = all[exchanges.length] ?? all.at(-1)!;
  return { ...placeOf(step), kind: 'behaviour differs', path: '', text, standIn, target };
}

function placeOf({ part, index, method, path, line }: ProbeStep): Pick<Difference, 'step' | 'request' | 'line'> {
  return { step: `${part} ${index + 1}`, request: `${method} ${path}`, line };
}

/** The exchanges of a side, each with the replies that were named before it. */
function sided({ playing, run, login, isPartial }: Side): readonly Sided[] {
  const replies = new Map<string, ProbeReply>();
  return playing.exchanges.map((exchange: Exchange) => {
    if (exchange.step.as !== null) replies.set(exchange.step.as, exchange.reply);
    return { exchange, scope: { run, login: login ?? { version: '', values: {} }, replies: new Map(replies) } satisfies Scope, isPartial };
  });
}
