import { SalesforceError } from '../errors.js';
import { parseTerms, type Terms } from './terms.js';

export type FieldGroup = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE' | 'SIDEBAR';

/** What is asked of one type: `Account(Id, Name WHERE Type = 'x' ORDER BY Name LIMIT 5)`. */
export type Returning = {
  readonly type: string;
  readonly fields: string;
  /** `WHERE ... ORDER BY ...`, in SOQL's words. */
  readonly tail: string;
  readonly limit: number | null;
  readonly offset: number;
};

export type Search = {
  readonly terms: Terms;
  readonly group: FieldGroup;
  /** Null searches every type that can be searched. */
  readonly returning: readonly Returning[] | null;
  readonly limit: number | null;
};

/** Source: [SOQL] "SOQL and SOSL Limits": characters of a statement. */
const STATEMENT_CHARS_MAX = 100_000;

/**
 * Reads a SOSL statement.
 *
 * Source: [SOQL] "SOSL Syntax". Clauses that the stand-in does not execute are refused by name.
 */
export function parseSearch(source: string): Search {
  if (source.length > STATEMENT_CHARS_MAX) throw malformedSearch('SOSL statements cannot be longer than 100,000 characters.');
  const [start, find] = /^\s*FIND\s*/i.exec(source) === null ? [0, false] : [/^\s*FIND\s*/i.exec(source)![0].length, true];
  if (!find || source[start] !== '{') throw malformedSearch('No search term found. The search term must be enclosed in braces.');
  const end = closingBrace(source, start + 1);
  const terms = parseTerms(source.slice(start + 1, end));
  const reader = new Rest(source.slice(end + 1));
  const group = (reader.take(/^\s+IN\s+(ALL|NAME|EMAIL|PHONE|SIDEBAR)\s+FIELDS\b/i)?.[1]?.toUpperCase() ?? 'ALL') as FieldGroup;
  const returning = reader.take(/^\s+RETURNING\b\s*/i) === null ? null : readReturning(reader);
  const refused = reader.take(/^\s+(WITH\s+\w+)/i);
  if (refused !== null) throw notEnabled(refused[1]!.toUpperCase());
  const limit = reader.take(/^\s+LIMIT\s+(\d{1,6})\b/i)?.[1];
  reader.take(/^\s+UPDATE\s+(?:TRACKING|VIEWSTAT)(?:\s*,\s*(?:TRACKING|VIEWSTAT))?/i);
  if (reader.text.trim() !== '') throw malformedSearch(`unexpected token: ${reader.text.trim().split(/\s+/)[0]}`);
  return { terms, group, returning, limit: limit === undefined ? null : Number(limit) };
}

/** The rest of a statement, eaten from its start. */
class Rest {
  constructor(public text: string) {}

  take(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.text);
    if (found !== null) this.text = this.text.slice(found[0].length);
    return found;
  }
}

function closingBrace(source: string, from: number): number {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '}') return at;
  }
  throw malformedSearch('No search term found. The search term must be enclosed in braces.');
}

function readReturning(reader: Rest): readonly Returning[] {
  const found: Returning[] = [];
  do {
    const type = reader.take(/^\s*([A-Za-z]\w*)/)?.[1];
    if (type === undefined) throw malformedSearch(`unexpected token: ${reader.text.trim().split(/\s+/)[0] ?? '<EOF>'}`);
    found.push(reader.take(/^\s*\(/) === null ? { type, fields: 'Id', tail: '', limit: null, offset: 0 } : readSpec(type, reader));
  } while (reader.take(/^\s*,/) !== null);
  return found;
}

function readSpec(type: string, reader: Rest): Returning {
  const end = closingParenthesis(reader.text);
  const inside = reader.text.slice(0, end);
  reader.text = reader.text.slice(end + 1);
  return specOf(type, inside);
}

/** Cuts `Id, Name WHERE ... ORDER BY ... LIMIT 5 OFFSET 1` into its parts. */
export function specOf(type: string, inside: string): Returning {
  const cut = wordOutsideQuotes(inside, ['WHERE', 'USING', 'ORDER', 'LIMIT', 'OFFSET']);
  const fields = inside.slice(0, cut).trim();
  const rest = inside.slice(cut);
  const range = wordOutsideQuotes(rest, ['LIMIT', 'OFFSET']);
  const bounds = rest.slice(range).trim();
  const [whole, limit, offset] = /^(?:LIMIT\s+(\d{1,6})(?:\s+|$))?(?:OFFSET\s+(\d{1,6}))?$/i.exec(bounds) ?? [];
  if (whole === undefined) throw malformedSearch(`unexpected token: ${bounds.split(/\s+/)[0]}`);
  if (/^\s*USING\b/i.test(rest)) throw notEnabled('USING LISTVIEW');
  const tail = rest.slice(0, range).trim();
  return {
    type,
    fields: fields === '' ? 'Id' : fields,
    tail,
    limit: limit === undefined ? null : Number(limit),
    offset: Number(offset ?? 0),
  };
}

function closingParenthesis(text: string): number {
  let depth = 1;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "'") at = closingQuote(text, at);
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  throw malformedSearch('unexpected token: <EOF>');
}

/** The place of the first of some words outside of texts; the end when there is none. */
function wordOutsideQuotes(text: string, words: readonly string[]): number {
  const pattern = new RegExp(`\\b(?:${words.join('|')})\\b`, 'iy');
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "'") at = closingQuote(text, at);
    else if (at === 0 || /[\s)]/.test(text[at - 1]!)) {
      pattern.lastIndex = at;
      if (pattern.test(text)) return at;
    }
  }
  return text.length;
}

function closingQuote(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === "'") return at;
  }
  return text.length;
}

export const malformedSearch = (message: string) => new SalesforceError('MALFORMED_SEARCH', message);
export const notEnabled = (what: string) =>
  new SalesforceError('FUNCTIONALITY_NOT_ENABLED', `This feature is not currently enabled for this user type or org: [${what}]`, {
    status: 403,
  });
