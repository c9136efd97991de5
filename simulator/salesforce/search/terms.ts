import { SalesforceError } from '../errors.js';
import { malformedSearch } from './parse.js';
import { wildcardTest } from './wildcards.js';

/** A search as a test of a record's words (see `wordsOf`). */
export type Terms = (words: string) => boolean;

/** Bounds of ours: brackets, and words in one search. */
const DEPTH_MAX = 50;
const WORDS_MAX = 500;
const WILDCARDS_MAX = 10;

type Token = { readonly kind: 'word' | 'phrase' | 'open' | 'close' | 'and' | 'or' | 'not'; readonly text: string };

/**
 * Reads what stands between the braces: words (all of them), "phrases", AND, OR, AND NOT, brackets, `*` and `?`.
 *
 * Source:  [SOQL] "FIND {SearchQuery}": words compare without letter case; AND NOT before AND before OR.
 * Refuses: searches for less than two characters.
 */
export function parseTerms(text: string): Terms {
  const tokens = tokensOf(text);
  if (tokens.length > WORDS_MAX) throw malformedSearch('The search query is too complex');
  const reader = { tokens, at: 0 };
  const terms = readOr(reader, 0);
  if (reader.at < tokens.length) throw malformedSearch(`unexpected token: ${tokens[reader.at]!.text}`);
  return terms;
}

type Reader = { readonly tokens: readonly Token[]; at: number };

function readOr(reader: Reader, depth: number): Terms {
  const parts = [readAnd(reader, depth)];
  while (reader.tokens[reader.at]?.kind === 'or') {
    reader.at += 1;
    parts.push(readAnd(reader, depth));
  }
  return parts.length === 1 ? parts[0]! : (words) => parts.some((part) => part(words));
}

function readAnd(reader: Reader, depth: number): Terms {
  const parts = [readOne(reader, depth)];
  for (;;) {
    const next = reader.tokens[reader.at];
    if (next === undefined || next.kind === 'or' || next.kind === 'close') break;
    if (next.kind === 'and') reader.at += 1;
    parts.push(readOne(reader, depth));
  }
  return parts.length === 1 ? parts[0]! : (words) => parts.every((part) => part(words));
}

function readOne(reader: Reader, depth: number): Terms {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token === undefined) throw malformedSearch('No search term found. The search term must be enclosed in braces.');
  if (depth > DEPTH_MAX) throw malformedSearch('The search query is too complex');
  if (token.kind === 'not') {
    const inner = readOne(reader, depth + 1);
    return (words) => !inner(words);
  }
  if (token.kind === 'open') {
    const inner = readOr(reader, depth + 1);
    if (reader.tokens[reader.at]?.kind !== 'close') throw malformedSearch('unexpected token: <EOF>');
    reader.at += 1;
    return inner;
  }
  if (token.kind !== 'word' && token.kind !== 'phrase') throw malformedSearch(`unexpected token: ${token.text}`);
  return wordTest(token.text);
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([()])|((?:[^\s"()\\]|\\[\s\S])+)|([\s\S]))/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const [, phrase, bracket, word, stray] = TOKEN.exec(text)!;
    if (stray !== undefined) throw malformedSearch(`unexpected token: ${stray}`);
    if (phrase !== undefined) tokens.push({ kind: 'phrase', text: phrase });
    else if (bracket !== undefined) tokens.push({ kind: bracket === '(' ? 'open' : 'close', text: bracket });
    else if (word !== undefined) tokens.push({ kind: OPERATORS[word.toUpperCase()] ?? 'word', text: word });
  }
  return tokens;
}

const OPERATORS: Readonly<Record<string, 'and' | 'or' | 'not'>> = Object.assign(Object.create(null) as Record<string, never>, {
  AND: 'and',
  OR: 'or',
  NOT: 'not',
});

/** Words in a row, `*` for any letters and `?` for one. Escaped wildcards are no letters, as other signs are none. */
function wordTest(raw: string): Terms {
  const pattern = raw
    .replace(
      /\\([\s\S])|([*?])|([\s\S])/g,
      (_whole, escaped?: string, wild?: string, plain?: string) => wild ?? lettersOf((escaped ?? plain)!),
    )
    .trim()
    .replace(/\*+/g, '*')
    .replace(/ +/g, ' ');
  const count = [...pattern.replace(/[*? ]/g, '')].length;
  if (count < 2) throw new SalesforceError('INVALID_SEARCH', `search term must be longer than one character: ${raw}`);
  if ((pattern.match(/[*?]/g) ?? []).length > WILDCARDS_MAX) throw malformedSearch('The search query is too complex');
  return wildcardTest(pattern);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ' ');
}

/** Texts as a search sees them: lower-case words between single spaces, a line for each text. */
export function wordsOf(texts: readonly string[]): string {
  return texts
    .map(
      (text) =>
        ` ${text
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, ' ')
          .trim()} `,
    )
    .join('\n');
}
