import { RULES } from '../../../../src/rules/catalogue/index.js';
import type { RunReport, ScenarioReport } from '../../report.js';
import { type Packed, packRun } from './pack.js';
import { STYLE } from './style.js';
import { VIEWER } from './viewer.js';
import { VIEWER_DETAIL } from './viewer-detail.js';
import { VIEWER_HEAD } from './viewer-head.js';
import { VIEWER_LIST } from './viewer-list.js';
import { VIEWER_PICTURE } from './viewer-picture.js';
import { VIEWER_UNPACK } from './viewer-unpack.js';
import { VIEWER_WORDS } from './viewer-words.js';

/**
 * The run as one page that needs nothing else: a list of the scenarios, and of each a picture of its calls, decisions and changes along
 * virtual time. What was played is data beside the viewer; a scenario's trace is read when it is opened.
 */
export function htmlReport(run: RunReport): string {
  const index = run.scenarios.map(({ trace, names: _names, steps: _steps, ...rest }) => ({ ...rest, events: trace.length }));
  const { shared, scenarios } = packRun(run.scenarios);
  const data = [
    script('index', { passed: run.passed, failed: run.failed, scenarios: index }),
    script('rules', rulesIn(run.scenarios)),
    packedScript('shared', shared),
    ...scenarios.map((scenario, number) => packedScript(`scenario-${number}`, scenario)),
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
<div id="app"><p>The report is being read. If this stays, the file is not whole.</p></div>
${data.join('\n')}
<script>(function () {
'use strict';
${VIEWER_UNPACK}
${VIEWER_WORDS}
${VIEWER_DETAIL}
${VIEWER_PICTURE}
${VIEWER_HEAD}
${VIEWER_LIST}
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

/** A part that is read when it is needed. Base64 has nothing that ends it early. */
function packedScript(id: string, { base64, bytes }: Packed): string {
  return `<script type="application/octet-stream" id="${id}" data-bytes="${bytes}">${base64}</script>`;
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
