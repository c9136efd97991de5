import type { RunReport, ScenarioReport } from '../report.js';

/** A line for each scenario that did not pass, which GitHub shows beside the line of the check. */
export function githubReport({ scenarios }: RunReport): string {
  return scenarios.flatMap((scenario) => (scenario.failure === null ? [] : [annotation(scenario)])).join('');
}

function annotation({ file, line, title, failure }: ScenarioReport): string {
  const spot = failure?.spot ?? null;
  const place = [`file=${property(spot?.file ?? file)}`, `line=${spot?.line ?? line}`, ...(spot === null ? [] : [`col=${spot.column}`])];
  return `::error ${[...place, `title=${property(title)}`].join(',')}::${data(failure?.report ?? '')}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
