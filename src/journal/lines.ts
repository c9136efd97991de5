/** Whole lines of a file that only grows at its end. */
export type Lines = {
  readonly values: readonly unknown[];
  /** Up to where the file is good; a torn last line begins here. */
  readonly goodBytes: number;
  /** What is wrong before the last line, where no kill can have done it; null when nothing is. */
  readonly damage: string | null;
};

const NEWLINE = 0x0a;

/** Reads JSON lines. The last one may be torn: without its newline, or not JSON. */
export function readLines(bytes: Buffer): Lines {
  const goodBytes = bytes.lastIndexOf(NEWLINE) + 1;
  const values = goodBytes === 0 ? [] : readAtOnce(bytes.toString('utf8', 0, goodBytes - 1));
  return values === null ? readOneByOne(bytes) : { values, goodBytes, damage: null };
}

/** All lines as one array, which is several times faster; null when that is not what they are. */
function readAtOnce(text: string): readonly object[] | null {
  try {
    const values = JSON.parse(`[${text.replaceAll('\n', ',')}]`) as unknown[];
    const lines = text.split('\n').length;
    return values.length === lines && values.every((value) => value !== null && typeof value === 'object') ? (values as object[]) : null;
  } catch {
    return null;
  }
}

function readOneByOne(bytes: Buffer): Lines {
  const values: unknown[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0) break;
    const value = parsed(bytes.toString('utf8', start, end));
    if (value === null) {
      const isLast = end === bytes.length - 1;
      return { values, goodBytes: start, damage: isLast ? null : `line ${values.length + 1} is not JSON` };
    }
    values.push(value);
    start = end + 1;
  }
  return { values, goodBytes: start, damage: null };
}

function parsed(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
