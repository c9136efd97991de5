/** A map, or an empty one where there is none. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A list, or an empty one where there is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** One or several elements of XML, as a list. */
export function manyOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** JSON, or null where it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Fields as a form sends them, or as the query of an address. */
export function formBody(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
}

/** What `read` finds in a value and in everything below it, in order. */
export function gathered(value: unknown, read: (map: Readonly<Record<string, unknown>>) => readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => gathered(each, read));
  if (typeof value !== 'object' || value === null) return [];
  return [...read(mapOf(value)), ...Object.values(value).flatMap((each) => gathered(each, read))];
}
