import { matcherOf } from '../language/matchers.js';
import { below } from '../path.js';
import { keptScalar, type ScalarContext } from './scalars.js';

/** What is kept of a reply's body, and where it is not what the target said. */
export type Kept = { readonly value: unknown; readonly masked: readonly string[] };

/** By these a reply is known as a refusal, so that they are kept wherever they stand: codes as they are, texts as texts of other words. */
const OF_REFUSALS: ReadonlySet<string> = new Set([
  ...['errorCode', 'statusCode', 'exceptionCode', 'faultcode', 'faultstring', 'exceptionMessage', 'error', 'error_description'],
  ...['code', 'err_code', '@err_code', '@attributes', 'errorno', 'description', 'description2', 'correction', 'message', 'err'],
  ...['errormessage', 'ia::error', 'ia::result', 'errors', 'detail', 'Envelope', 'Body', 'Fault', 'fault'],
  ...['response', 'control', 'operation', 'authentication', 'result', 'results', 'status', 'function', 'success'],
]);

/** Elements of SOAP that hold results and faults, each under a name of its own: `deleteResponse`, `InvalidFieldFault`. */
const OF_SOAP = /^[A-Za-z]+(?:Response|Fault)$/;

/**
 * A reply's body with only what is named in it. `wanted` are the expectations about it, and the paths that later requests take from it,
 * written like expectations. Fields that nobody named are gone, keys and all; those that were named have no value of anybody's.
 */
export function redactBody(body: unknown, wanted: readonly unknown[], context: ScalarContext): Kept {
  const masked: string[] = [];
  const keep = (value: unknown, wants: readonly unknown[], key: string, path: string): unknown => {
    if (Array.isArray(value)) return keepList(value, wants, key, path);
    if (typeof value === 'object' && value !== null) return keepMap(value as Record<string, unknown>, wants, path);
    const kept = keptScalar(key, value, wants, context);
    if (!Object.is(kept, value)) masked.push(path);
    return kept;
  };
  const keepList = (list: readonly unknown[], wants: readonly unknown[], key: string, path: string): unknown[] =>
    list.map((each, index) =>
      keep(
        each,
        wants.flatMap((want) => ofItem(want, index)),
        key,
        below(path, index),
      ),
    );
  const keepMap = (map: Record<string, unknown>, wants: readonly unknown[], path: string): Record<string, unknown> => {
    const entries = Object.entries(map).flatMap(([key, each]) => {
      const inside = wants.flatMap((want) => ofKey(want, key));
      if (inside.length === 0 && !OF_REFUSALS.has(key) && !OF_SOAP.test(key)) return [];
      return [[key, keep(each, inside, key, below(path, key))] as const];
    });
    return Object.fromEntries(entries);
  };
  // A text that is the whole body is kept by its words.
  return { value: keep(body, wanted, '', 'body'), masked };
}

/** What is wanted of an item of a list. */
function ofItem(want: unknown, index: number): readonly unknown[] {
  if (Array.isArray(want)) return index < want.length ? [want[index]] : [];
  const matcher = matcherOf(want);
  switch (matcher?.name) {
    case '$each':
    case '$some':
      return [matcher.argument];
    case '$unordered':
      return matcher.argument as readonly unknown[];
    case '$not':
      return ofItem(matcher.argument, index);
    default:
      return [];
  }
}

/** What is wanted of a key of a map. */
function ofKey(want: unknown, key: string): readonly unknown[] {
  const matcher = matcherOf(want);
  if (matcher?.name === '$oneOf') return (matcher.argument as readonly unknown[]).flatMap((each) => ofKey(each, key));
  if (matcher?.name === '$not') return ofKey(matcher.argument, key);
  if (matcher !== null || typeof want !== 'object' || want === null || Array.isArray(want)) return [];
  return Object.hasOwn(want, key) ? [(want as Record<string, unknown>)[key]] : [];
}
