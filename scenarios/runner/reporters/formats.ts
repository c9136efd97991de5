import { runReport } from '../report.js';
import type { Shard } from './blob.js';
import type { Entry } from './several.js';

/** Forms of a report that are written when a run is over. */
export const FORMATS = ['json', 'junit', 'github', 'html', 'blob'] as const;

export type Format = (typeof FORMATS)[number];

/** Writes played scenarios in a form; only the code of that form is loaded. */
export async function render(format: Format, entries: readonly Entry[], shard: Shard | null = null): Promise<string> {
  const run = runReport(entries.map(({ scenario }) => scenario));
  switch (format) {
    case 'json':
      return (await import('./json.js')).jsonReport(run);
    case 'junit':
      return (await import('./junit.js')).junitReport(run);
    case 'github':
      return (await import('./github.js')).githubReport(run);
    case 'html':
      return (await import('./html/page.js')).htmlReport(run);
    case 'blob':
      return (await import('./blob.js')).blobReport(entries, shard);
  }
}
