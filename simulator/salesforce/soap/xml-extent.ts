/** Shorter texts cannot hurt. */
const SCANNED_FROM_CHARS = 500_000;

/** What costs a parser time: signs of each kind, and characters. Bounds of ours: the long parts of real requests are texts and files in Base64. */
const MARKUP_MAX = 500_000;
const ASIDE_CHARS_MAX = 100_000;

/** Parts that are read letter by letter. */
const ASIDES = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;

/** Whether a long document has more markup than a request may have, or a document type: found by counting, because reading it would take long. */
export function xmlExtent(text: string): 'right' | 'many' | 'doctype' {
  if (text.length < SCANNED_FROM_CHARS) return 'right';
  const root = text.search(/<[A-Za-z_:]/);
  const doctype = text.indexOf('<!DOCTYPE');
  if (doctype !== -1 && (root === -1 || doctype < root)) return 'doctype';
  if (root === -1 || root > ASIDE_CHARS_MAX) return 'many';
  if (['<', '&', ']'].some((sign) => isMoreThan(MARKUP_MAX, text, sign))) return 'many';
  return ASIDES.some(([start, end]) => charsBetween(text, start, end) > ASIDE_CHARS_MAX) ? 'many' : 'right';
}

function isMoreThan(max: number, text: string, sign: string): boolean {
  let count = 0;
  for (let at = text.indexOf(sign); at !== -1 && count <= max; at = text.indexOf(sign, at + 1)) count += 1;
  return count > max;
}

function charsBetween(text: string, start: string, end: string): number {
  let chars = 0;
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at)) {
    const to = text.indexOf(end, at);
    chars += (to === -1 ? text.length : to) - at;
    if (to === -1) return chars;
    at = to;
  }
  return chars;
}
