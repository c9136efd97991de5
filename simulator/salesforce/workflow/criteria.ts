import { rowError } from '../errors.js';
import type { Criterion, Field, SObjectType } from '../schema.js';

type Compare = (value: string | number | null, wanted: string | number | null) => boolean;

const ordered =
  (holds: (order: number) => boolean): Compare =>
  (value, wanted) =>
    value !== null && wanted !== null && holds(value < wanted ? -1 : value > wanted ? 1 : 0);

/** Source: Metadata API guide, "FilterItem", `operation`; texts compare without letter case. */
const OPERATIONS: Readonly<Record<string, Compare>> = {
  equals: (value, wanted) => value === wanted,
  notEqual: (value, wanted) => value !== wanted,
  lessThan: ordered((order) => order < 0),
  greaterThan: ordered((order) => order > 0),
  lessOrEqual: ordered((order) => order <= 0),
  greaterOrEqual: ordered((order) => order >= 0),
  contains: (value, wanted) => String(value ?? '').includes(String(wanted ?? '')),
  notContain: (value, wanted) => !String(value ?? '').includes(String(wanted ?? '')),
  startsWith: (value, wanted) => String(value ?? '').startsWith(String(wanted ?? '')),
  includes: (value, wanted) =>
    String(value ?? '')
      .split(';')
      .includes(String(wanted ?? '')),
};
const NEGATIVE = new Set(['notEqual', 'notContain']);

/** Checks a line of criteria, and names its field as the schema does. Refuses unknown fields and operations. */
export function checkedCriterion(type: SObjectType, { field: path, operation, value }: Criterion): Criterion {
  const field = type.field(path.replace(/^[^.]*\./, ''));
  if (field === undefined || field.derive !== null) throw rowError('FIELD_INTEGRITY_EXCEPTION', `Field ${path} does not exist`, ['field']);
  if (!Object.hasOwn(OPERATIONS, operation))
    throw rowError('FIELD_INTEGRITY_EXCEPTION', `operation: bad value for restricted picklist field: ${operation}`, ['operation']);
  return { field: field.name, operation, value };
}

/** Whether a record is as a line says. A comma separates values of which one must fit, or, in a negation, none may. */
export function meets(type: SObjectType, record: { get(name: string): unknown }, { field: name, operation, value }: Criterion): boolean {
  const field = type.field(name);
  if (field === undefined) return false;
  const own = comparable(field, record.get(name));
  const wanted = value === '' ? [null] : value.split(',').map((each) => comparable(field, each.trim()));
  const test = (each: string | number | null): boolean => OPERATIONS[operation]!(own, each);
  return NEGATIVE.has(operation) ? wanted.every(test) : wanted.some(test);
}

function comparable({ type, precision }: Field, value: unknown): string | number | null {
  if (type === 'boolean') return String(value === true || String(value).toLowerCase() === 'true');
  if (value === null || value === undefined || value === '') return null;
  if (type === 'datetime') return typeof value === 'number' ? value : Date.parse(String(value));
  if (precision > 0 || type === 'int') return Number(value);
  return String(value).toLowerCase();
}
