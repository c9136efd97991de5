import type { RunReport } from '../report.js';

/** The whole run as JSON, a line for each scenario. */
export function jsonReport({ scenarios, ...head }: RunReport): string {
  const lines = scenarios.map((scenario) => JSON.stringify(scenario)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"scenarios":[\n${lines}\n]}\n`;
}
