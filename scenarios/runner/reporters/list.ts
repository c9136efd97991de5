import pc from 'picocolors';
import type { ScenarioReport } from '../report.js';
import type { Reporter, Summary } from './reporter.js';

/** Where a reporter writes: standard output, or a test's own. */
export type Output = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

/** A line per scenario, failures in full below it, a count at the end. On a terminal the scenario that is playing is shown meanwhile. */
export function listReporter(output: Output, environment: Readonly<Record<string, string | undefined>> = process.env): Reporter {
  const isLive = isTerminal(output, environment);
  const colours = coloursFor(output, environment);
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
      output.write(`${clear}${told(result, colours)}`);
    },
    finished: (summary) => output.write(`\n${countText(summary, colours)}\n`),
  };
}

/** The same list of what was played before, such as by the shards of a run. */
export function writeList(
  scenarios: readonly ScenarioReport[],
  output: Output,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): void {
  const colours = coloursFor(output, environment);
  for (const scenario of scenarios) output.write(told(scenario, colours));
  const failed = scenarios.filter(({ outcome }) => outcome !== 'passed').length;
  output.write(`\n${countText({ passed: scenarios.length - failed, failed, left: 0 }, colours)}\n`);
}

type Colours = ReturnType<typeof pc.createColors>;

function isTerminal(output: Output, environment: Readonly<Record<string, string | undefined>>): boolean {
  return output.isTTY === true && environment['TERM'] !== 'dumb';
}

function coloursFor(output: Output, environment: Readonly<Record<string, string | undefined>>): Colours {
  return pc.createColors((isTerminal(output, environment) || isSet(environment['FORCE_COLOR'])) && !isSet(environment['NO_COLOR']));
}

type Told = Pick<ScenarioReport, 'outcome' | 'title' | 'file' | 'line' | 'failure'>;

/** A scenario's line, with its failure in full below it. */
function told(result: Told, colours: Colours): string {
  const { failure } = result;
  return `${line(result, colours)}\n${failure === null ? '' : `\n${indented(coloured(failure.report, colours))}\n\n`}`;
}

const WORDS = { passed: 'ok', failed: 'FAILED', invalid: 'INVALID', broken: 'BROKEN' } as const;

function line({ outcome, title, file, line: at }: Told, colours: Colours): string {
  const word = WORDS[outcome];
  const shown = outcome === 'passed' ? colours.green(word) : colours.red(word);
  return `${shown}${' '.repeat(8 - word.length)}${title}${outcome === 'passed' || title === file ? '' : colours.dim(`  ${file}:${at}`)}`;
}

function countText({ passed, failed, left }: Pick<Summary, 'passed' | 'failed' | 'left'>, colours: Colours): string {
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
