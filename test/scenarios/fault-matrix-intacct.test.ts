import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runScenario, type TraceEntry } from '../../scenarios/runner/index.js';

/**
 * Stories of accounts, contacts, contracts, documents and merges are played again and again: once with the core dying before and after
 * each of its writes, once with every kind of fault on each kind of its writes. However they go, they end as they promise, and with the
 * creates of a quiet day.
 */
const STORIES = [
  'accounts-then-contacts',
  'bill-to-contact',
  'contracts-are-shown',
  'document-lines-and-deletion',
  'merge-of-three-with-the-losers-id',
  'parents',
];

/** Several dozen plays on a busy machine. */
const PLAYS_MS = 300_000;

const FAULTS = ['lose-response', '{ status: 503 }', 'expire-session', 'duplicate'];

describe.each(STORIES)('%s', (story) => {
  const file = new URL(`../../scenarios/intacct/${story}.yaml`, import.meta.url).pathname;
  const text = readFileSync(file, 'utf8');
  const play = async (yaml: string) => {
    const { failure, trace } = await runScenario(yaml, { file });
    return { report: failure?.report ?? null, entries: trace.entries() };
  };

  /** Every mishap ends in what the story promises, with the creates of a quiet day. */
  async function expectAlike(quiet: Awaited<ReturnType<typeof play>>, mishaps: readonly string[]): Promise<void> {
    const ends: Record<string, unknown> = {};
    for (const mishap of mishaps) {
      const { report, entries } = await play(beginningWith(text, mishap));
      ends[mishap] = { report, creates: creates(entries) };
    }
    const expected = { report: null, creates: creates(quiet.entries) };
    expect(ends).toEqual(Object.fromEntries(mishaps.map((mishap) => [mishap, expected])));
  }

  it(
    'ends alike wherever the core dies',
    async () => {
      const quiet = await play(text);
      expect(quiet.report).toBeNull();
      const writes = quiet.entries.filter(isWrite).length;
      expect(writes).toBeGreaterThanOrEqual(2);
      const deaths = Array.from({ length: writes }, (_, index) => ['before', 'after'].map((when) => ({ write: index + 1, when }))).flat();
      await expectAlike(
        quiet,
        deaths.map(({ write, when }) => `crash: { at: { write: ${write}, when: ${when} }, optional: true }`),
      );
    },
    PLAYS_MS,
  );

  it(
    'ends alike whatever befalls its writes',
    async () => {
      const quiet = await play(text);
      const subjects = [...new Set(quiet.entries.filter(isWrite).map(subjectOf))];
      expect(subjects.length).toBeGreaterThanOrEqual(2);
      await expectAlike(
        quiet,
        subjects.flatMap((on) => FAULTS.map((fault) => `fault: { on: "${on}", do: ${fault}, optional: true }`)),
      );
    },
    PLAYS_MS,
  );
});

/** The story with a step before all others. */
function beginningWith(text: string, step: string): string {
  const head = text.includes('\ngiven:\n') ? '\ngiven:\n' : '\nsteps:\n';
  return text.replace(head, `${head}  - ${step}\n`);
}

type Call = Extract<TraceEntry, { kind: 'call' }>;

function isWrite(entry: TraceEntry): entry is Call {
  return entry.kind === 'call' && entry.headers['tracestate'] === 'backlot=write';
}

/** How a fault names a call: Intacct's by function and object, Salesforce's by method and path. */
function subjectOf({ system, method, path, body }: Call): string {
  if (system !== 'intacct') return `${system} ${method} ${path.replace(/^\/services\/data\/v[\d.]+/, '')}`;
  const [, name, object] = /<function [^>]*><(\w+)(?:><(\w+))?/.exec(body) ?? [];
  return name === 'create' || name === 'update' ? `intacct ${name} ${object}` : `intacct ${name}`;
}

/** What the sync and people made, by object and how often. */
function creates(entries: readonly TraceEntry[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const entry of entries) {
    if (entry.kind !== 'change' || entry.operation !== 'create') continue;
    const object = `${entry.system}.${entry.object}`;
    counts[object] = (counts[object] ?? 0) + 1;
  }
  return counts;
}
