/** A place in a scenario or a probe, for messages. Line and column count from 1. */
export type Spot = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The whole line, to be shown above the caret. */
  readonly text: string;
};

/** `file:line:column`, as editors and terminals understand it. */
export function spotText(spot: Spot): string {
  return `${spot.file}:${spot.line}:${spot.column}`;
}

/** The line with its number, and a caret under the column. */
export function caretLines(spot: Spot): string {
  const number = String(spot.line);
  // A tab stays a tab, so that the caret stands under its column in a terminal.
  const indent = spot.text.slice(0, spot.column - 1).replace(/[^\t]/g, ' ');
  return `${number} | ${spot.text}\n${' '.repeat(number.length)} | ${indent}^`;
}
