import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFiles } from '../../../../scenarios/runner/index.js';
import type { ScenarioReport } from '../../../../scenarios/runner/report.js';
import { htmlReport } from '../../../../scenarios/runner/reporters/html/page.js';
import { atTheEnd } from '../../../../scenarios/runner/reporters/several.js';
import type { TraceEntry } from '../../../../scenarios/runner/stage/trace.js';

const FAILING = `backlot: 1
scenario: A customer that was never made
about: |
  Says why, in **bold** words.
tags: [made-up]
rules: [IA-8]
given:
  - create: { salesforce.Account: { as: love, Name: Love Ltd, Phone: "1" } }
  - sync-to-intacct: { on: love }
  - settle:
steps:
  - update: { love: { Phone: "2" } }
  - sync-to-intacct: { on: love }
  - settle:
  - expect: { intacct.CUSTOMER: 2 }
`;

const BUNDLED = join(import.meta.dirname, '../../../../scenarios/intacct/merge-accounts.yaml');

const INVALID = `backlot: 1
scenario: A verb that nobody knows
steps:
  - crate: { salesforce.Lead: { as: jane } }
`;

/** Plays a story that holds, one that fails and one that cannot be understood, and adds one of very many events. */
export async function pageOfFour(events: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'backlot-page-'));
  const failing = join(folder, 'failing.yaml');
  writeFileSync(failing, FAILING);
  const invalid = join(folder, 'invalid.yaml');
  writeFileSync(invalid, INVALID);
  let played: readonly ScenarioReport[] = [];
  const reporter = atTheEnd((entries) => {
    played = entries.map(({ scenario }) => scenario);
  });
  await runFiles([BUNDLED, failing, invalid], { reporter });
  const scenarios = [...played, grown(played[0]!, events)];
  return htmlReport({ backlot: 1, passed: 2, failed: 2, scenarios });
}

/** The same scenario as if it had gone on and on. */
function grown(scenario: ScenarioReport, events: number): ScenarioReport {
  const trace: TraceEntry[] = [];
  while (trace.length < events) trace.push(...scenario.trace.slice(0, events - trace.length));
  return { ...scenario, title: 'A very long one', trace };
}
