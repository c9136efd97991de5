// Plays a story many times and says whether every trace is the same, byte for byte: `node bench/same-trace.mjs [FILE] [TIMES]` after a build.
// A third is played in this thread, a third by one worker of the built command, a third by four. Over sockets, over MSW and through the twin:
// `SAME_TRACE=250 npx vitest run test/scenarios/same-trace.test.ts`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScenario } from '../dist/index.js';

const [, , file = fileURLToPath(new URL('../scenarios/intacct/merge-accounts.yaml', import.meta.url)), times = '1000'] = process.argv;
const third = Math.ceil(Number(times) / 3);
const traces = new Map();
const count = (text) => {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  traces.set(hash, (traces.get(hash) ?? 0) + 1);
};

for (let played = 0; played < third; played += 1) count((await runScenario(file)).trace.text());

const folder = mkdtempSync(join(tmpdir(), 'backlot-same-'));
const report = join(folder, 'report.json');
const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const lines = (trace) => trace.map((entry) => `${JSON.stringify(entry)}\n`).join('');
for (const workers of ['1', '4']) {
  const args = ['run', file, '--repeat-each', String(third), '--workers', workers, '--reporter', `json=${report}`];
  execFileSync(process.execPath, [command, ...args], { stdio: 'ignore' });
  // The last row of examples is what runScenario gives.
  const { scenarios } = JSON.parse(readFileSync(report, 'utf8'));
  const title = scenarios.at(-1).title;
  for (const scenario of scenarios) if (scenario.title === title) count(lines(scenario.trace));
}
rmSync(folder, { recursive: true, force: true });

for (const [hash, number] of traces) console.log(`${hash}  ${number} times`);
console.log(traces.size === 1 ? 'the same trace every time' : `${traces.size} different traces`);
process.exitCode = traces.size === 1 ? 0 : 1;
