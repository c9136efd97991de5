import { parseJson as parse } from '../kernel/json.js';
import { JSON_DEPTH_MAX } from './limits.js';

/** The value of a JSON text; undefined when it is none, or nests deeper than the stand-in reads. */
export function parseJson(text: string): unknown {
  if (nestsTooDeep(text)) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** Counts the brackets that are open at a time, those in strings aside, before anything is built of the text. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (isInString && char === BACKSLASH) at += 1;
    else if (char === QUOTE) isInString = !isInString;
    else if (isInString) continue;
    else if (OPENING.has(char)) depth += 1;
    else if (CLOSING.has(char)) depth -= 1;
    if (depth > JSON_DEPTH_MAX) return true;
  }
  return false;
}
