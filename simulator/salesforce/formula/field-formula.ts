import type { Row } from '../../kernel/table.js';
import { rowError } from '../errors.js';
import { type Computation, type Field, fieldValue, type RecordLookup, type Schema, type SObjectType } from '../schema.js';
import { compile, type Evaluate, stepsOf } from './compile.js';
import { type Expression, parseFormula } from './parse.js';
import { FormulaDate, type FormulaValue } from './values.js';

type FormulaComputation = Computation & { readonly kind: 'formula' };

/** Where a formula field stands, and the clock that TODAY() and NOW() read. */
export type FormulaPlace = { readonly type: SObjectType; readonly schema: Schema; readonly now: () => number };

/** Computes a formula field from the record it stands in. Compiled when it is first read: its fields may be younger than itself. */
export function formulaDerivation(
  field: Field,
  { text, blanks }: FormulaComputation,
  placeOf: () => FormulaPlace,
): (row: Row, lookup: RecordLookup) => unknown {
  let compiled: { readonly place: FormulaPlace; readonly evaluate: Evaluate } | null = null;
  return (row, lookup) => {
    if (compiled === null) {
      const place = placeOf();
      compiled = { place, evaluate: compile(parseFormula(text), { ...place, isField: true, blanks }) };
    }
    const { type, now } = compiled.place;
    const draft = { get: (name: string) => row[name] ?? null, row: () => row, before: null, by: '', isChanged: () => false };
    const org = { lookup, value: (each: Field, of: Row) => fieldValue(each, of, lookup) };
    return resultOf(field, compiled.evaluate({ type, draft, now: now(), org }));
  };
}

/** The result as the field's type stores it. A number that is none (a division by zero) shows as blank through the API. */
function resultOf({ type, scale }: Field, value: FormulaValue): unknown {
  if (type === 'boolean') return value === true;
  if (value instanceof FormulaDate) return value.text;
  if (value === '' || value === null) return null;
  if (typeof value !== 'number') return type === 'string' ? String(value) : value;
  if (!Number.isFinite(value)) return null;
  return type === 'string' ? String(value) : type === 'datetime' ? value : Number(value.toFixed(scale));
}

/** Refuses a formula that cannot be understood, or that comes back to its own field. */
export function checkFieldFormula(schema: Schema, type: SObjectType, field: Field): void {
  if (field.computation?.kind !== 'formula') return;
  const { text, blanks } = field.computation;
  compile(parseFormula(text), { type, schema, isField: true, blanks });
  if (reaches(schema, type, field, field, new Set())) {
    throw rowError('FIELD_INTEGRITY_EXCEPTION', `Formula field ${field.name} refers to itself, directly or through others`, ['formula']);
  }
}

function reaches(schema: Schema, type: SObjectType, from: Field, wanted: Field, seen: Set<Field>): boolean {
  if (from.computation?.kind !== 'formula' || seen.has(from)) return false;
  seen.add(from);
  return pathsIn(parseFormula(from.computation.text)).some((path) => {
    const steps = stepsOf(path, type, schema);
    const last = steps[steps.length - 1]!;
    const owner = steps.slice(0, -1).reduce<SObjectType | undefined>((_at, step) => schema.type(step.referenceTo[0] ?? ''), type);
    return last === wanted || (owner !== undefined && reaches(schema, owner, last, wanted, seen));
  });
}

function pathsIn(expression: Expression): readonly (readonly string[])[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'field':
      return expression.path[0]!.startsWith('$') ? [] : [expression.path];
    default:
      return expression.args.flatMap(pathsIn);
  }
}
