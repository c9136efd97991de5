import type { FieldKind } from '../../../simulator/kernel/people.js';
import { isMap, Written } from '../../../simulator/yaml/written.js';
import { parseInstant } from '../language/time.js';
import { sameId } from '../stage/names.js';
import { pick } from './pick.js';

/** What a matcher needs to know beyond the value. */
export type MatchContext = {
  readonly kind?: FieldKind | undefined;
  /** The value of a `$reference`, or undefined when the text is none. Throws a problem when it names nothing. */
  reference(text: string): unknown;
  /** Ids that a bare word may stand for: of the record or the user of that name. */
  idsOf(name: string): readonly string[];
};

type Test = (argument: unknown, actual: unknown, context: MatchContext) => boolean;

/** The matchers of the language, by name. */
const TESTS: Readonly<Record<string, Test>> = {
  not: (argument, actual, context) => !matches(argument, actual, context),
  oneOf: (argument, actual, context) => Array.isArray(argument) && argument.some((each) => matches(each, actual, context)),
  contains: (argument, actual, context) => contains(argument, actual, context),
  matches: (argument, actual) => hasValue(actual) && regex(String(textOf(argument))).test(String(actual)),
  atLeast: (argument, actual, context) => compare(actual, argument, context, (order) => order >= 0),
  atMost: (argument, actual, context) => compare(actual, argument, context, (order) => order <= 0),
  after: (argument, actual, context) => compare(actual, argument, { ...context, kind: 'instant' }, (order) => order > 0),
  before: (argument, actual, context) => compare(actual, argument, { ...context, kind: 'instant' }, (order) => order < 0),
  any: (argument, actual) => hasValue(actual) === (typed(argument) !== false),
  count: (argument, actual, context) =>
    matches(argument, Array.isArray(actual) ? actual.length : hasValue(actual) ? 1 : 0, { ...context, kind: 'number' }),
};

export const MATCHERS: readonly string[] = Object.keys(TESTS);

/** Whether a map is a matcher: all its keys are names of matchers. Several keys must all hold. */
export function isMatcher(value: unknown): value is Record<string, unknown> {
  if (!isMap(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => Object.hasOwn(TESTS, key));
}

/** Whether a value is as a literal, a name, a `$reference` or a matcher says. */
export function matches(expected: unknown, actual: unknown, context: MatchContext): boolean {
  if (isMatcher(expected)) return Object.entries(expected).every(([name, argument]) => TESTS[name]!(argument, actual, context));
  const wanted = resolve(expected, context);
  if (wanted === null || wanted === undefined) return !hasValue(actual);
  if (isMap(wanted))
    return (
      isMap(actual) && Object.entries(wanted).every(([key, each]) => matches(each, pick(actual, key), { ...context, kind: undefined }))
    );
  if (Array.isArray(wanted)) {
    return Array.isArray(actual) && wanted.length === actual.length && wanted.every((each, index) => matches(each, actual[index], context));
  }
  return equals(wanted, actual, context);
}

/** What a regular expression says about itself when it is broken, or null. */
export function regexComplaint(pattern: string): string | null {
  try {
    regex(pattern);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function resolve(expected: unknown, context: MatchContext): unknown {
  if (typeof expected !== 'string' || !expected.startsWith('$')) return expected;
  if (expected.startsWith('$$')) return expected.slice(1);
  const value = context.reference(expected);
  return value === undefined ? expected : value;
}

function equals(wanted: unknown, actual: unknown, context: MatchContext): boolean {
  if (!hasValue(actual)) return textOf(wanted) === '';
  if (typeof wanted === 'string' && isIdOf(wanted, actual, context)) return true;
  const { kind } = context;
  if (typeof actual === 'number' || kind === 'number') return hasNumber(wanted) && Number(textOf(wanted)) === Number(actual);
  if (typeof actual === 'boolean' || kind === 'boolean') return String(typed(wanted)).toLowerCase() === String(actual).toLowerCase();
  if (kind === 'instant' || kind === 'date') {
    const [from, to] = [instantOf(wanted), instantOf(actual)];
    if (from !== null && to !== null) return from === to;
  }
  const text = String(textOf(wanted));
  if (typeof actual !== 'string') return false;
  if (text === actual) return true;
  return kind === 'reference' && sameId(text, actual);
}

/** Whether a value is the id of the record of this name; some vendors' ids are numbers. */
function isIdOf(name: string, actual: unknown, context: MatchContext): boolean {
  if (typeof actual !== 'string' && typeof actual !== 'number') return false;
  return context.idsOf(name).some((id) => sameId(id, String(actual)));
}

function contains(argument: unknown, actual: unknown, context: MatchContext): boolean {
  if (Array.isArray(actual)) return actual.some((element) => matches(argument, element, { ...context, kind: undefined }));
  const wanted = textOf(resolve(argument, context));
  return typeof actual === 'string' && typeof wanted === 'string' && actual.includes(wanted);
}

function compare(actual: unknown, argument: unknown, context: MatchContext, holds: (order: number) => boolean): boolean {
  const wanted = resolve(argument, context);
  if (!hasValue(actual) || !hasValue(wanted)) return false;
  const [left, right] = [orderOf(actual, context.kind), orderOf(wanted, context.kind)];
  return left !== null && right !== null && holds(left - right);
}

/** A number or an instant on one scale; null for what has no order. */
function orderOf(value: unknown, kind: FieldKind | undefined): number | null {
  const isTime = kind === 'instant' || kind === 'date';
  if (!isTime && hasNumber(value)) return Number(textOf(value));
  return instantOf(value) ?? (hasNumber(value) ? Number(textOf(value)) : null);
}

function instantOf(value: unknown): number | null {
  return typeof value === 'string' ? parseInstant(value) : null;
}

function hasNumber(value: unknown): boolean {
  const text = textOf(value);
  return typeof text === 'number' || (typeof text === 'string' && text.trim() !== '' && Number.isFinite(Number(text)));
}

/** Null, nothing and the empty text are no value, as the vendors have it. */
function hasValue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

function textOf(value: unknown): unknown {
  if (value instanceof Written) return value.text;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function typed(value: unknown): unknown {
  return value instanceof Written ? value.value : value;
}

/** A JavaScript regular expression; a leading `(?i)` ignores case. */
function regex(pattern: string): RegExp {
  return pattern.startsWith('(?i)') ? new RegExp(pattern.slice(4), 'i') : new RegExp(pattern);
}
