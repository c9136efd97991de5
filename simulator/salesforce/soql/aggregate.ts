import type { Row } from '../../kernel/table.js';
import type { Field, FieldType } from '../schema.js';
import { type Column, columnOf } from './columns.js';
import { keyReader } from './compare.js';
import { invalidFieldAt, malformedAt } from './errors.js';
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
  return query.select.some((item) => item.kind === 'expression' && item.expression.kind === 'call' && !isLabel(item.expression));
}

/** The one function that lists of records may select. */
function isLabel(call: FunctionCall): boolean {
  return call.name.text.toUpperCase() === 'TOLABEL';
}

/** The groups of a query: collects grouped fields and aggregates wherever they stand, then folds records into rows of them. */
export class Groups {
  readonly #columns = new Map<string, GroupColumn>();
  readonly #sources: { readonly column: GroupColumn; readonly input: Column | null; readonly make: () => Accumulator }[] = [];
  readonly #keys: Column[] = [];

  constructor(
    private readonly scope: Scope,
    private readonly query: SelectQuery,
  ) {
    for (const item of query.groupBy?.items ?? []) this.#addKey(item);
  }

  /** The value of an expression in a group's row. */
  readonly columnOf = (expression: Expression): GroupColumn => {
    if (isAggregate(expression)) return this.#aggregate(expression);
    const column = columnOf(this.scope, expression);
    const grouped = this.#columns.get(column.text);
    if (grouped !== undefined) return { ...grouped, at: column.at };
    throw malformedAt(this.scope.source, column.at, `Field must be grouped or aggregated: ${column.field.name}`);
  };

  /** Folds records into one row per group; without GROUP BY there is one group, also of no records. */
  fold(rows: Iterable<Row>, run: Run): Row[] {
    const readKeys = this.#keys.map((column) => column.bind(run));
    const inputs = this.#sources.map(({ input }) => input?.bind(run) ?? null);
    const groups = new Map<string, { keys: readonly unknown[]; values: readonly Accumulator[] }>();
    const open = (keys: readonly unknown[]) => ({ keys, values: this.#sources.map(({ make }) => make()) });
    if (this.query.groupBy === null) groups.set(nameOf([]), open([]));
    for (const row of rows) {
      const keys = readKeys.map((read) => read(row));
      const name = nameOf(keys);
      let group = groups.get(name);
      if (group === undefined) {
        group = open(keys);
        groups.set(name, group);
      }
      const { values } = group;
      for (let index = 0; index < inputs.length; index += 1) {
        const read = inputs[index]!;
        values[index]!.add(read === null ? row : read(row));
      }
    }
    return [...groups.values()].map((group) => this.#rowOf(group));
  }

  #rowOf({ keys, values }: { keys: readonly unknown[]; values: readonly Accumulator[] }): Row {
    const row: Record<string, unknown> = {};
    for (const [index, column] of this.#keys.entries()) row[column.text] = keys[index];
    for (const [index, { column }] of this.#sources.entries()) row[column.text] = values[index]!.result();
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
