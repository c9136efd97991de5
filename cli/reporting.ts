import { InvalidArgumentError } from 'commander';
import type { Reporter } from '../scenarios/runner/index.js';
import type { Shard } from '../scenarios/runner/reporters/blob.js';
import { FORMATS, type Format } from '../scenarios/runner/reporters/formats.js';
import type { Entry } from '../scenarios/runner/reporters/several.js';
import { writeText } from './disk.js';

/** One `--reporter`: its form, and the file that it goes to; null for standard output. */
export type Reporting = { readonly format: Format | 'list'; readonly file: string | null };

export const REPORTERS: readonly string[] = ['list', ...FORMATS];

/** Where reports go that are no good to read on a terminal. */
const FILES: Partial<Record<Format | 'list', string>> = { html: 'backlot-report.html', blob: 'blob-report/report.json' };

/** Reads `--reporter`: names with commas between them, each with `=FILE` if it shall go to a file. */
export function parseReporters(text: string, before: readonly Reporting[] = []): readonly Reporting[] {
  const read = text.split(',').map((part) => {
    const [name = '', file] = part.split('=', 2);
    if (!REPORTERS.includes(name)) throw new InvalidArgumentError(`Allowed choices are ${REPORTERS.join(', ')}.`);
    const format = name as Format | 'list';
    return { format, file: file === undefined || file === '' ? (FILES[format] ?? null) : file };
  });
  return [...before, ...read];
}

/** Writes a finished run in every form that was asked for, and says where the files are. */
export async function writeReports(reportings: readonly Reporting[], entries: readonly Entry[], shard: Shard | null = null): Promise<void> {
  const { render } = await import('../scenarios/runner/reporters/formats.js');
  for (const { format, file } of reportings) {
    if (format === 'list') continue;
    const text = await render(format, entries, shard);
    if (file === null) process.stdout.write(text);
    else {
      const path = format === 'blob' && shard !== null ? file.replace(/(?=\.[^./]*$)/, `-${shard.index}-of-${shard.total}`) : file;
      writeText(path, text);
      process.stderr.write(`${format} report: ${path}\n`);
    }
  }
}

/** The reporters of a run: the list unless something else speaks on standard output, and whatever gathers for later. */
export async function reportersFor(reportings: readonly Reporting[], gather: (entry: Entry) => void): Promise<Reporter> {
  const { listReporter } = await import('../scenarios/runner/reporters/list.js');
  const isSpoken = reportings.some(({ format, file }) => format !== 'list' && file === null && format !== 'github');
  const list = reportings.some(({ format }) => format === 'list') || !isSpoken ? [listReporter(process.stdout)] : [];
  const isGathered = reportings.some(({ format }) => format !== 'list');
  if (!isGathered && list.length === 1) return list[0]!;
  const { atTheEnd, several } = await import('../scenarios/runner/reporters/several.js');
  return several([...list, ...(isGathered ? [atTheEnd((entries) => entries.forEach(gather))] : [])]);
}
