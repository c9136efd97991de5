import { matcherOf } from '../language/matchers.js';
import { isPersonal, type Pseudonyms } from './pseudonyms.js';
import { type Vocabulary, WORD } from './vocabulary.js';

export type ScalarContext = {
  readonly vocabulary: Vocabulary;
  readonly pseudonyms: Pseudonyms;
  /** Milliseconds since the epoch: when it was said. */
  readonly at: number;
};

const SECRET = /pass(?:word|wd)|secret|token|session_?id|signature|api_?key|user_?key|assertion|credential/i;
/** Where vendors put their codes. */
const CODE_KEYS = /^(?:errorCode|statusCode|exceptionCode|faultcode|error|errorno|code|@?err_code|@?stat|status|type|@?class)$/;
const CODE = /^(?:[a-z]+:)?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){0,8}$|^[A-Z]{2}\d{8}$|^\d{1,4}$|^(?:success|failure|error|ok|fail|aborted)$/;
const RECORD_ID = /^[0-9a-zA-Z]{3}[0-9a-zA-Z]{2}0[0-9a-zA-Z]{9}(?:[A-Z0-5]{3})?$/;
const ID_KEY = /(?:^|[a-z_@])(?:id|Id|ID)$|recordno$|key$/i;
const INSTANT = /^(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?|\d\d\/\d\d\/\d{4}(?: \d\d:\d\d:\d\d)?)$/;
const DAY_MS = 86_400_000;
/** Numbers below it are counts, codes and the like. */
const SMALL = 1_000;

/** A value as it may be kept: as it came where the probe said it itself or it can be nobody's, else something of the same form. */
export function keptScalar(key: string, value: unknown, wanted: readonly unknown[], context: ScalarContext): unknown {
  if (typeof value === 'number') return keptNumber(key, value, wanted, context);
  if (typeof value !== 'string' || value === '') return value;
  const { vocabulary, pseudonyms } = context;
  if (vocabulary.texts.has(value)) return value;
  if (SECRET.test(key)) return '[redacted]';
  if (CODE_KEYS.test(key) && CODE.test(value)) return value;
  if (RECORD_ID.test(value)) return pseudonyms.recordId(value);
  const isNumber = /^\d+$/.test(value);
  if (isNumber && (asksForId(wanted) || ID_KEY.test(key))) return pseudonyms.numberId(value);
  if (INSTANT.test(value)) return keptInstant(value, context.at);
  if (/^(?:true|false)$/.test(value)) return value;
  if (isPersonal(key) && !isNumber && !isPartlyOwn(value, vocabulary)) return pseudonyms.person(key, value);
  return keptText(value, context);
}

/** Versions of an API in addresses belong to nobody. */
const VERSION = /^v\d{1,3}\.0$/;
const VERSION_OR_WORD = new RegExp(`\\bv\\d{1,3}\\.0\\b|${WORD.source}`, 'gu');

/** A text with nothing in it but the probe's own words: ids, addresses and all other words are others of the same form. */
export function keptText(text: string, { vocabulary, pseudonyms }: ScalarContext): string {
  return text
    .split(/([^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"'.,;]+)/)
    .map((part, index) => {
      if (index % 2 === 1) return vocabulary.texts.has(part) ? part : pseudonyms.email(part);
      return part.replace(VERSION_OR_WORD, (word) => {
        if (vocabulary.words.has(word) || VERSION.test(word)) return word;
        if (RECORD_ID.test(word)) return pseudonyms.recordId(word);
        return pseudonyms.word(word);
      });
    })
    .join('');
}

function keptNumber(key: string, value: number, wanted: readonly unknown[], { vocabulary, pseudonyms }: ScalarContext): number {
  if (vocabulary.numbers.has(value)) return value;
  if (asksForId(wanted) || ID_KEY.test(key)) return Number(pseudonyms.numberId(String(value)));
  return Math.abs(value) < SMALL ? value : Number(pseudonyms.word(String(value)));
}

/** What happened about then tells nothing of anybody; other days become one day. */
function keptInstant(value: string, at: number): string {
  const [month, day, year] = value.includes('/')
    ? value.slice(0, 10).split('/')
    : [value.slice(5, 7), value.slice(8, 10), value.slice(0, 4)];
  const then = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (Math.abs(then - at) <= 2 * DAY_MS) return value;
  return value.includes('/') ? value.replace(/^\d\d\/\d\d\/\d{4}/, '01/01/2001') : value.replace(/^\d{4}-\d\d-\d\d/, '2001-01-01');
}

function asksForId(wanted: readonly unknown[]): boolean {
  return wanted.some((each) => {
    const matcher = matcherOf(each);
    return matcher?.name === '$is' && matcher.argument === 'id';
  });
}

/** Whether some of the words are the probe's: then it is about what the probe made, and not about anybody. */
function isPartlyOwn(value: string, { words }: Vocabulary): boolean {
  return [...value.matchAll(WORD)].some(([word]) => words.has(word));
}
