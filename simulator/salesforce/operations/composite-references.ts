import { SalesforceError } from '../errors.js';

/** Results of earlier subrequests by their reference id. */
export type Results = ReadonlyMap<string, unknown>;

const REFERENCE = /@\{([^{}]*)\}/g;

/**
 * Puts values of earlier results where `@{ref.path[0].field}` stands, in a text or anywhere in a JSON value.
 *
 * Source: [REST] "Composite": references are case-sensitive; one without a value halts its subrequest.
 */
export function fillIn(value: unknown, results: Results, encode: (text: string) => string = (text) => text): unknown {
  if (typeof value === 'string') return value.replace(REFERENCE, (_whole, path: string) => encode(valueAt(path, results)));
  if (Array.isArray(value)) return value.map((each) => fillIn(each, results, encode));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fillIn(each, results, encode)]));
}

function valueAt(path: string, results: Results): string {
  const [name = '', ...steps] = path.split(/[.[\]]+/).filter((step) => step !== '');
  let value = results.get(name);
  for (const step of steps) {
    const isOwn = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    value = isOwn ? (value as Record<string, unknown>)[step] : undefined;
  }
  if (value === undefined || value === null || typeof value === 'object') {
    throw new SalesforceError('PROCESSING_HALTED', `Invalid reference specified. No value for ${path} found in ${name}`);
  }
  return String(value);
}
