/**
 * An unquoted scalar whose text says more than its value: `01234` is the number 1234 and the text `01234`. Where a field is text,
 * the text counts; elsewhere the value.
 */
export class Written {
  constructor(
    readonly value: number | boolean,
    readonly text: string,
  ) {}

  toJSON(): unknown {
    return this.value;
  }
}

/** A value with every `Written` in it replaced by what it stands for outside text fields. */
export function plain(value: unknown): unknown {
  if (value instanceof Written) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  return value;
}

/** A scalar as the text that a text field gets; anything else stays. */
export function asText(value: unknown): unknown {
  if (value instanceof Written) return value.text;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Whether a text as a whole is `$name` or `$name.Field`; a dollar before anything else, such as an amount, is a dollar. */
export function isReference(text: string): boolean {
  return /^\$[A-Za-z_][\w-]*(?:\.\S.*)?$/.test(text);
}

/** Whether a value is a map of the file (not a list, not a scalar). */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Written);
}
