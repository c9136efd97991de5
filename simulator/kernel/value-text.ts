/** A value of any type as a refusal shows it: a text as it is, nothing as `null`, what has parts as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? 'null' : JSON.stringify(value);
}
