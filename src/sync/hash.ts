import { createHash } from 'node:crypto';

/** A short text that differs when the content differs; the order of keys does not count. */
export function contentHash(value: unknown): string {
  return textHash(canonical(value));
}

/** The same of a text: for content whose parts always come in one order, which is several times faster to print. */
export function textHash(text: string): string {
  return createHash('sha1').update(text).digest('base64url').slice(0, 22);
}

function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}
