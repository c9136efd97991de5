/** Deeper than any request of the API; bounds what recursive readers meet. */
export const DEPTH_MAX = 100;

/** Values that a call may have. Bound of ours: two hundred records with every field of theirs have a fraction of it. */
const VALUES_MAX = 300_000;

/** Shorter texts cannot hurt. */
const SCANNED_FROM_CHARS = 500_000;

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x2c, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d];

/** Whether a text has more values than a request may have, or holds them too deeply: found by counting, because reading it would take long. */
export function extentOf(text: string, valuesMax = VALUES_MAX): 'right' | 'many' | 'deep' {
  if (text.length < SCANNED_FROM_CHARS) return 'right';
  let [depth, values] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === COMMA) values += 1;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) [depth, values] = [depth + 1, values + 1];
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
    if (depth > DEPTH_MAX) return 'deep';
    if (values > valuesMax) return 'many';
  }
  return 'right';
}

/** Where a text's closing quotation mark is; the end when it has none. */
function endOfText(text: string, from: number): number {
  for (let at = from + 1; ; at += 1) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
}
