import { isMap, Written } from '../../../simulator/yaml/written.js';

/** A value as reports show it: like the file would write it, in one line. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'no value';
  if (value instanceof Written) return value.text;
  if (typeof value === 'string') return needsQuotes(value) ? JSON.stringify(value) : value;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (isMap(value))
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${key}: ${show(each)}`)
      .join(', ')} }`;
  return String(value);
}

function needsQuotes(text: string): boolean {
  return text === '' || /[\n,{}[\]#]|^[\s'"&*!|>%@`?-]|\s$|: |^(?:true|false|null|~|[+-]?[\d.]+)$/i.test(text);
}
