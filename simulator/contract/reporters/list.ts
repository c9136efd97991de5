import pc from 'picocolors';
import type { Probe, Verdict } from '../types.js';
import type { Verification } from '../verify.js';
import { contractReport, counted, countText, differenceLines, hasDrifted, type ProbeReport, probeReport, type Rests } from './report.js';

/** Where a reporter writes: standard output, or a test's own. */
export type Output = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

type Environment = Readonly<Record<string, string | undefined>>;

export type ListReporter = {
  readonly hooks: { began(probe: Probe): void; ended(verdict: Verdict): void };
  finish(verification: Verification): void;
};

/** A line for each probe, what differed below it, and at the end a count and what is unproven now. */
export function listReporter(output: Output, rests: Rests, target: string, environment: Environment = process.env): ListReporter {
  const isLive = output.isTTY === true && environment['TERM'] !== 'dumb';
  const colours = pc.createColors((isLive || isSet(environment['FORCE_COLOR'])) && !isSet(environment['NO_COLOR']));
  const clear = isLive ? '\r\x1b[2K' : '';
  return {
    hooks: {
      began: ({ title }) => {
        if (isLive) output.write(`${clear}${colours.dim(title.slice(0, Math.max(0, (output.columns ?? 80) - 1)))}`);
      },
      ended: (verdict) => {
        output.write(`${clear}${linesOf(probeReport(verdict, rests), target, colours).join('\n')}\n`);
      },
    },
    finish: (verification) => {
      const report = contractReport(verification, rests);
      const drifted = report.probes.filter(hasDrifted).length;
      const lines = [
        ...report.endings.map((ending) => colours.red(ending)),
        ...(report.isInterrupted ? [colours.red('interrupted; what had been made was removed')] : []),
        ...leftLines(report.probes, report.run).map((line) => colours.red(line)),
        (drifted === 0 ? colours.green : colours.red)(countText(report)),
        ...(report.unproven.length === 0
          ? []
          : [`${counted(report.unproven.length, 'scenario')} ${report.unproven.length === 1 ? 'is' : 'are'} now unproven:`]),
        ...report.unproven.map((file) => `  ${file}`),
      ];
      output.write(`\n${lines.join('\n')}\n`);
    },
  };
}

type Colours = ReturnType<typeof pc.createColors>;

const WORD_WIDTH = 18;

function linesOf(probe: ProbeReport, target: string, colours: Colours): readonly string[] {
  const { outcome, title, file, line, why, differences, rules, scenarios } = probe;
  const colour = outcome === 'same' ? colours.green : outcome === 'not run' ? colours.yellow : colours.red;
  const place = outcome === 'same' ? '' : colours.dim(`  ${file}:${line}`);
  const head = `${colour(outcome)}${' '.repeat(WORD_WIDTH - outcome.length)}${title}${place}`;
  const rest = [...rules, ...(scenarios.length === 0 ? [] : [counted(scenarios.length, 'scenario')])].join(', ');
  const below = [
    ...(why === null ? [] : [why]),
    ...differences.flatMap((difference) => differenceLines(difference, target)),
    ...(differences.length > 0 && rest !== '' ? [`rests on it: ${rest}`] : []),
  ];
  return [head, ...below.map((text) => `${' '.repeat(WORD_WIDTH)}${text}`)];
}

/** What could not be removed, so that somebody can. */
function leftLines(probes: readonly ProbeReport[], run: string): readonly string[] {
  const left = probes.flatMap((probe) => probe.left.map((record) => `  ${probe.system} ${record} (${probe.title})`));
  return left.length === 0 ? [] : [`left behind; their names have "${run}":`, ...left];
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
