import { OUTCOMES } from '../types.js';
import { markup } from './markup.js';
import { type ContractReport, counted, countText, differenceLines, hasDrifted, type ProbeReport } from './report.js';

const STYLE = `
:root{color-scheme:light dark;--bad:#b3261e;--ok:#14713a;--soft:#60646c;--line:#d9dce1;--pane:#f5f6f8}
@media (prefers-color-scheme:dark){:root{--bad:#ff8a80;--ok:#5fc986;--soft:#a0a6ae;--line:#383d44;--pane:#1e2125}}
body{font:15px/1.45 system-ui,sans-serif;max-width:1000px;margin:0 auto;padding:16px}
h1{font-size:1.2rem}h2{font-size:1.05rem;margin-top:24px}
details{border:1px solid var(--line);border-radius:6px;margin:6px 0;padding:6px 10px}
summary{cursor:pointer;overflow-wrap:anywhere}
.badge{display:inline-block;min-width:9.5em;font-weight:600}.same{color:var(--ok)}.drift{color:var(--bad)}.soft{color:var(--soft)}
pre{background:var(--pane);border-radius:6px;padding:8px;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.45 ui-monospace,Consolas,monospace}
`;

/** The run as one page that needs nothing else: what drifted first, each with what differs and what rests on it. */
export function htmlReport(report: ContractReport): string {
  const { target, run, endings, unproven, probes } = report;
  const ordered = OUTCOMES.slice()
    .reverse()
    .flatMap((outcome) => probes.filter((probe) => probe.outcome === outcome))
    .sort((a, b) => Number(hasDrifted(b)) - Number(hasDrifted(a)));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>backlot contract: ${markup(countText(report))}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${markup(countText(report))}</h1>
<p class="soft">Stand-ins against ${markup(target)}; records of this run have “${markup(run)}” in their names.</p>
${endings.map((ending) => `<p class="drift">${markup(ending)}</p>`).join('\n')}
${unproven.length === 0 ? '' : `<h2>${counted(unproven.length, 'scenario')} now unproven</h2>\n<ul>${unproven.map((file) => `<li>${markup(file)}</li>`).join('')}</ul>`}
<h2>Probes</h2>
${ordered.map((probe) => entry(probe, target)).join('\n')}
</body>
</html>
`;
}

function entry(probe: ProbeReport, target: string): string {
  const { outcome, title, about, file, line, why, differences, rules, scenarios, left } = probe;
  const state = outcome === 'same' ? 'same' : hasDrifted(probe) ? 'drift' : 'soft';
  const lines = differences.map((difference) => `<pre>${markup(differenceLines(difference, target).join('\n'))}</pre>`);
  const facts = [
    ...(why === null ? [] : [`Not run: ${why}`]),
    ...(about === null ? [] : [about]),
    ...(rules.length === 0 ? [] : [`Rules: ${rules.join(', ')}`]),
    ...(scenarios.length === 0 ? [] : [`Scenarios: ${scenarios.join(', ')}`]),
    ...(left.length === 0 ? [] : [`Left behind: ${left.join(', ')}`]),
    `${file}:${line}`,
  ];
  return (
    `<details${state === 'drift' ? ' open' : ''}><summary><span class="badge ${state}">${outcome}</span> ${markup(title)}</summary>` +
    `${lines.join('')}${facts.map((fact) => `<p class="soft">${markup(fact)}</p>`).join('')}</details>`
  );
}
