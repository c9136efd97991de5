import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { EXIT } from './exit-codes.js';
import { parseReporters, REPORTERS, type Reporting, writeReports } from './reporting.js';
import { UsageError } from './usage-error.js';

const AFTER = `
Examples:
  $ backlot merge-reports blob-report --reporter html
  $ backlot merge-reports shard1.json shard2.json --reporter junit=report.xml,json=report.json`;

/** `backlot merge-reports` puts the reports of shards together, as if they had been one run. */
export function mergeReportsCommand(exitWith: (code: number) => void): Command {
  return new Command('merge-reports')
    .description('Put the blob reports of shards together into one report.')
    .argument('[paths...]', 'blob files, or folders of them (default: blob-report)')
    .addOption(
      new Option('--reporter <names>', 'how to report, NAME or NAME=FILE; several with commas (default: html)')
        .choices(REPORTERS)
        .argParser(parseReporters),
    )
    .addHelpText('after', AFTER)
    .action(async (paths: readonly string[], { reporter = parseReporters('html') }: { reporter?: readonly Reporting[] }) => {
      const { looksLikeBlob, missingShards, NotABlobError, readBlob } = await import('../scenarios/runner/reporters/blob.js');
      const files = (paths.length === 0 ? ['blob-report'] : paths).flatMap((path) => blobsAt(path, looksLikeBlob));
      const blobOf = (file: string) => {
        try {
          return readBlob(readFileSync(file, 'utf8'), file);
        } catch (error) {
          throw error instanceof NotABlobError ? new UsageError(error.message, error.hint) : error;
        }
      };
      const blobs = files.map(blobOf);
      const entries = blobs.flatMap((blob) => blob.entries).sort((a, b) => a.order - b.order);
      const twice = entries.find(({ order }, index) => order === entries[index + 1]?.order);
      if (twice !== undefined)
        throw new UsageError(`"${twice.scenario.title}" stands in two of these reports`, 'Give each shard once, all of one run.');
      if (reporter.some(({ format }) => format === 'list')) {
        const { writeList } = await import('../scenarios/runner/reporters/list.js');
        writeList(
          entries.map(({ scenario }) => scenario),
          process.stdout,
        );
      }
      await writeReports(reporter, entries);
      const failed = entries.filter(({ scenario }) => scenario.outcome !== 'passed').length;
      process.stderr.write(`${entries.length} scenarios of ${files.length} reports: ${entries.length - failed} passed, ${failed} failed\n`);
      const missing = missingShards(blobs);
      if (missing.length > 0) process.stderr.write(`not all of the run: shard ${missing.join(', ')} is missing\n`);
      exitWith(failed > 0 || missing.length > 0 ? EXIT.failed : EXIT.held);
    });
}

/** A blob, or those in a folder and below it, where CI systems put what each job kept. */
function blobsAt(path: string, isBlob: (text: string) => boolean): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`there is no file ${path}`, 'Name the files that `backlot run --reporter blob` wrote.');
  if (!found.isDirectory()) return [path];
  const files = readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => file.endsWith('.json') || isBlob(readFileSync(file, 'utf8')))
    .sort();
  if (files.length === 0)
    throw new UsageError(`there is no report in ${path}`, 'Play the shards first: backlot run --shard 1/8 --reporter blob');
  return files;
}
