import type { Column } from './columns.js';
import { compileComparison } from './compare.js';
import { malformedAt } from './errors.js';
import type { Bound, Run } from './run.js';
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
  /** Comparisons that every match fulfils. */
  readonly required: readonly CompiledComparison[];
};

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
    case 'not': {
      const { bind } = compileCondition(context, condition.condition);
      return {
        bind: (run) => {
          const test = bind(run);
          return (row) => !test(row);
        },
        required: [],
      };
    }
    case 'all': {
      const parts = condition.conditions.map((each) => compileCondition(context, each));
      return { bind: every(parts.map(({ bind }) => bind)), required: parts.flatMap(({ required }) => required) };
    }
    case 'any': {
      const parts = condition.conditions.map((each) => compileCondition(context, each));
      return { bind: some(parts.map(({ bind }) => bind)), required: [] };
    }
  }
}

function compileOne(context: ConditionContext, comparison: Comparison): CompiledCondition {
  const column = context.columnOf(comparison.left);
  const { right, operator } = comparison;
  if (isList(right)) {
    const bind = compileComparison(context.source, column, comparison, right);
    return { bind, required: [{ column, comparison, literals: right, ids: null }] };
  }
  if (context.idsOf === null) throw malformedAt(context.source, right.at, 'Semi join sub-selects are not allowed in HAVING clauses');
  const ids = context.idsOf(comparison, right);
  const isNegated = operator === 'NOT IN';
  const bind: Bound<boolean> = (run) => {
    const [read, members] = [column.bind(run), ids(run)];
    return (row) => members.has(String(read(row))) !== isNegated;
  };
  return { bind, required: isNegated ? [] : [{ column, comparison, literals: [], ids }] };
}

function every(parts: readonly Bound<boolean>[]): Bound<boolean> {
  return (run) => {
    const tests = parts.map((part) => part(run));
    return (row) => {
      for (const test of tests) if (!test(row)) return false;
      return true;
    };
  };
}

function some(parts: readonly Bound<boolean>[]): Bound<boolean> {
  return (run) => {
    const tests = parts.map((part) => part(run));
    return (row) => {
      for (const test of tests) if (test(row)) return true;
      return false;
    };
  };
}

function isList(right: Comparison['right']): right is readonly Literal[] {
  return Array.isArray(right);
}
