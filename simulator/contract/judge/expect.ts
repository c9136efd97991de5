import { hasShape, matcherOf, type Shape } from '../language/matchers.js';
import { below } from '../path.js';

/** A place where a reply is not as expected. `shape` is about keys and types, `value` about what they hold. */
export type Miss = {
  readonly path: string;
  readonly kind: 'shape' | 'value';
  readonly text: string;
  readonly expected: unknown;
  readonly actual: unknown;
};

/** Everything in which a value is not as expected. Maps must have what is named, lists are matched item by item. */
export function missesOf(expected: unknown, actual: unknown, path: string): readonly Miss[] {
  const matcher = matcherOf(expected);
  if (matcher !== null) return MATCH[matcher.name]!(matcher.argument, actual, path, expected);
  if (actual === undefined) return [miss(path, 'shape', 'is missing', expected, actual)];
  if (Array.isArray(expected)) return listMisses(expected, actual, path);
  if (typeof expected === 'object' && expected !== null) return mapMisses(expected, actual, path);
  if (Object.is(expected, actual)) return [];
  const isOther = typeOf(expected) !== typeOf(actual);
  return [miss(path, isOther && actual !== null ? 'shape' : 'value', isOther ? 'another type' : 'another value', expected, actual)];
}

/** The type of a value in words of JSON. */
export function typeOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'map' : typeof value === 'string' ? 'text' : typeof value;
}

function mapMisses(expected: object, actual: unknown, path: string): readonly Miss[] {
  if (typeOf(actual) !== 'map') return [miss(path, 'shape', 'another type', expected, actual)];
  const map = actual as Record<string, unknown>;
  return Object.entries(expected).flatMap(([key, each]) =>
    missesOf(each, Object.hasOwn(map, key) ? map[key] : undefined, below(path, key)),
  );
}

function listMisses(expected: readonly unknown[], actual: unknown, path: string): readonly Miss[] {
  if (!Array.isArray(actual)) return [miss(path, 'shape', 'another type', expected, actual)];
  if (expected.length !== actual.length) return [miss(path, 'value', `${actual.length} instead of ${expected.length}`, expected, actual)];
  const misses = expected.flatMap((each, index) => missesOf(each, actual[index], below(path, index)));
  if (misses.length === 0 || !isRearranged(expected, actual)) return misses;
  return [miss(path, 'value', 'in another order', expected, actual)];
}

/** Whether every expected item is there, in whatever order. */
function isRearranged(expected: readonly unknown[], actual: readonly unknown[]): boolean {
  const left = [...actual];
  return expected.every((each) => {
    const index = left.findIndex((candidate) => fits(each, candidate));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

function fits(expected: unknown, actual: unknown): boolean {
  return missesOf(expected, actual, '').length === 0;
}

function miss(path: string, kind: Miss['kind'], text: string, expected: unknown, actual: unknown): Miss {
  return { path, kind, text, expected, actual };
}

type Matching = (argument: unknown, actual: unknown, path: string, expected: unknown) => readonly Miss[];

/** A matcher about texts or numbers: a value that `isRight` says no to is another value; none at all is missing. */
function about(isRight: (argument: never, actual: never) => boolean, type: 'string' | 'number'): Matching {
  return (argument, actual, path, expected) => {
    if (actual === undefined) return [miss(path, 'shape', 'is missing', expected, actual)];
    if (typeof actual !== type) return [miss(path, actual === null ? 'value' : 'shape', 'another type', expected, actual)];
    return isRight(argument as never, actual as never) ? [] : [miss(path, 'value', 'another value', expected, actual)];
  };
}

const MATCH: Readonly<Record<string, Matching>> = {
  $is: (argument, actual, path, expected) => {
    if (hasShape(actual, argument as Shape)) return [];
    return [miss(path, 'shape', actual === undefined ? 'is missing' : `is no ${String(argument)}`, expected, actual)];
  },
  $matches: about((pattern: string, actual: string) => new RegExp(pattern).test(actual), 'string'),
  $contains: about((part: string, actual: string) => actual.includes(part), 'string'),
  $startsWith: about((part: string, actual: string) => actual.startsWith(part), 'string'),
  $endsWith: about((part: string, actual: string) => actual.endsWith(part), 'string'),
  $atLeast: about((bound: number, actual: number) => actual >= bound, 'number'),
  $atMost: about((bound: number, actual: number) => actual <= bound, 'number'),
  $oneOf: (choices, actual, path, expected) =>
    (choices as readonly unknown[]).some((choice) => fits(choice, actual))
      ? []
      : [miss(path, actual === undefined ? 'shape' : 'value', actual === undefined ? 'is missing' : 'another value', expected, actual)],
  $not: (argument, actual, path, expected) =>
    fits(argument, actual) ? [miss(path, 'value', 'is what it must not be', expected, actual)] : [],
  $absent: (_, actual, path, expected) => (actual === undefined ? [] : [miss(path, 'shape', 'is there', expected, actual)]),
  $count: listed((argument, actual, path, expected) =>
    fits(argument, actual.length) ? [] : [miss(path, 'value', `${actual.length} of them`, expected, actual)],
  ),
  $each: listed((argument, actual, path) => actual.flatMap((each, index) => missesOf(argument, each, below(path, index)))),
  $some: listed((argument, actual, path, expected) =>
    actual.some((each) => fits(argument, each)) ? [] : [miss(path, 'value', 'none is like this', expected, actual)],
  ),
  $unordered: listed((argument, actual, path, expected) => {
    const wanted = argument as readonly unknown[];
    if (wanted.length === actual.length && isRearranged(wanted, actual)) return [];
    return [miss(path, 'value', 'not the same items', expected, actual)];
  }),
};

function listed(match: (argument: unknown, actual: readonly unknown[], path: string, expected: unknown) => readonly Miss[]): Matching {
  return (argument, actual, path, expected) => {
    if (Array.isArray(actual)) return match(argument, actual, path, expected);
    return [miss(path, 'shape', actual === undefined ? 'is missing' : 'another type', expected, actual)];
  };
}
