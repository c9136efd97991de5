import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import type { TraceEntry } from '../scenarios/runner/stage/trace.js';
import { EXIT } from './exit-codes.js';
import { explanation } from './explanation.js';
import { findScenarios } from './files.js';
import { UsageError } from './usage-error.js';

const AFTER = `
Examples:
  $ backlot explain story.yaml                      plays it, and says what was decided and why
  $ backlot explain story.yaml:12 jane@example.com  one row of its examples, one record, by any value it is known by
  $ backlot explain story.yaml --save trace.jsonl   keeps what happened
  $ backlot explain trace.jsonl 00Q5g0000000001EAA  explains what was kept`;

type Options = { readonly save?: string };

/** `backlot explain` says, record by record, what the sync decided and by which rules. */
export function explainCommand(exitWith: (code: number) => void): Command {
  return new Command('explain')
    .description('Say what the sync decided, by which rules, and what it wrote.')
    .argument('<trace>', 'a trace (JSON lines), or a scenario file to play')
    .argument('[record]', 'only this record: its id, or any value it has, such as an email address')
    .option('--save <file>', 'write the trace of the played scenario to a file')
    .addHelpText('after', AFTER)
    .action(async (trace: string, record: string | undefined, { save }: Options) => {
      const entries = /\.ya?ml(:\d+)*$/.test(trace) ? await played(trace, save) : traceIn(trace);
      const { RULES } = await import('../src/rules/catalogue/index.js');
      const text = explanation(entries, record ?? null, RULES);
      if (text === null) throw new UsageError(`nothing was decided about ${record}`, 'Give an id or a value as it stands in the record.');
      process.stdout.write(text);
      exitWith(EXIT.held);
    });
}

async function played(target: string, save: string | undefined): Promise<readonly TraceEntry[]> {
  const targets = findScenarios([target]);
  const { runFiles } = await import('../scenarios/runner/index.js');
  const silent = { ended: () => {}, finished: () => {} };
  const { results } = await runFiles(targets, { reporter: silent });
  for (const { outcome, title, failure } of results) {
    if (outcome !== 'passed') process.stderr.write(`${outcome}: ${title}\n${failure?.report ?? ''}\n`);
  }
  const entries = results.flatMap(({ trace }) => trace.entries());
  if (save !== undefined) writeFileSync(save, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  return entries;
}

function traceIn(file: string): readonly TraceEntry[] {
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`, 'Name a trace, or a scenario file that ends in .yaml.');
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => entryOf(line, `${file}:${index + 1}`));
}

function entryOf(line: string, where: string): TraceEntry {
  try {
    const entry = JSON.parse(line) as TraceEntry | null;
    if (typeof entry?.kind === 'string' && typeof entry.at === 'string') return entry;
  } catch {
    // Said below, with the place.
  }
  throw new UsageError(`${where} is no line of a trace`, 'A trace has one JSON object a line: backlot explain STORY --save FILE.');
}
