import pc from 'picocolors';
import type { ScenarioResult } from '../result.js';
import type { Reporter, Summary } from './reporter.js';

/** Where a reporter writes: standard output, or a test's own. */
export type Output = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

/** A line per scenario, failures in full below it, a count at the end. On a terminal the scenario that is playing is shown meanwhile. */
export function listReporter(output: Output, environment: Readonly<Record<string, string | undefined>> = process.env): Reporter {
  const isLive = output.isTTY === true && environment['TERM'] !== 'dumb';
  const isColoured = (isLive || isSet(environment['FORCE_COLOR'])) && !isSet(environment['NO_COLOR']);
  const colours = pc.createColors(isColoured);
  let total = 0;
  let done = 0;
  const clear = isLive ? '\r\x1b[2K' : '';
  return {
    begin: (scenarios) => {
      total = scenarios;
    },
    started: (title) => {
      if (isLive) output.write(`${clear}${colours.dim(shortened(`${done + 1}/${total} ${title}`, output.columns ?? 80))}`);
    },
    ended: (result) => {
      done += 1;
      output.write(`${clear}${line(result, colours)}\n`);
      if (result.failure !== null) output.write(`\n${indented(coloured(result.failure.report, colours))}\n\n`);
    },
    finished: (summary) => output.write(`\n${countText(summary, colours)}\n`),
  };
}

type Colours = ReturnType<typeof pc.createColors>;

const WORDS = { passed: 'ok', failed: 'FAILED', invalid: 'INVALID', broken: 'BROKEN' } as const;

function line({ outcome, title, file, line: at }: ScenarioResult, colours: Colours): string {
  const word = WORDS[outcome];
  const shown = outcome === 'passed' ? colours.green(word) : colours.red(word);
  return `${shown}${' '.repeat(8 - word.length)}${title}${outcome === 'passed' || title === file ? '' : colours.dim(`  ${file}:${at}`)}`;
}

function countText({ passed, failed, left }: Summary, colours: Colours): string {
  const count = passed + failed;
  const text = `${count} scenario${count === 1 ? '' : 's'}: ${passed} passed${failed === 0 ? '' : `, ${failed} failed`}${left === 0 ? '' : `, ${left} left out`}`;
  return failed === 0 ? colours.green(text) : colours.red(text);
}

/** The first word of each line of a report says what it is. */
function coloured(report: string, colours: Colours): string {
  return report
    .replace(/^(expected|actual|changed|decided|replay|hint|at)(?= {2,})/gm, (word) => colours.dim(word))
    .replace(/^( *\| *)(\^)$/gm, (_, before, caret) => before + colours.red(caret));
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function shortened(text: string, width: number): string {
  return text.length < width ? text : `${text.slice(0, Math.max(0, width - 2))}…`;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
