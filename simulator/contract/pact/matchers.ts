import { hasShape, matcherOf, type Shape } from '../language/matchers.js';

/** What stands for "nothing is said of it": its key is left out. */
export const UNSAID = Symbol('unsaid');

/** Forms of texts, in the regular expressions that Pact knows. */
const PATTERNS: Readonly<Partial<Record<Shape, string>>> = {
  id: '^([0-9A-Za-z]{15}|[0-9A-Za-z]{18}|\\d{1,15})$',
  instant: '^(\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}\\S*|\\d{2}/\\d{2}/\\d{4} \\d{2}:\\d{2}:\\d{2})$',
  date: '^(\\d{4}-\\d{2}-\\d{2}|\\d{2}/\\d{2}/\\d{4})$',
  url: '^(https?://|/)\\S+$',
  email: '^[^\\s@]+@[^\\s@]+$',
  token: '^\\S{8,}$',
  text: '^[\\s\\S]+$',
};

/**
 * What a probe expects, in the form that Pact's libraries take: values as they are, and matchers with what the stand-in said for an example.
 * Source: Pact specification, version 4, "Matching Rules", in the integration format of the FFI.
 */
export function pactOf(expected: unknown, actual: unknown): unknown {
  const matcher = matcherOf(expected);
  if (matcher !== null) return BY_MATCHER[matcher.name]?.(matcher.argument, actual) ?? UNSAID;
  if (Array.isArray(expected)) return expected.map((each, index) => orType(pactOf(each, listOf(actual)[index]), listOf(actual)[index]));
  if (typeof expected !== 'object' || expected === null) return expected;
  const entries = Object.entries(expected).map(([key, each]) => [key, pactOf(each, mapOf(actual)[key])] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== UNSAID));
}

type Convert = (argument: unknown, actual: unknown) => unknown;

const BY_MATCHER: Readonly<Record<string, Convert>> = {
  $is: (shape, actual) => ofShape(shape as Shape, actual),
  // Pact has the whole of a text match, and not a part of it.
  $matches: (pattern, actual) => regex(`^[\\s\\S]*(?:${String(pattern)})[\\s\\S]*$`, actual),
  $contains: (part, actual) => ({ 'pact:matcher:type': 'include', value: part, example: actual }),
  $startsWith: (part, actual) => regex(`^${escaped(String(part))}[\\s\\S]*$`, actual),
  $endsWith: (part, actual) => regex(`^[\\s\\S]*${escaped(String(part))}$`, actual),
  $atLeast: (_bound, actual) => ofType('number', actual),
  $atMost: (_bound, actual) => ofType('number', actual),
  $oneOf: (choices, actual) => oneOf(choices as readonly unknown[], actual),
  $each: (template, actual) => {
    const [first] = listOf(actual);
    // A list that may be empty and was says nothing of its items.
    if (first === undefined) return UNSAID;
    return { 'pact:matcher:type': 'type', value: [orType(pactOf(template, first), first)], min: 1 };
  },
  $some: (template, actual) => arrayContains([template], actual),
  $unordered: (templates, actual) => arrayContains(templates as readonly unknown[], actual),
  $count: () => UNSAID,
  $not: (_argument, actual) => (actual === undefined || actual === null ? UNSAID : ofType('type', actual)),
  $absent: () => UNSAID,
};

function ofShape(shape: Shape, actual: unknown): unknown {
  if (actual === undefined || !hasShape(actual, shape)) return UNSAID;
  if (typeof actual === 'string') return regex(PATTERNS[shape] ?? PATTERNS.text!, actual);
  if (shape === 'null') return null;
  // Some write whole numbers with a decimal point, which are no integers to Pact.
  return ofType(typeof actual === 'number' ? 'number' : 'type', actual);
}

function oneOf(choices: readonly unknown[], actual: unknown): unknown {
  if (choices.every((each) => typeof each === 'string'))
    return regex(`^(${choices.map((each) => escaped(String(each))).join('|')})$`, actual);
  return actual === undefined || actual === null ? UNSAID : ofType('type', actual);
}

/** Items that must be among others; each with the one of the reply that it is like, which the other side shows the order of. */
function arrayContains(templates: readonly unknown[], actual: unknown): unknown {
  const items = listOf(actual);
  if (items.length === 0) return UNSAID;
  const variants = templates.map((template) => {
    const found = items.find((each) => isLike(template, each)) ?? items[0];
    return orType(pactOf(template, found), found);
  });
  return { 'pact:matcher:type': 'arrayContains', variants };
}

/** Whether an item has the plain values of a template. */
function isLike(template: unknown, item: unknown): boolean {
  if (matcherOf(template) !== null) return true;
  if (typeof template !== 'object' || template === null) return Object.is(template, item);
  return Object.entries(template).every(([key, each]) => isLike(each, mapOf(item)[key]));
}

const orType = (value: unknown, actual: unknown): unknown => (value === UNSAID ? ofType('type', actual ?? '') : value);
const ofType = (type: string, value: unknown): unknown => ({ 'pact:matcher:type': type, value });
const regex = (pattern: string, value: unknown): unknown =>
  typeof value === 'string' ? { 'pact:matcher:type': 'regex', regex: pattern, value } : UNSAID;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const mapOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
