import { dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { FORMATS, type Format, render } from '../../simulator/contract/reporters/formats.js';
import type { Rests } from '../../simulator/contract/reporters/report.js';
import type { Verification } from '../../simulator/contract/verify.js';
import { demandFolder, writeText } from '../disk.js';

/** One `--reporter`: its form, and the file that it goes to; null for standard output. */
export type Reporting = { readonly format: Format | 'list'; readonly file: string | null };

/** Where a report goes that is no good to read on a terminal. */
const HTML_FILE = 'backlot-contract.html';

/** Reads `--reporter`: names with commas between them, each with `=FILE` if it shall go to a file. */
export function parseContractReporters(text: string, before: readonly Reporting[] = []): readonly Reporting[] {
  const read = text.split(',').map((part) => {
    const [name = '', file = name === 'html' ? HTML_FILE : null] = part.split('=', 2);
    const format = ['list', ...FORMATS].find((each) => each === name) as Format | 'list' | undefined;
    if (format === undefined) throw new InvalidArgumentError(`Allowed choices are list, ${FORMATS.join(', ')}.`);
    return { format, file };
  });
  return [...before, ...read];
}

/** Looks whether the files of reports can be written. Throws `UsageError`. */
export function demandPlaces(reportings: readonly Reporting[]): void {
  for (const { file } of reportings) if (file !== null) demandFolder(dirname(file));
}

/** Writes what was found in every form that was asked for, and says where the files are. */
export async function write(reportings: readonly Reporting[], verification: Verification, rests: Rests): Promise<void> {
  for (const { format, file } of reportings) {
    if (format === 'list') continue;
    const text = await render(format, verification, rests);
    if (file === null) process.stdout.write(text);
    else {
      writeText(file, text);
      process.stderr.write(`${format} report: ${file}\n`);
    }
  }
}
