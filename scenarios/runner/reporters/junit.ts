import type { RunReport, ScenarioReport } from '../report.js';

/** The run as the XML that CI systems read: a suite for each file, a case for each scenario or row. */
export function junitReport({ scenarios }: RunReport): string {
  const files = new Map<string, ScenarioReport[]>();
  for (const each of scenarios) files.set(each.file, [...(files.get(each.file) ?? []), each]);
  const suites = [...files].map(
    ([file, cases]) => `  <testsuite name="${escaped(file)}"${counts(cases)}>\n${cases.map(testCase).join('')}  </testsuite>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="backlot"${counts(scenarios)}>\n${suites.join('')}</testsuites>\n`;
}

function counts(cases: readonly ScenarioReport[]): string {
  const failures = cases.filter(({ outcome }) => outcome === 'failed').length;
  const errors = cases.filter(({ outcome }) => outcome === 'invalid' || outcome === 'broken').length;
  return ` tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="0" time="${seconds(cases.reduce((sum, { ms }) => sum + ms, 0))}"`;
}

function testCase({ file, line, title, outcome, ms, failure }: ScenarioReport): string {
  const head = `    <testcase name="${escaped(title)}" classname="${escaped(file)}" file="${escaped(file)}" line="${line}" time="${seconds(ms)}"`;
  if (failure === null) return `${head}/>\n`;
  const kind = outcome === 'failed' ? 'failure' : 'error';
  const message = failure.expected === null ? failure.actual : `expected ${failure.expected}, got ${failure.actual}`;
  return `${head}>\n      <${kind} type="${outcome}" message="${escaped(message)}">${escaped(failure.report)}</${kind}>\n    </testcase>\n`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** What XML 1.0 cannot hold: control characters and halves of surrogate pairs. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(text: string): string {
  const printable = text.replace(UNPRINTABLE, '\ufffd');
  return printable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
