import { RULES } from '../../../../src/rules/catalogue/index.js';
import type { RunReport, ScenarioReport } from '../../report.js';
import { STYLE } from './style.js';
import { VIEWER } from './viewer.js';
import { VIEWER_DETAIL } from './viewer-detail.js';
import { VIEWER_PICTURE } from './viewer-picture.js';
import { VIEWER_WORDS } from './viewer-words.js';

/**
 * The run as one page that needs nothing else: a list of the scenarios, and of each a picture of its calls, decisions and changes along
 * virtual time. What was played is data beside the viewer; a scenario's trace is read when it is opened.
 */
export function htmlReport(run: RunReport): string {
  const index = run.scenarios.map(({ trace, names, ...rest }) => ({ ...rest, events: trace.length, names: names.length }));
  const data = [
    script('index', { passed: run.passed, failed: run.failed, scenarios: index }),
    script('rules', rulesIn(run.scenarios)),
    ...run.scenarios.map(({ trace, names }, number) => script(`scenario-${number}`, { trace, names })),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>backlot: ${run.failed === 0 ? 'all held' : `${run.failed} failed`}</title>
<style>${STYLE}</style>
</head>
<body>
<noscript>This report needs JavaScript to be read.</noscript>
<div id="app"></div>
${data.join('\n')}
<script>(function () {
'use strict';
${VIEWER_WORDS}
${VIEWER_DETAIL}
${VIEWER_PICTURE}
${VIEWER}
})();</script>
</body>
</html>
`;
}

/** Data that no content can break out of. */
function script(id: string, value: unknown): string {
  return `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`;
}

/** The sentences of the rules that decisions name; decisions of the project count per catalogue. */
function rulesIn(scenarios: readonly ScenarioReport[]): Readonly<Record<string, string>> {
  const named = new Set(
    scenarios.flatMap(({ trace, rules }) => [...rules, ...trace.flatMap((entry) => (entry.kind === 'decision' ? entry.rules : []))]),
  );
  return Object.fromEntries(
    RULES.filter(({ id }) => named.has(id)).map(({ id, flow, text }) => [id.startsWith('D-') ? `${flow} ${id}` : id, text]),
  );
}
