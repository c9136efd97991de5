import type { Row } from '../../kernel/table.js';
import type { Field, FieldType } from '../schema.js';
import { applied, type Column, columnOf } from './columns.js';
import { invalidFieldAt, malformedAt } from './errors.js';
import { isListed } from './functions.js';
import { keyReader } from './keys.js';
import type { Comparable } from './literals.js';
import type { Run } from './run.js';
import type { Scope } from './scope.js';
import type { Expression, FunctionCall, SelectQuery } from './syntax.js';

/** One value of a group, filled record by record. */
type Accumulator = { add(value: unknown): void; result(): unknown };

/** An aggregate or a grouped field of a query: `slot` is its key in a group's row. */
export type GroupColumn = Column & { readonly isAggregate: boolean };

const NUMBERS: readonly FieldType[] = ['int', 'double', 'currency', 'percent'];
const UNORDERED: readonly FieldType[] = ['boolean', 'multipicklist', 'address', 'location', 'base64'];

const AGGREGATES = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

export function isAggregate(expression: Expression): expression is FunctionCall {
  return expression.kind === 'call' && AGGREGATES.has(expression.name.text.toUpperCase());
}

/** Whether a query makes groups instead of listing records. */
export function isGrouped(query: SelectQuery): boolean {
  if (query.groupBy !== null || query.having !== null) return true;
  return query.select.some((item) => item.kind === 'expression' && needsGroups(item.expression));
}

/** Functions that lists of records may select do not, unless an aggregate stands in them. */
function needsGroups(expression: Expression): boolean {
  if (expression.kind !== 'call') return false;
  return isListed(expression.name.text) ? expression.argument !== null && needsGroups(expression.argument) : true;
}

/** A function around an aggregate, `FORMAT(MAX(Amount))`; null for everything else. */
function aggregateInside(expression: Expression): { readonly call: FunctionCall; readonly argument: Expression } | null {
  if (expression.kind !== 'call' || expression.argument === null) return null;
  return isListed(expression.name.text) && needsGroups(expression) ? { call: expression, argument: expression.argument } : null;
}

/** The groups of a query: collects grouped fields and aggregates wherever they stand, then folds records into rows of them. */
export class Groups {
  readonly #columns = new Map<string, GroupColumn>();
  readonly #sources: { readonly column: GroupColumn; readonly input: Column | null; readonly make: () => Accumulator }[] = [];
  readonly #keys: Column[] = [];
  /** Functions of aggregates, computed once the groups are full. */
  readonly #derived = new Map<string, Column>();

  constructor(
    private readonly scope: Scope,
    private readonly query: SelectQuery,
  ) {
    for (const item of query.groupBy?.items ?? []) this.#addKey(item);
  }

  /** The value of an expression in a group's row. */
  readonly columnOf = (expression: Expression): GroupColumn => {
    const wrapped = aggregateInside(expression);
    if (wrapped !== null) {
      const { call, argument } = wrapped;
      const column = { ...applied(this.scope.source, call, this.columnOf(argument)), isAggregate: true };
      this.#derived.set(column.text, column);
      return { ...column, bind: bySlot(column.text) };
    }
    if (isAggregate(expression)) return this.#aggregate(expression);
    if (isGroupingCall(expression)) return this.#grouping(expression);
    const column = columnOf(this.scope, expression);
    const grouped = this.#columns.get(column.text);
    if (grouped !== undefined) return { ...grouped, at: column.at };
    throw malformedAt(this.scope.source, column.at, `Field must be grouped or aggregated: ${column.field.name}`);
  };

  /** Folds records into one row per group; without GROUP BY there is one group, also of no records. */
  fold(rows: Iterable<Row>, run: Run): Row[] {
    const readKeys = this.#keys.map((column) => column.bind(run));
    const inputs = this.#sources.map(({ input }) => input?.bind(run) ?? null);
    const sets = groupingSets(this.query.groupBy?.kind ?? 'plain', this.#keys.length);
    const groups = sets.map(() => new Map<string, Group>());
    const open = (keys: readonly unknown[], set: GroupingSet): Group => ({ keys, set, values: this.#sources.map(({ make }) => make()) });
    if (this.query.groupBy === null) groups[0]!.set(nameOf([]), open([], sets[0]!));
    for (const row of rows) {
      const own = readKeys.map((read) => read(row));
      const given = inputs.map((read) => (read === null ? row : read(row)));
      for (const [place, set] of sets.entries()) {
        const keys = sets.length === 1 ? own : own.map((key, index) => (set[index] ? key : null));
        const name = nameOf(keys);
        let group = groups[place]!.get(name);
        if (group === undefined) {
          group = open(keys, set);
          groups[place]!.set(name, group);
        }
        const { values } = group;
        for (let index = 0; index < given.length; index += 1) values[index]!.add(given[index]);
      }
    }
    return groups.flatMap((each) => [...each.values()].map((group) => this.#rowOf(group, run)));
  }

  #rowOf({ keys, set, values }: Group, run: Run): Row {
    const row: Record<string, unknown> = {};
    for (const [index, column] of this.#keys.entries()) {
      row[column.text] = keys[index];
      row[`GROUPING(${column.text})`] = set[index] ? 0 : 1;
    }
    for (const [index, { column }] of this.#sources.entries()) row[column.text] = values[index]!.result();
    for (const [text, column] of this.#derived) row[text] = column.bind(run)(row);
    return row;
  }

  #addKey(expression: Expression): void {
    if (isAggregate(expression)) throw malformedAt(this.scope.source, expression.at, `unexpected token: '${expression.name.text}'`);
    const column = columnOf(this.scope, expression);
    if (!column.field.isGroupable && column.path !== null) {
      throw invalidFieldAt(this.scope.source, column.at, `field '${column.field.name}' can not be grouped in a query call`);
    }
    this.#keys.push(column);
    this.#columns.set(column.text, { ...column, bind: bySlot(column.text), isAggregate: false });
  }

  /** GROUPING(f): 1 in a row that sums over f. Source: [SOQL] "GROUPING()". */
  #grouping(call: FunctionCall): GroupColumn {
    const { source } = this.scope;
    if (call.argument === null || (this.query.groupBy?.kind ?? 'plain') === 'plain')
      throw malformedAt(source, call.at, `unexpected token: '${call.name.text}'`);
    const inner = this.columnOf(call.argument);
    const text = `GROUPING(${inner.text})`;
    return { ...inner, text, name: text, type: 'int', path: null, at: call.at, bind: bySlot(text), isAggregate: true };
  }

  #aggregate(call: FunctionCall): GroupColumn {
    const name = call.name.text.toUpperCase();
    const { source } = this.scope;
    if (call.argument === null && name !== 'COUNT') throw malformedAt(source, call.at, `unexpected token: '${call.name.text}'`);
    const input = call.argument === null ? null : columnOf(this.scope, call.argument);
    const text = `${name}(${input?.text ?? ''})`;
    const known = this.#columns.get(text);
    if (known !== undefined) return { ...known, at: call.at };
    if (input !== null) checkInput(source, call, name, input);
    const column = this.#newAggregate(call, name, text, input);
    this.#columns.set(text, column);
    this.#sources.push({ column, input, make: accumulatorOf(name, input) });
    return column;
  }

  #newAggregate(call: FunctionCall, name: string, text: string, input: Column | null): GroupColumn {
    const type: FieldType = name.startsWith('COUNT') || input === null ? 'int' : name === 'AVG' ? 'double' : input.type;
    const field: Field = input === null ? this.scope.type.fields[0]! : { ...input.field, isFilterable: true, isSortable: true };
    return { text, name: text, type, path: null, field, at: call.at, bind: bySlot(text), isAggregate: true };
  }
}

/** Which keys of a query a group is made by; it sums over the others. */
type GroupingSet = readonly boolean[];
type Group = { readonly keys: readonly unknown[]; readonly set: GroupingSet; readonly values: readonly Accumulator[] };

/** Source: [SOQL] "GROUP BY ROLLUP" (each run of keys from the first), "GROUP BY CUBE" (each choice of keys). */
function groupingSets(kind: 'plain' | 'rollup' | 'cube', count: number): readonly GroupingSet[] {
  const all = Array.from({ length: count }, () => true);
  if (kind === 'plain') return [all];
  if (kind === 'rollup') return Array.from({ length: count + 1 }, (_each, dropped) => all.map((_key, index) => index < count - dropped));
  const choices = Array.from({ length: 2 ** count }, (_each, choice) => all.map((_key, index) => (choice & (1 << index)) === 0));
  return choices.sort((a, b) => b.filter(Boolean).length - a.filter(Boolean).length);
}

function isGroupingCall(expression: Expression): expression is FunctionCall {
  return expression.kind === 'call' && expression.name.text.toUpperCase() === 'GROUPING';
}

/** Tells groups apart. A single text, the usual key, is its own name. */
function nameOf(keys: readonly unknown[]): string {
  const [only] = keys;
  return keys.length === 1 && typeof only === 'string' ? `"${only}` : JSON.stringify(keys);
}

function bySlot(text: string): Column['bind'] {
  return () => (row) => row[text] ?? null;
}

function checkInput(source: string, call: FunctionCall, name: string, { field, type }: Column): void {
  const isWrong = name === 'SUM' || name === 'AVG' ? !NUMBERS.includes(type) : UNORDERED.includes(type) && name !== 'COUNT';
  if (isWrong || !field.isAggregatable) {
    throw malformedAt(source, call.at, `field ${field.name} does not support aggregate operator ${name}`);
  }
}

/** Source: [SOQL] "Aggregate Functions": nulls are left out; of nothing, counts are 0 and the others null. */
function accumulatorOf(name: string, input: Column | null): () => Accumulator {
  switch (name) {
    case 'COUNT':
      return counter;
    case 'COUNT_DISTINCT':
      return () => distinct(keyReader(input!));
    case 'SUM':
      return () => total((sum) => sum);
    case 'AVG':
      return () => total((sum, count) => sum / count);
    default:
      return () => extreme(keyReader(input!), name === 'MIN');
  }
}

function counter(): Accumulator {
  let count = 0;
  return {
    add: (value) => {
      if (value !== null && value !== undefined) count += 1;
    },
    result: () => count,
  };
}

function distinct(key: (value: unknown) => Comparable | null): Accumulator {
  const seen = new Set<Comparable>();
  return {
    add: (value) => {
      const found = key(value);
      if (found !== null) seen.add(found);
    },
    result: () => seen.size,
  };
}

function total(result: (sum: number, count: number) => number): Accumulator {
  let [sum, count] = [0, 0];
  return {
    add: (value) => {
      if (typeof value !== 'number') return;
      sum += value;
      count += 1;
    },
    result: () => (count === 0 ? null : result(sum, count)),
  };
}

function extreme(key: (value: unknown) => Comparable | null, isMinimum: boolean): Accumulator {
  let best: { key: Comparable; value: unknown } | null = null;
  return {
    add: (value) => {
      const found = key(value);
      if (found === null) return;
      if (best === null || (found !== best.key && found < best.key === isMinimum)) best = { key: found, value };
    },
    result: () => best?.value ?? null,
  };
}
