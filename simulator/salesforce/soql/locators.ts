import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { SoqlError } from './errors.js';

/** Source: [REST] "Query More Results": a locator lives for two days. */
const LOCATOR_LIFE_MS = 2 * 24 * 60 * 60 * 1_000;
/** Source: [SOAP] "queryMore()": ten open cursors per user; the oldest goes first. */
const LOCATORS_PER_USER_MAX = 10;
/** Bound of ours for the further pages of subqueries, which do not count as cursors. */
const CHILD_LOCATORS_MAX = 2_000;

/** The records of a query that has further pages, as they were found. Values are read when a page is asked for. */
export type Locator = Row & {
  readonly id: string;
  readonly userId: string;
  readonly query: string;
  /** Which subquery the records belong to, from the root inwards; empty for the root. */
  readonly path: readonly number[];
  readonly ids: readonly string[];
  readonly includesDeleted: boolean;
  readonly openedAt: number;
};

/** Open query locators of an org: the stand-in's own books. */
export class Locators {
  #open: Table<Locator>;

  constructor(private readonly world: World) {
    this.#open = world.table<Locator>('salesforce', {
      name: 'QueryLocator',
      key: (row) => row.id,
      indexes: { user: (row) => (row.path.length === 0 ? row.userId : 'subqueries') },
      logged: false,
    });
  }

  open(locator: Omit<Locator, 'openedAt'>): void {
    const row = this.#open.put({ ...locator, openedAt: this.world.clock.now() } as Locator);
    const isRoot = row.path.length === 0;
    const open = this.#open.find('user', isRoot ? row.userId : 'subqueries');
    const excess = open.length - (isRoot ? LOCATORS_PER_USER_MAX : CHILD_LOCATORS_MAX);
    for (const { id } of open.slice(0, Math.max(0, excess))) this.#open.remove(id);
  }

  /** The locator behind `01g...-2000` and the place it stands at; refuses what is unknown, old or another user's. */
  find(text: string, userId: string): { readonly locator: Locator; readonly from: number } {
    const [, id, digits] = /^([0-9A-Za-z]{15,18})-(\d{1,9})$/.exec(text) ?? [];
    const locator = id === undefined ? undefined : this.#open.get(id);
    const from = Number(digits);
    const isAlive = locator !== undefined && locator.userId === userId && this.world.clock.now() < locator.openedAt + LOCATOR_LIFE_MS;
    if (!isAlive || from > locator.ids.length) throw new SoqlError('INVALID_QUERY_LOCATOR', 'invalid query locator');
    return { locator, from };
  }
}
