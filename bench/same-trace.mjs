// Plays a story many times and says whether every trace is the same, byte for byte: `node bench/same-trace.mjs [FILE] [TIMES]` after a build.
// One half is played in this thread, the other by four workers of the built command.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScenario } from '../dist/index.js';

const [, , file = fileURLToPath(new URL('../scenarios/intacct/merge-accounts.yaml', import.meta.url)), times = '1000'] = process.argv;
const half = Math.ceil(Number(times) / 2);
const traces = new Map();
const count = (text) => {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  traces.set(hash, (traces.get(hash) ?? 0) + 1);
};

for (let played = 0; played < half; played += 1) count((await runScenario(file)).trace.text());

const report = join(mkdtempSync(join(tmpdir(), 'backlot-same-')), 'report.json');
const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
execFileSync(process.execPath, [command, 'run', file, '--repeat-each', String(half), '--workers', '4', '--reporter', `json=${report}`], {
  stdio: 'ignore',
});
const lines = (trace) => trace.map((entry) => `${JSON.stringify(entry)}\n`).join('');
// The last row of examples is what runScenario gives.
const { scenarios } = JSON.parse(readFileSync(report, 'utf8'));
const title = scenarios.at(-1).title;
for (const scenario of scenarios) if (scenario.title === title) count(lines(scenario.trace));

for (const [hash, number] of traces) console.log(`${hash}  ${number} times`);
console.log(traces.size === 1 ? 'the same trace every time' : `${traces.size} different traces`);
process.exitCode = traces.size === 1 ? 0 : 1;
