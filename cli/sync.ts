import { Command } from 'commander';
import type { FlowStatus } from '../src/sync/status.js';
import { EXIT } from './exit-codes.js';
import type { LogLine } from './sync-run.js';

const AFTER = `
Examples:
  $ backlot sync --config backlot.yaml              keeps the systems in step until stopped
  $ backlot sync --config backlot.yaml --once       one pass; fails when something is left undone
  $ backlot sync --config backlot.yaml --dry-run    says what one pass would decide, writes nothing
  $ backlot sync --config backlot.yaml --status     queue, lag and errors, from the journal alone

The log is one JSON object a line. docs/sync.md says what belongs in the configuration.`;

type Options = { readonly config: string; readonly once?: boolean; readonly dryRun?: boolean; readonly status?: boolean };

/** `backlot sync` runs the sync core against the systems that a configuration names. */
export function syncCommand(exitWith: (code: number) => void): Command {
  return new Command('sync')
    .description('Keep real systems in step: the same sync core, over the network.')
    .option('--config <file>', 'where the systems are, who signs in, which settings hold', 'backlot.yaml')
    .option('--once', 'one pass, then end')
    .option('--dry-run', 'decide and say so, write nothing, then end')
    .option('--status', 'say how things stand, and end')
    .addHelpText('after', AFTER)
    .action(async ({ config, once = false, dryRun = false, status = false }: Options) => {
      const { readSyncConfig } = await import('./sync-config.js');
      const { SyncRun } = await import('./sync-run.js');
      const print = (line: LogLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
      const settings = readSyncConfig(config, process.env);
      const isDryRun = dryRun || status;
      if (!isDryRun) {
        const { claimFile } = await import('./claim-file.js');
        await claimFile(settings.journalPath);
      }
      const run = new SyncRun(settings, { isDryRun, log: print });
      if (status) {
        for (const each of await run.status()) process.stdout.write(statusText(each));
        return;
      }
      if (once || dryRun) {
        const reports = await run.once();
        exitWith(!dryRun && reports.some(({ left }) => left > 0) ? EXIT.failed : EXIT.held);
        return;
      }
      await run.follow(stopSignal());
    });
}

function statusText({ flow, waiting, failing, parked, underWay, lagMs, nextAttemptAt, links, errors }: FlowStatus): string {
  const next = nextAttemptAt === null ? '' : `, next attempt ${new Date(nextAttemptAt).toISOString()}`;
  const lines = [
    `${flow}: ${links} links`,
    `  queue   ${waiting} waiting (${failing} failing, ${parked} paused), ${underWay} writes under way${next}`,
    `  lag     ${Math.round(lagMs / 1_000)} s`,
    `  errors  ${errors.length}`,
    ...errors.map(({ record, text }) => `    ${record.object} ${record.id}: ${text}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Ctrl-C or a polite kill ends after the pass under way. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}
