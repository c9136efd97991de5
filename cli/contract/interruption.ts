/** Ctrl-C or a polite kill ends after the request under way, and cleans up; a second one kills. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      process.stderr.write('\nbacklot: interrupted; removing what was made (once more to leave at once)\n');
      controller.abort();
    });
  }
  return controller.signal;
}
