/** The value at a path such as `records[0].Name` or `.body.id`; undefined where the way ends. */
export function valueAt(value: unknown, path: string): unknown {
  let at = value;
  for (const step of stepsOf(path)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return at;
}

/** `records[0].Name` as `records`, `0`, `Name`. */
export function stepsOf(path: string): readonly string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== '');
}

/** The path one step further down: a key or an index. */
export function below(path: string, step: string | number): string {
  return typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`;
}

/** Whether a path lies at or below another; indexes do not count, so that `body.fields` covers `body.fields[3].name`. */
export function isWithin(path: string, above: string): boolean {
  const named = (text: string) => stepsOf(text).filter((step) => !/^\d+$/.test(step));
  const [steps, outer] = [named(path), named(above)];
  return outer.every((step, index) => steps[index] === step);
}
