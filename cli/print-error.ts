/** Says on standard error what went wrong and what to do next. A stack is shown only for bugs of ours. */
export function printError(error: unknown): void {
  process.stderr.write(`backlot: ${describe(error)}\n`);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Any room's errors for users have a hint; the rooms do not share one class.
  if ('hint' in error && typeof error.hint === 'string') return `${error.message}\n${indented(error.hint)}`;
  return `this is a bug of backlot: ${error.stack ?? error.message}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
