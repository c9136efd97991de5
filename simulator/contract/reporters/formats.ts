import type { Verification } from '../verify.js';
import { contractReport, type Rests } from './report.js';

/** Forms of a report that are written when a run is over. */
export const FORMATS = ['json', 'junit', 'html'] as const;

export type Format = (typeof FORMATS)[number];

/** Writes a finished run in a form; only the code of that form is loaded. */
export async function render(format: Format, verification: Verification, rests: Rests): Promise<string> {
  const report = contractReport(verification, rests);
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'junit':
      return (await import('./junit.js')).junitReport(report);
    case 'html':
      return (await import('./html.js')).htmlReport(report);
  }
}
