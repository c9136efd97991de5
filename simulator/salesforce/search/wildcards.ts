/**
 * A test of texts as `wordsOf` makes them for words in a row, with `*` for any letters and `?` for one. It takes time in proportion to
 * pattern times word, never more.
 */
export function wildcardTest(pattern: string): (words: string) => boolean {
  if (!/[*?]/.test(pattern)) return (words) => words.includes(` ${pattern} `);
  const wanted = pattern.split(' ').map((word) => [...word]);
  // Most records are told apart by the longest run of letters alone.
  const letters = pattern.split(/[*? ]/).reduce((longest, each) => (each.length > longest.length ? each : longest), '');
  return (words) => words.includes(letters) && words.split('\n').some((line) => hasRow(line.trim().split(' '), wanted));
}

function hasRow(words: readonly string[], wanted: readonly (readonly string[])[]): boolean {
  for (let at = 0; at + wanted.length <= words.length; at += 1) {
    if (wanted.every((pattern, index) => matches(words[at + index]!, pattern))) return true;
  }
  return false;
}

/** When letters do not fit, the last `*` takes one letter more. */
function matches(word: string, pattern: readonly string[]): boolean {
  const letters = [...word];
  let [at, place, star, from] = [0, 0, -1, 0];
  while (at < letters.length) {
    if (pattern[place] === '*') [star, from, place] = [place, at, place + 1];
    else if (pattern[place] === '?' || pattern[place] === letters[at]) [at, place] = [at + 1, place + 1];
    else if (star >= 0) [from, at, place] = [from + 1, from + 1, star + 1];
    else return false;
  }
  while (pattern[place] === '*') place += 1;
  return place === pattern.length;
}
