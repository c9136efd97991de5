import { refusal } from '../errors.js';
import { FILTERED_FIELDS_MAX } from '../limits.js';
import type { Engagement } from '../state.js';
import { readValue } from '../values.js';
import { fieldOf, type ObjectDefinition, type ObjectField, type Stored } from './object.js';

type Comparison = 'equal' | 'greater' | 'greaterOrEqual' | 'less' | 'lessOrEqual';

/** One filter of a query, with its value read. */
export type Filter = { readonly field: ObjectField; readonly comparison: Comparison; readonly value: unknown };

const NUMBER_SUFFIXES: readonly (readonly [string, Comparison])[] = [
  ['GreaterThanOrEqualTo', 'greaterOrEqual'],
  ['LessThanOrEqualTo', 'lessOrEqual'],
  ['GreaterThan', 'greater'],
  ['LessThan', 'less'],
];
const INSTANT_SUFFIXES: readonly (readonly [string, Comparison])[] = [
  ['AfterOrEqualTo', 'greaterOrEqual'],
  ['BeforeOrEqualTo', 'lessOrEqual'],
  ['After', 'greater'],
  ['Before', 'less'],
];

/**
 * Reads the parameters of a query that are no words of the grammar: filters.
 *
 * Source:  Account Engagement API v5, "Query": a bare field name means equality; numbers and dates have suffixes; three fields at most.
 * Refuses: 5 for what is no filter of the object (unverified which code), 7 for wrong timestamps, 209 for too many fields.
 */
export function readFilters(
  engagement: Engagement,
  unit: string,
  object: ObjectDefinition,
  parameters: readonly (readonly [string, string])[],
): Filter[] {
  const filters = parameters.map(([name, text]) => readFilter(engagement, unit, object, name, text));
  if (new Set(filters.map(({ field }) => field.name)).size > FILTERED_FIELDS_MAX) throw refusal(209);
  return filters;
}

/** Whether a record passes every filter. */
export function passes(engagement: Engagement, row: Stored, filters: readonly Filter[]): boolean {
  return filters.every((filter) => passesOne(engagement, row, filter));
}

function readFilter(engagement: Engagement, unit: string, object: ObjectDefinition, name: string, text: string): Filter {
  const plain = filterField(engagement, unit, object, name);
  if (plain !== undefined) return { field: plain, comparison: 'equal', value: readFilterValue(plain, name, text) };
  for (const [suffix, comparison] of [...NUMBER_SUFFIXES, ...INSTANT_SUFFIXES]) {
    if (!name.endsWith(suffix)) continue;
    const field = filterField(engagement, unit, object, name.slice(0, -suffix.length));
    if (field === undefined || !takes(field, suffix)) continue;
    return { field, comparison, value: readFilterValue(field, name, text) };
  }
  throw refusal(5, name.slice(0, 80));
}

function filterField(engagement: Engagement, unit: string, object: ObjectDefinition, name: string): ObjectField | undefined {
  if (!object.filters.has(name)) return undefined;
  // `userId` is what assignment is written with; it filters by the assigned user.
  return fieldOf(object, engagement, unit, name === 'userId' ? 'assignedToId' : name);
}

function takes(field: ObjectField, suffix: string): boolean {
  const suffixes = field.kind === 'instant' ? INSTANT_SUFFIXES : ['id', 'int', 'float'].includes(field.kind) ? NUMBER_SUFFIXES : [];
  return suffixes.some(([each]) => each === suffix);
}

function readFilterValue(field: ObjectField, name: string, text: string): unknown {
  if (field.kind !== 'instant') return readValue(field.kind, name, text);
  try {
    return readValue('instant', name, text);
  } catch {
    throw refusal(7, name);
  }
}

function passesOne(engagement: Engagement, row: Stored, { field, comparison, value }: Filter): boolean {
  const held = field.show === undefined ? row[field.name] : field.show(row, engagement);
  if (comparison === 'equal') {
    if (typeof held === 'string' && typeof value === 'string') return held.toLowerCase() === value.toLowerCase();
    return (held ?? null) === value;
  }
  if (typeof held !== 'number' || typeof value !== 'number') return false;
  if (comparison === 'greater') return held > value;
  if (comparison === 'greaterOrEqual') return held >= value;
  return comparison === 'less' ? held < value : held <= value;
}
