import type { SystemName } from '../../kernel/wire.js';
import type { Difference, Outcome, Verdict } from '../types.js';
import { OUTCOMES } from '../types.js';
import type { Verification } from '../verify.js';

/** Scenario files by the rules that they prove. */
export type Rests = ReadonlyMap<string, readonly string[]>;

/** A run as data: what every form of report is made of. */
export type ContractReport = {
  readonly backlot: 1;
  readonly target: string;
  readonly run: string;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** What ended a system's part of the run. */
  readonly endings: readonly string[];
  readonly isInterrupted: boolean;
  /** Scenarios that rest on what drifted. */
  readonly unproven: readonly string[];
  readonly probes: readonly ProbeReport[];
};

export type ProbeReport = {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly about: string | null;
  readonly system: SystemName;
  readonly outcome: Outcome;
  readonly why: string | null;
  readonly differences: readonly Difference[];
  readonly rules: readonly string[];
  readonly scenarios: readonly string[];
  readonly left: readonly string[];
};

export function contractReport({ target, run, verdicts, endings, isInterrupted }: Verification, rests: Rests): ContractReport {
  const probes = verdicts.map((verdict) => probeReport(verdict, rests));
  const count = (outcome: Outcome): number => probes.filter((probe) => probe.outcome === outcome).length;
  return {
    backlot: 1,
    target,
    run,
    counts: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count(outcome)])) as Record<Outcome, number>,
    endings: endings.map(({ message, hint }) => `${message}. ${hint}`),
    isInterrupted,
    unproven: [...new Set(probes.filter(hasDrifted).flatMap(({ scenarios }) => scenarios))].sort(),
    probes,
  };
}

export function probeReport({ probe, outcome, why, differences, left }: Verdict, rests: Rests): ProbeReport {
  const { file, line, title, about, system, relies } = probe;
  const scenarios = new Set([...relies.scenarios, ...relies.rules.flatMap((rule) => rests.get(rule) ?? [])]);
  return { file, line, title, about, system, outcome, why, differences, rules: relies.rules, scenarios: [...scenarios].sort(), left };
}

/** Whether the two sides were both asked, and did not answer alike. */
export function hasDrifted({ outcome }: { readonly outcome: Outcome }): boolean {
  return outcome !== 'same' && outcome !== 'not run';
}

/** A difference in lines: where, what the probe says, what each side does. */
export function differenceLines(difference: Difference, target: string): readonly string[] {
  const { step, request, path, text, expected, standIn } = difference;
  const sides: readonly (readonly [string, unknown])[] = [
    ...(expected === undefined ? [] : ([['probe', expected]] as const)),
    ['stand-in', standIn],
    ...(target === 'stand-in' ? [] : ([['target', difference.target]] as const)),
  ];
  const head = [step, request, path].filter((part) => part !== '').join('  ');
  return [`${head}: ${text}`, ...sides.map(([name, value]) => `  ${name.padEnd(9)} ${shown(value)}`)];
}

/** Long enough to see what it is, short enough for a line. */
const SHOWN_CHARS_MAX = 200;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > SHOWN_CHARS_MAX ? `${text.slice(0, SHOWN_CHARS_MAX)}…` : text;
}

/** `12 probes: 10 same, 1 stand-in looser, 1 not run`. */
export function countText({ counts, probes }: Pick<ContractReport, 'counts' | 'probes'>): string {
  const parts = OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => `${counts[outcome]} ${outcome}`);
  return `${counted(probes.length, 'probe')}: ${parts.join(', ')}`;
}

export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
