import { markup } from '../../../simulator/contract/reporters/markup.js';
import type { RunReport, ScenarioReport } from '../report.js';

/** The run as the XML that CI systems read: a suite for each file, a case for each scenario or row. */
export function junitReport({ scenarios }: RunReport): string {
  const files = new Map<string, ScenarioReport[]>();
  for (const each of scenarios) files.set(each.file, [...(files.get(each.file) ?? []), each]);
  const suites = [...files].map(
    ([file, cases]) => `  <testsuite name="${markup(file)}"${counts(cases)}>\n${cases.map(testCase).join('')}  </testsuite>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="backlot"${counts(scenarios)}>\n${suites.join('')}</testsuites>\n`;
}

function counts(cases: readonly ScenarioReport[]): string {
  const failures = cases.filter(({ outcome }) => outcome === 'failed').length;
  const errors = cases.filter(({ outcome }) => outcome === 'invalid' || outcome === 'broken').length;
  return ` tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="0" time="${seconds(cases.reduce((sum, { ms }) => sum + ms, 0))}"`;
}

function testCase({ file, line, title, outcome, ms, failure }: ScenarioReport): string {
  const head = `    <testcase name="${markup(title)}" classname="${markup(file)}" file="${markup(file)}" line="${line}" time="${seconds(ms)}"`;
  if (failure === null) return `${head}/>\n`;
  const kind = outcome === 'failed' ? 'failure' : 'error';
  const message = failure.expected === null ? failure.actual : `expected ${failure.expected}, got ${failure.actual}`;
  return `${head}>\n      <${kind} type="${outcome}" message="${markup(message)}">${markup(failure.report)}</${kind}>\n    </testcase>\n`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
