/** Deeper than any request of the API; bounds what recursive readers meet. */
export const DEPTH_MAX = 100;

/** Values that a call may have. Bound of ours: two hundred records with every field of theirs have a fraction of it. */
const VALUES_MAX = 300_000;

/** Members that one object may have. Source: Salesforce Help, "Custom Fields Allowed Per Object": 800; the bound is ours. */
const MEMBERS_MAX = 10_000;

/** Shorter texts cannot hurt. */
const SCANNED_FROM_CHARS = 500_000;

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x2c, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d];

/** Whether a text has more values than a request may have, or holds them too deeply: found by counting, because reading it would take long. */
export function extentOf(text: string, valuesMax = VALUES_MAX): 'right' | 'many' | 'deep' {
  if (text.length < SCANNED_FROM_CHARS) return 'right';
  // Members of every object that is open; a list has any number, which NaN is never above.
  const members: number[] = [0];
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === COMMA) {
      values += 1;
      members[members.length - 1]! += 1;
      if (members[members.length - 1]! > MEMBERS_MAX) return 'many';
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      values += 1;
      members.push(code === OPEN_OBJECT ? 1 : Number.NaN);
    } else if ((code === CLOSE_LIST || code === CLOSE_OBJECT) && members.length > 1) members.pop();
    if (members.length > DEPTH_MAX + 1) return 'deep';
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
