import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import type { RecordedChange } from '../scenarios/runner/recording/recorded-change.js';
import { EXIT } from './exit-codes.js';
import { fetchTransport } from './fetch-transport.js';
import { DEFAULT_PORT, parsePort } from './options.js';
import { realClock } from './real-time.js';
import { UsageError } from './usage-error.js';

const AFTER = `
Examples:
  $ backlot serve --seed-data none                          in one terminal
  $ backlot record scenarios/mine.yaml                      in another; Ctrl-C ends it, and the file is written
  $ backlot record mine.yaml --since-start                  what was done since the server began

What people and programs write into the three systems becomes steps; what it led to, the sync included, becomes checks.`;

type Options = { readonly scenario?: string; readonly port: number; readonly sinceStart?: boolean };

/** How many passes the sync is given to come to rest at the end. */
const PASSES_MAX = 20;
const LOOK_EVERY_MS = 60_000;
const PAGE_ROWS = 1_000;

/** `backlot record` writes down what is done by hand in a running `backlot serve`, as a scenario that plays and passes. */
export function recordCommand(exitWith: (code: number) => void): Command {
  return new Command('record')
    .description('Do something by hand in a running `backlot serve`, and get the scenario of it.')
    .argument('<file>', 'where to write the scenario')
    .option('--scenario <title>', 'what it promises', 'What was recorded happens again')
    .option('--port <first>', 'the first port of the server', parsePort, DEFAULT_PORT)
    .option('--since-start', 'write down what was done already, and end')
    .addHelpText('after', AFTER)
    .action(async (file: string, options: Options) => {
      if (existsSync(file)) throw new UsageError(`${file} is there already`, 'Choose another name; nothing was written.');
      const control = controlOf(options.port);
      const from = options.sinceStart === true ? null : await control.present();
      if (from !== null) {
        process.stdout.write('Recording. Do what you want to see again, then end with Ctrl-C.\n');
        await stopSignal();
      }
      exitWith(await writeRecording(file, await control.recorded(from, options.scenario ?? '')));
    });
}

type Moment = { readonly at: number; readonly next: number };
type Recording = Parameters<typeof import('../scenarios/runner/recording/recorded-text.js').recordedText>[0];

/** Writes the scenario, plays it, and says what came of it. */
export async function writeRecording(file: string, recorded: Recording): Promise<number> {
  const { recordedText } = await import('../scenarios/runner/recording/recorded-text.js');
  const { runScenario } = await import('../scenarios/runner/index.js');
  const { text, untold } = recordedText(recorded);
  if (text.endsWith('steps:\n'))
    throw new UsageError('nothing was done that could be told', 'Write records into the systems while it records.');
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, text);
  for (const each of untold) process.stderr.write(`not told: ${each}\n`);
  const { outcome, failure } = await runScenario(file);
  process.stdout.write(`${file} is written. ${outcome === 'passed' ? 'It plays and passes.' : 'Played, it does not hold:'}\n`);
  if (failure !== null) process.stdout.write(`\n${failure.report}\n`);
  return outcome === 'passed' ? EXIT.held : EXIT.failed;
}

/** The control API of a running server, as far as recording needs it. */
function controlOf(port: number) {
  const send = fetchTransport(`http://127.0.0.1:${port}`);
  const ask = async (method: string, path: string, query = '', body = ''): Promise<Record<string, unknown>> => {
    try {
      const reply = await send({ method, path: `/_backlot/${path}`, query, headers: { 'content-type': 'application/json' }, body });
      const told = JSON.parse(String(reply.body)) as Record<string, unknown>;
      if (reply.status < 400) return told;
      throw new UsageError(`the server refuses ${method} ${path}`, String(reply.body));
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`no \`backlot serve\` answers on port ${port}`, 'Start it in another terminal: backlot serve --seed-data none');
    }
  };
  const now = async (): Promise<number> => Date.parse(String((await ask('GET', 'clock'))['now']));
  const changesFrom = async (next: number): Promise<readonly RecordedChange[]> => {
    const all: RecordedChange[] = [];
    for (let after = next - 1; ; ) {
      const { items } = (await ask('GET', 'changes', `after=${after}&limit=${PAGE_ROWS}`)) as { items: RecordedChange[] };
      if (items.length === 0) return all;
      all.push(...items);
      after = items.at(-1)!.seq;
    }
  };
  return {
    present: async (): Promise<Moment> => {
      // Wakes the sync, so that nothing is done before it looks.
      await ask('POST', 'sync', '', '{}');
      const { items } = (await ask('GET', 'changes', 'tail=true&limit=1')) as { items: RecordedChange[] };
      return { at: await now(), next: (items[0]?.seq ?? -1) + 1 };
    },
    recorded: async (from: Moment | null, title: string): Promise<Recording> => {
      const end = await now();
      for (let pass = 0; pass < PASSES_MAX; pass += 1) if ((await ask('POST', 'sync', '', '{}'))['changes'] === 0) break;
      const changes = await changesFrom(from?.next ?? 0);
      const own = from === null ? changes.filter(({ cause }) => cause.kind !== 'seed' && cause.text !== 'stage') : changes;
      return { title, seed: 1, start: from?.at ?? own[0]?.at ?? end, end, changes: own };
    },
  };
}

/** Waits until told to stop; a signal alone would not keep the process. */
async function stopSignal(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  while (!stop.signal.aborted) await realClock.wait(LOOK_EVERY_MS, stop.signal);
}
