import { suggestion } from '../../yaml/nearest.js';
import type { Place } from '../../yaml/place.js';
import type { FileProblem } from '../../yaml/problem.js';
import { MATCHERS, type MatcherName, matcherOf, SHAPES, type Shape } from './matchers.js';

/** Complains about matchers, anywhere in an expectation, that do not exist or cannot be used so. */
export function checkExpectation(value: unknown, place: Place): readonly FileProblem[] {
  const matcher = matcherOf(value);
  if (matcher !== null) return checkMatcher(matcher.name, matcher.argument, Object.keys(value as object), place);
  if (Array.isArray(value)) return value.flatMap((each, index) => checkExpectation(each, place.sub(index)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => checkExpectation(each, place.sub(key)));
}

function checkMatcher(name: string, argument: unknown, keys: readonly string[], place: Place): readonly FileProblem[] {
  const at = place.sub(name);
  if (!(MATCHERS as readonly string[]).includes(name)) return [at.keyProblem(`unknown matcher "${name}"`, suggestion(name, MATCHERS))];
  if (keys.length > 1) return [place.sub(keys[1]!).keyProblem('a matcher stands alone', 'Write one matcher in a map of its own.')];
  const wrong = wrongArgument(name as MatcherName, argument);
  if (wrong !== null) return [at.problem(`"${name}" takes ${wrong.takes}`, wrong.hint)];
  const inner = ['$not', '$each', '$some', '$count', '$oneOf', '$unordered'].includes(name);
  return inner ? checkExpectation(argument, at) : [];
}

function wrongArgument(name: MatcherName, argument: unknown): { readonly takes: string; readonly hint: string } | null {
  switch (name) {
    case '$is':
      return SHAPES.includes(argument as Shape)
        ? null
        : { takes: `one of ${SHAPES.join(', ')}`, hint: suggestion(String(argument), SHAPES) };
    case '$matches':
      return isPattern(argument) ? null : { takes: 'a regular expression', hint: "Put it in single quotes: '^00D\\w+$'." };
    case '$contains':
    case '$startsWith':
    case '$endsWith':
      return typeof argument === 'string' ? null : { takes: 'a text', hint: 'Put it in quotes.' };
    case '$atLeast':
    case '$atMost':
      return typeof argument === 'number' ? null : { takes: 'a number', hint: '' };
    case '$oneOf':
    case '$unordered':
      return Array.isArray(argument) ? null : { takes: 'a list', hint: 'Write [one, another].' };
    case '$absent':
      return argument === true ? null : { takes: 'true', hint: 'Write { $absent: true }.' };
    default:
      return null;
  }
}

function isPattern(argument: unknown): boolean {
  if (typeof argument !== 'string') return false;
  try {
    new RegExp(argument);
    return true;
  } catch {
    return false;
  }
}
