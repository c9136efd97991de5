import { placeholdersIn } from '../language/placeholders.js';
import { stepsOf } from '../path.js';
import { PARTS, type Probe, type ProbeStep } from '../types.js';

/** Everything that a probe says of a step's body: what it expects there, and what its later requests take from there. */
export function wantedOf(probe: Probe, step: ProbeStep): readonly unknown[] {
  const { body, result } = step.expect;
  return [
    ...(body === undefined ? [] : [body]),
    ...(result === undefined ? [] : [{ response: { operation: { result } } }]),
    ...(step.as === null ? [] : takenFrom(probe, step.as)),
  ];
}

/** The paths that placeholders name, as expectations that anything meets. */
function takenFrom(probe: Probe, name: string): readonly unknown[] {
  const texts = PARTS.flatMap((part) => probe[part]).flatMap(({ path, query, headers, body, expect }) =>
    textsIn([path, query, headers, body, expect]),
  );
  return texts
    .flatMap((text) => placeholdersIn(text))
    .filter((each) => each.name === name)
    .flatMap(({ path }) => {
      const [root, ...steps] = stepsOf(path);
      if (root === 'body') return [nested(steps)];
      return root === 'result' ? [nested(['response', 'operation', 'result', ...steps])] : [];
    });
}

function nested(steps: readonly string[]): unknown {
  const [first, ...rest] = steps;
  if (first === undefined) return { $is: 'id' };
  if (!/^\d+$/.test(first)) return { [first]: nested(rest) };
  return { $each: nested(rest) };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [key, ...textsIn(each)]);
}
