import { OftenUsed } from '../../kernel/often-used.js';
import type { Row } from '../../kernel/table.js';
import type { Schema, SObjectType } from '../schema.js';
import { BySchema } from '../state/by-schema.js';
import type { RowCache } from '../state/row-cache.js';
import { SoqlError } from './errors.js';
import { Locators } from './locators.js';
import { parseSoql } from './parse.js';
import { type CompiledQuery, compileQuery, type GroupEntry, type RecordQuery } from './query.js';
import type { QueriedOrg, Run } from './run.js';
import { type BoundEntry, bindShape, isPlain } from './shape.js';

/**
 * A query that is ready to run, and the printed forms of records that depend on the record alone; null where others matter, and
 * for a text that is new: most of those never come again, and what is not kept costs nothing to keep.
 */
export type PreparedQuery = { readonly text: string; readonly compiled: CompiledQuery; readonly printed: PrintedRecords | null };

/** Printed records by API version. Records never change, so neither does their text. */
export type PrintedRecords = Map<string, RowCache<string>>;

export type QueryOptions = { readonly userId: string; readonly includesDeleted: boolean; readonly batchSize: number };

/** One page of records. */
export type RecordPage = {
  readonly kind: 'records';
  /** Matches of the whole query, not of the page. */
  readonly totalSize: number;
  readonly type: SObjectType;
  readonly entries: readonly BoundEntry[];
  readonly rows: readonly Row[];
  /** Where the next page starts; null on the last one. */
  readonly next: string | null;
  readonly printed: PrintedRecords | null;
  /** The page of a subquery's records: `path` says which subquery. */
  readonly children: (path: readonly number[], rows: readonly Row[]) => { readonly rows: readonly Row[]; readonly next: string | null };
};

export type QueryPage =
  | RecordPage
  | { readonly kind: 'count'; readonly totalSize: number }
  | { readonly kind: 'groups'; readonly totalSize: number; readonly entries: readonly GroupEntry[]; readonly rows: readonly Row[] };

/** Records on a page unless the caller asks for fewer, and the least it may ask for. Source: [REST] "Query Options Header". */
export const PAGE_ROWS_MAX = 2_000;
const PAGE_ROWS_MIN = 200;

/** Queries kept ready; longer texts (lists of ids) seldom come twice and are not kept. */
const PREPARED_MAX = 500;
const PREPARED_CHARS_MAX = 4_000;

/** The page size that a caller gets for the one it asked for. */
export function pageRows(asked: number | undefined): number {
  if (asked === undefined || !Number.isFinite(asked)) return PAGE_ROWS_MAX;
  return Math.min(PAGE_ROWS_MAX, Math.max(PAGE_ROWS_MIN, Math.floor(asked)));
}

/** Runs SOQL over an org: parses once per text, resolves once per schema, hands out pages. */
export class SoqlEngine {
  #prepared = new OftenUsed<PreparedQuery>(PREPARED_MAX);
  #schema: Schema | null = null;

  constructor(
    private readonly org: QueriedOrg,
    readonly locators: Locators = new Locators(org.world),
  ) {}

  prepare(text: string): PreparedQuery {
    if (this.#schema !== this.org.schema) {
      this.#schema = this.org.schema;
      this.#prepared = new OftenUsed(PREPARED_MAX);
    }
    const { schema } = this.org;
    if (text.length > PREPARED_CHARS_MAX) return { text, compiled: compile(text, schema), printed: null };
    return this.#prepared.of(text, (isKept) => {
      const compiled = compiledQueries.of(schema, text, () => compile(text, schema));
      return { text, compiled, printed: isKept && compiled.kind === 'records' && isPlain(compiled.shape) ? new Map() : null };
    });
  }

  query(text: string, options: QueryOptions): QueryPage {
    const prepared = this.prepare(text);
    const { compiled } = prepared;
    const run = this.#run(options);
    if (compiled.kind === 'count') return { kind: 'count', totalSize: compiled.count(run) };
    const rows = compiled.rows(run);
    if (compiled.kind === 'groups') return { kind: 'groups', totalSize: rows.length, entries: compiled.entries, rows };
    const next = this.#open({ text, path: [], rows, options });
    return this.#page(prepared, compiled, [], rows.slice(0, options.batchSize), rows.length, next, run, options);
  }

  /** The next page of a query. */
  more(locatorText: string, userId: string, batchSize: number): RecordPage {
    const { locator, from } = this.locators.find(locatorText, userId);
    const { id, ids, query, path, includesDeleted } = locator;
    const prepared = this.prepare(query);
    const compiled = queryAt(prepared.compiled, path);
    const table = this.org.table(compiled.type);
    const rows = ids.slice(from, from + batchSize).flatMap((each): readonly Row[] => listed(table.get(each)));
    const next = from + batchSize < ids.length ? `${id}-${from + batchSize}` : null;
    const options = { userId, includesDeleted, batchSize };
    return this.#page(prepared, compiled, path, rows, ids.length, next, this.#run(options), options);
  }

  #page(
    prepared: PreparedQuery,
    compiled: RecordQuery,
    path: readonly number[],
    rows: readonly Row[],
    totalSize: number,
    next: string | null,
    run: Run,
    options: QueryOptions,
  ): RecordPage {
    const children: RecordPage['children'] = (inner, found) => ({
      rows: found.slice(0, options.batchSize),
      next: this.#open({ text: prepared.text, path: [...path, ...inner], rows: found, options }),
    });
    const printed = path.length === 0 ? prepared.printed : null;
    return { kind: 'records', totalSize, type: compiled.type, entries: bindShape(compiled.shape, run), rows, next, printed, children };
  }

  /** Opens a locator when records are left for further pages. */
  #open({
    text,
    path,
    rows,
    options,
  }: {
    text: string;
    path: readonly number[];
    rows: readonly Row[];
    options: QueryOptions;
  }): string | null {
    const { userId, includesDeleted, batchSize } = options;
    if (rows.length <= batchSize) return null;
    const id = this.org.ids.next('01g');
    this.locators.open({ id, userId, query: text, path, ids: rows.map((row) => row['Id'] as string), includesDeleted });
    return `${id}-${batchSize}`;
  }

  #run({ userId, includesDeleted }: QueryOptions): Run {
    return { org: this.org, userId, now: this.org.world.clock.now(), includesDeleted };
  }
}

/** A query that is compiled knows its schema and nothing else of an org. */
const compiledQueries = new BySchema<CompiledQuery>(PREPARED_MAX);

function compile(text: string, schema: Schema): CompiledQuery {
  return compileQuery(text, schema, parseSoql(text));
}

/** A record that was erased meanwhile is passed over. */
function listed(row: Row | undefined): readonly Row[] {
  return row === undefined ? [] : [row];
}

/** The subquery that a path of indexes leads to. */
function queryAt(compiled: CompiledQuery, path: readonly number[]): RecordQuery {
  let at = compiled;
  for (const index of path) {
    const entry = at.kind === 'records' ? at.shape.find((each) => each.kind === 'children' && each.index === index) : undefined;
    if (entry?.kind !== 'children') throw new SoqlError('INVALID_QUERY_LOCATOR', 'invalid query locator');
    at = entry.query;
  }
  if (at.kind !== 'records') throw new SoqlError('INVALID_QUERY_LOCATOR', 'invalid query locator');
  return at;
}
