import type { Column } from './columns.js';
import { compileComparison } from './compare.js';
import { malformedAt } from './errors.js';
import type { Bound, ByPlace, Run } from './run.js';
import type { Comparison, Condition, Expression, Literal, SelectQuery } from './syntax.js';

/** What a condition needs to know of the query around it. */
export type ConditionContext = {
  readonly source: string;
  readonly columnOf: (expression: Expression) => Column;
  /** The ids that the SELECT of a semi-join gives; null where semi-joins are not allowed (HAVING). */
  readonly idsOf: ((comparison: Comparison, inner: SelectQuery) => (run: Run) => ReadonlySet<string>) | null;
};

/** A condition as a test, and the parts of it that a look-up may start from. */
export type CompiledCondition = {
  readonly bind: Bound<boolean>;
  /** A test of places that every match passes; null when there is none. */
  readonly sieve: Sieve | null;
  /** Comparisons that every match fulfils. */
  readonly required: readonly CompiledComparison[];
};

/** `isWhole`: what passes is a match. */
export type Sieve = { readonly byPlace: ByPlace<boolean>; readonly isWhole: boolean };

export type CompiledComparison = {
  readonly column: Column;
  readonly comparison: Comparison;
  readonly literals: readonly Literal[];
  readonly ids: ((run: Run) => ReadonlySet<string>) | null;
};

export function compileCondition(context: ConditionContext, condition: Condition): CompiledCondition {
  switch (condition.kind) {
    case 'comparison':
      return compileOne(context, condition);
    case 'not':
      return negated(compileCondition(context, condition.condition));
    case 'all': {
      const parts = condition.conditions.map((each) => compileCondition(context, each));
      return { bind: every(parts), sieve: everySieve(parts), required: parts.flatMap(({ required }) => required) };
    }
    case 'any': {
      const parts = condition.conditions.map((each) => compileCondition(context, each));
      return { bind: some(parts), sieve: someSieve(parts), required: [] };
    }
  }
}

function compileOne(context: ConditionContext, comparison: Comparison): CompiledCondition {
  const column = context.columnOf(comparison.left);
  const { right, operator } = comparison;
  if (isList(right)) {
    const { bind, byPlace } = compileComparison(context.source, column, comparison, right);
    return { bind, sieve: byPlace && { byPlace, isWhole: true }, required: [{ column, comparison, literals: right, ids: null }] };
  }
  if (context.idsOf === null) throw malformedAt(context.source, right.at, 'Semi join sub-selects are not allowed in HAVING clauses');
  const ids = context.idsOf(comparison, right);
  const isNegated = operator === 'NOT IN';
  const bind: Bound<boolean> = (run) => {
    const [read, members] = [column.bind(run), ids(run)];
    return (row) => members.has(String(read(row))) !== isNegated;
  };
  return { bind, sieve: null, required: isNegated ? [] : [{ column, comparison, literals: [], ids }] };
}

function negated({ bind, sieve }: CompiledCondition): CompiledCondition {
  return {
    bind: (run) => {
      const test = bind(run);
      return (row) => !test(row);
    },
    sieve: sieve?.isWhole
      ? {
          isWhole: true,
          byPlace: (run, table) => {
            const test = sieve.byPlace(run, table);
            return (place) => !test(place);
          },
        }
      : null,
    required: [],
  };
}

function every(parts: readonly CompiledCondition[]): Bound<boolean> {
  return (run) => allOf(parts.map(({ bind }) => bind(run)));
}

function some(parts: readonly CompiledCondition[]): Bound<boolean> {
  return (run) => anyOf(parts.map(({ bind }) => bind(run)));
}

function everySieve(parts: readonly CompiledCondition[]): Sieve | null {
  const sieves = sievesOf(parts);
  if (sieves.length === 0) return null;
  const isWhole = sieves.length === parts.length && sieves.every((sieve) => sieve.isWhole);
  return { isWhole, byPlace: (run, table) => allOf(sieves.map(({ byPlace }) => byPlace(run, table))) };
}

function someSieve(parts: readonly CompiledCondition[]): Sieve | null {
  const sieves = sievesOf(parts);
  if (sieves.length < parts.length) return null;
  const isWhole = sieves.every((sieve) => sieve.isWhole);
  return { isWhole, byPlace: (run, table) => anyOf(sieves.map(({ byPlace }) => byPlace(run, table))) };
}

function sievesOf(parts: readonly CompiledCondition[]): readonly Sieve[] {
  return parts.flatMap(({ sieve }) => sieve ?? []);
}

function allOf<T>(tests: readonly ((of: T) => boolean)[]): (of: T) => boolean {
  return (of) => {
    for (const test of tests) if (!test(of)) return false;
    return true;
  };
}

function anyOf<T>(tests: readonly ((of: T) => boolean)[]): (of: T) => boolean {
  return (of) => {
    for (const test of tests) if (test(of)) return true;
    return false;
  };
}

function isList(right: Comparison['right']): right is readonly Literal[] {
  return Array.isArray(right);
}
