import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runScenario, type TraceEntry } from '../../scenarios/runner/index.js';

/**
 * A story is played again and again; each time the core dies at another one of its writes, once with the intent recorded and nothing
 * sent, once with the write arrived and its outcome unknown. Every death must end in the same state with the same number of creates.
 */
const STORIES = [
  'engagement/assignment-creates-a-lead',
  'intacct/accounts-then-contacts',
  'intacct/bill-to-contact',
  'intacct/contracts-are-shown',
  'intacct/document-lines-and-deletion',
  'intacct/merge-accounts',
  'intacct/merge-of-three-with-the-losers-id',
  'intacct/parents',
  'together/form-to-customer',
];

/** Several dozen plays on a busy machine. */
const PLAYS_MS = 300_000;

describe.each(STORIES)('%s', (story) => {
  const text = readFileSync(new URL(`../../scenarios/${story}.yaml`, import.meta.url), 'utf8');
  const file = new URL(`../../scenarios/${story}.yaml`, import.meta.url).pathname;

  it('ends alike wherever the core dies', { timeout: PLAYS_MS }, async () => {
    const quiet = await play(text);
    expect(quiet.report).toBeNull();
    const writes = quiet.entries.filter(isWrite).length;
    expect(writes).toBeGreaterThanOrEqual(2);
    for (let write = 1; write <= writes; write += 1) {
      for (const when of ['before', 'after'] as const) {
        const crashed = await play(dyingAt(text, write, when));
        const place = `${story}, write ${write}, ${when}`;
        expect(crashed.report, place).toBeNull();
        expect(
          crashed.entries.some(({ kind }) => kind === 'crash'),
          place,
        ).toBe(true);
        expect(creates(crashed.entries), place).toEqual(creates(quiet.entries));
      }
    }
  });

  async function play(yaml: string) {
    const result = await runScenario(yaml, { file });
    return { report: result.failure?.report ?? null, entries: result.trace.entries() };
  }
});

/** The story with a core that dies at its nth write. */
function dyingAt(text: string, write: number, when: 'before' | 'after'): string {
  const crash = `  - crash: { at: { write: ${write}, when: ${when} }, optional: true }\n`;
  return text.includes('\ngiven:\n') ? text.replace('\ngiven:\n', `\ngiven:\n${crash}`) : text.replace('\nsteps:\n', `\nsteps:\n${crash}`);
}

function isWrite(entry: TraceEntry): boolean {
  return entry.kind === 'call' && entry.headers['tracestate'] === 'backlot=write';
}

/** What the sync and people made, by object and how often. */
function creates(entries: readonly TraceEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const entry of entries) {
    if (entry.kind !== 'change' || entry.operation !== 'create') continue;
    const object = `${entry.system}.${entry.object}`;
    counts[object] = (counts[object] ?? 0) + 1;
  }
  return counts;
}
