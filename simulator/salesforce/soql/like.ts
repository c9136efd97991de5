const ANY = 0;
const ONE = 1;
type Part = string | typeof ANY | typeof ONE;

const PLAIN: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/**
 * Makes a test for a LIKE pattern: `%` any text, `_` one character, `\%` and `\_` themselves; letter case aside.
 * `raw` is the text literal with its escapes. The test takes time in proportion to pattern times text, never more.
 */
export function likeTest(raw: string): (text: string) => boolean {
  const parts = partsOf(raw);
  const middle = parts.filter((part) => typeof part === 'string').join('');
  const form = parts.map((part) => (part === ANY ? '%' : part === ONE ? '_' : 'x')).join('');
  if (/^x*$/.test(form)) return (text) => text.toLowerCase() === middle;
  if (/^x*%$/.test(form)) return (text) => text.toLowerCase().startsWith(middle);
  if (/^%x*%$/.test(form)) return (text) => text.toLowerCase().includes(middle);
  return (text) => matches(parts, text.toLowerCase());
}

function partsOf(raw: string): readonly Part[] {
  const parts: Part[] = [];
  for (let index = 0; index < raw.length; index += 1) {
    const character = raw[index]!;
    if (character === '%') parts.push(ANY);
    else if (character === '_') parts.push(ONE);
    else if (character !== '\\') parts.push(character.toLowerCase());
    else {
      index += 1;
      const escaped = raw[index]!;
      const code = escaped.toLowerCase() === 'u' ? raw.slice(index + 1, index + 5) : '';
      if (code !== '') index += 4;
      parts.push(
        code === ''
          ? (PLAIN[escaped.toLowerCase()] ?? escaped.toLowerCase())
          : String.fromCharCode(Number.parseInt(code, 16)).toLowerCase(),
      );
    }
  }
  return parts;
}

/** Goes on greedily, and back to the last `%` when a character does not fit. */
function matches(parts: readonly Part[], text: string): boolean {
  let [part, at, anyPart, anyAt] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = parts[part];
    if (wanted === ONE || wanted === text[at]) {
      part += 1;
      at += 1;
    } else if (wanted === ANY) {
      anyPart = part;
      anyAt = at;
      part += 1;
    } else if (anyPart >= 0) {
      anyAt += 1;
      at = anyAt;
      part = anyPart + 1;
    } else return false;
  }
  while (parts[part] === ANY) part += 1;
  return part === parts.length;
}
