import { markup } from './markup.js';
import { type ContractReport, differenceLines, hasDrifted, type ProbeReport } from './report.js';

/** The run as the XML that CI systems read: a suite for each system, a case for each probe; what was not run is skipped. */
export function junitReport({ target, probes }: ContractReport): string {
  const systems = [...new Set(probes.map(({ system }) => system))];
  const suites = systems.map((system) => {
    const own = probes.filter((probe) => probe.system === system);
    return `  <testsuite name="${system}"${counts(own)}>\n${own.map((probe) => testCase(probe, target)).join('')}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="backlot contract"${counts(probes)}>\n${suites.join('')}</testsuites>\n`;
}

function counts(probes: readonly ProbeReport[]): string {
  const skipped = probes.filter(({ outcome }) => outcome === 'not run').length;
  return ` tests="${probes.length}" failures="${probes.filter(hasDrifted).length}" errors="0" skipped="${skipped}"`;
}

function testCase(probe: ProbeReport, target: string): string {
  const { title, file, line, outcome, why, differences } = probe;
  const head = `    <testcase name="${markup(title)}" classname="${markup(file)}" file="${markup(file)}" line="${line}"`;
  if (outcome === 'same') return `${head}/>\n`;
  if (outcome === 'not run') return `${head}>\n      <skipped message="${markup(why ?? '')}"/>\n    </testcase>\n`;
  const lines = differences.flatMap((difference) => differenceLines(difference, target));
  const message = markup(lines[0] ?? outcome);
  return `${head}>\n      <failure type="${outcome}" message="${message}">${markup(lines.join('\n'))}</failure>\n    </testcase>\n`;
}
