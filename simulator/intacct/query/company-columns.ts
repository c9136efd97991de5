import type { Row, Table } from '../../kernel/table.js';
import type { ObjectDefinition, Stored } from '../objects/definition.js';
import { CodedField } from './coded-field.js';
import type { Column, Source } from './column.js';
import { TableColumns } from './table-columns.js';

/** What a column of a query says of each slot: a code, and what the codes mean. */
export type Coded = { readonly codes: Int32Array; readonly values: readonly Stored[]; readonly ranks: () => Int32Array };

/** Fields that nearly every filter names: their columns grow with their table, so that the first query finds them. */
const COMMON = ['RECORDNO', 'NAME', 'STATUS', 'TERMNAME', 'CUSTTYPE', 'PARENTID', 'WHENMODIFIED', 'WHENCREATED', 'MEGAENTITYID'];
const GROWTH = 1_024;
/** Tables below this many rows are searched row by row. Assumed: where columns begin to pay, as measured. */
export const COLUMN_ROWS_MIN = 512;

/** The columns of all tables of a company, as queries read them. */
export class CompanyColumns {
  #tables = new Map<string, TableColumns>();
  /** Columns of fields that are worked out, good until any record changes. */
  #derived = new Map<string, CodedField>();
  #revision = -1;

  constructor(
    private readonly tableOf: (object: string) => Table<Row>,
    private readonly revision: () => number,
  ) {}

  of(object: string): TableColumns {
    const known = this.#tables.get(object);
    if (known !== undefined) return known;
    const made = new TableColumns(this.tableOf(object));
    this.#tables.set(object, made);
    return made;
  }

  /** Told of every save: large tables carry their common columns along. */
  grew({ name, key, byName }: ObjectDefinition): void {
    const { size } = this.tableOf(name);
    if (size < GROWTH || size % GROWTH !== 0) return;
    const columns = this.of(name);
    for (const field of [key, ...COMMON]) if (byName.has(field)) columns.field(field);
  }

  coded(object: string, { source, name, get }: Pick<Column, 'source' | 'name' | 'get'>): Coded {
    return source === null ? this.#workedOut(object, name, get) : this.#stored(object, source);
  }

  #stored(object: string, { via, field }: Source): Coded {
    const [first, ...more] = via;
    if (first === undefined) return ofField(this.of(object).field(field));
    const link = this.of(object).link(first.pointer, this.of(first.object));
    const { codes, ...meaning } = this.#stored(first.object, { via: more, field });
    return { ...meaning, codes: link.follow(this.of(object).rows.length, codes) };
  }

  #workedOut(object: string, name: string, get: (row: Row) => Stored): Coded {
    const revision = this.revision();
    if (revision !== this.#revision) {
      this.#derived.clear();
      this.#revision = revision;
    }
    const columns = this.of(object);
    columns.catchUp();
    const known = this.#derived.get(`${object} ${name}`);
    if (known !== undefined) return ofField(known);
    const made = new CodedField();
    for (const [slot, row] of columns.rows.entries()) made.write(slot, row === undefined ? null : get(row));
    this.#derived.set(`${object} ${name}`, made);
    return ofField(made);
  }
}

function ofField(field: CodedField): Coded {
  return { codes: field.codes, values: field.values, ranks: () => field.ranks() };
}
