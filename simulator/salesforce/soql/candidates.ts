import type { Row } from '../../kernel/table.js';
import type { Field, SObjectType } from '../schema.js';
import { indexesOf } from '../state/tables.js';
import type { CompiledComparison } from './conditions.js';
import { comparabilityOf, operandOf } from './literals.js';
import type { Run } from './run.js';

/** Where a query starts, and which field's index leads there; null when the whole table is read. */
export type Candidates = { readonly leadingField: string | null; readonly rows: Rows };

/**
 * Gives the records that may match, every match among them, in order of id; the condition still tests each. Null when the whole table
 * is to be read.
 */
type Rows = (run: Run) => readonly Row[] | null;

/** An entry to the records that an index offers; the lowest rank is taken. */
type Entry = { readonly rank: number; readonly field: string; readonly rows: Rows };

/**
 * Chooses where a query starts: at ids, at an indexed value, at the ordered index of stamps, or at the whole table.
 * Required comparisons are those that every match fulfils, so the records of any one of them suffice.
 */
export function candidatesOf(source: string, type: SObjectType, required: readonly CompiledComparison[]): Candidates {
  const entries = required.flatMap((each) => entryOf(source, type, each) ?? []);
  const stamps = stampEntry(source, type, required);
  if (stamps !== null) entries.push(stamps);
  entries.sort((a, b) => a.rank - b.rank);
  const [best] = entries;
  if (best === undefined) return { leadingField: null, rows: () => null };
  return { leadingField: best.field, rows: best.rows };
}

function entryOf(source: string, type: SObjectType, required: CompiledComparison): Entry | null {
  const { column, comparison, literals, ids } = required;
  const isEquality = comparison.operator === '=' || comparison.operator === 'IN';
  if (!isEquality || column.path === null || column.path.hops.length > 0 || !isIndexed(type, column.field)) return null;
  if (literals.some((literal) => literal.kind !== 'string' || literal.value.trim() === '')) return null;
  const { field } = column;
  const rank = rankOf(required);
  if (ids !== null) return { rank, field: field.name, rows: (run) => merged([...ids(run)].map((id) => run.org.findBy(type, field, id))) };
  const operands = literals.map((literal) => operandOf(source, column, literal));
  const rows: Rows = (run) => {
    const keys = new Set(operands.map((operand) => String(operand(run.now)!.from)));
    return merged([...keys].map((key) => run.org.findBy(type, field, key)));
  };
  return { rank, field: field.name, rows };
}

/** Whether the org's tables answer for texts of a field without a scan. */
function isIndexed(type: SObjectType, field: Field): boolean {
  return field.type === 'id' || (comparabilityOf(field.type) !== 'number' && indexesOf(type, field) !== null);
}

function rankOf({ column, literals, ids }: CompiledComparison): number {
  const { type, isUnique, isExternalId, isIdLookup } = column.field;
  const base = type === 'id' ? 0 : isUnique || isExternalId || isIdLookup ? 1 : type === 'email' ? 2 : type === 'reference' ? 3 : 4;
  return base + (ids === null ? (literals.length > 1 ? 0.5 : 0) : 3);
}

/** Where an ordered index would give more than one record in so many, reading the whole table is quicker. */
const SELECTIVE_SHARE = 8;

/** Stamps that are never later than SystemModstamp: asking for late ones asks for late modifications too. */
const STAMPS = ['SystemModstamp', 'LastModifiedDate', 'CreatedDate'];

function stampEntry(source: string, type: SObjectType, required: readonly CompiledComparison[]): Entry | null {
  const bounds = required.flatMap((each) => stampBound(source, each) ?? []);
  if (!bounds.some(({ edge }) => edge === 'lower')) return null;
  const rows: Rows = (run) => {
    const at = (edge: 'lower' | 'upper'): readonly number[] =>
      bounds.filter((bound) => bound.edge === edge).map((bound) => bound.at(run.now));
    const table = run.org.table(type);
    const [from, to] = [Math.max(...at('lower')), Math.min(...at('upper'))];
    if (table.stampedAtMost(from, to) * SELECTIVE_SHARE > table.size + SELECTIVE_SHARE) return null;
    return byId(table.stamped(from, to));
  };
  return { rank: 5, field: 'SystemModstamp', rows };
}

/** One end of the stretch of modifications that a comparison leaves, in milliseconds. */
type StampBound = { readonly edge: 'lower' | 'upper'; readonly at: (now: number) => number };

function stampBound(source: string, { column, comparison: { operator }, literals }: CompiledComparison): readonly StampBound[] | null {
  const { path, field, type } = column;
  if (type !== 'datetime' || path === null || path.hops.length > 0 || !STAMPS.includes(field.name)) return null;
  const [literal] = literals;
  if (literal === undefined || literal.kind === 'null') return null;
  const operand = operandOf(source, column, literal);
  const start = (now: number): number => Number(operand(now)!.from);
  const end = (now: number): number => Number(operand(now)!.to);
  const lower: StampBound = { edge: 'lower', at: operator === '>' ? (now) => end(now) + 1 : start };
  const upper: StampBound = { edge: 'upper', at: operator === '<' ? (now) => start(now) - 1 : end };
  const isModstamp = field.name === 'SystemModstamp';
  switch (operator) {
    case '>':
    case '>=':
      return [lower];
    case '=':
      return isModstamp ? [lower, upper] : [lower];
    case '<':
    case '<=':
      return isModstamp ? [upper] : null;
    default:
      return null;
  }
}

function merged(lists: readonly (readonly Row[])[]): readonly Row[] {
  return lists.length === 1 ? lists[0]! : byId(lists.flat());
}

function byId(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort((a, b) => ((a['Id'] as string) < (b['Id'] as string) ? -1 : 1));
}
