import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './usage-error.js';

/** What `backlot contract pull` puts beside a project. */
const PULLED = /(?:^|\/)backlot\/(?:salesforce|engagement|intacct)\/.*\.json$/;

/** The metadata files of a Salesforce DX project folder, and what was pulled beside it: texts by their path in it. */
export async function readSchemaFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const paths = await pathsIn(folder);
  const named = paths.map((path) => path.replaceAll('\\', '/'));
  const files = named.filter((path) => path.endsWith('-meta.xml') || PULLED.test(path)).sort();
  if (files.length === 0)
    throw new UsageError(`${folder} has no metadata`, '--schema takes the source folder of a Salesforce DX project, force-app for one.');
  const texts = await Promise.all(files.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const));
  return new Map(texts);
}

async function pathsIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder, { recursive: true });
  } catch (cause) {
    throw new UsageError(
      `cannot read ${folder}: ${(cause as Error).message}`,
      '--schema takes the source folder of a Salesforce DX project.',
    );
  }
}
