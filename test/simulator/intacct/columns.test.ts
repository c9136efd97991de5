import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createIntacct, type Intacct } from '../../../simulator/intacct/index.js';
import { columnOf } from '../../../simulator/intacct/query/column.js';
import { and, type Condition, compare, not, type Operator, or } from '../../../simulator/intacct/query/condition.js';
import { findRows, type Order, type View } from '../../../simulator/intacct/query/find.js';
import { isVisible } from '../../../simulator/intacct/state/visibility.js';
import { createWorld } from '../../../simulator/kernel/world.js';

const ROWS = 600;
const CITIES = ['Aarhus', 'Bergen', 'Cork', ''];

/** What the columns find must be what looking at every row finds: through writes, undone writes, deletes and restored worlds. */
describe('Intacct: search over the columns of a large table', () => {
  let intacct: Intacct;
  let admin: string;
  const definition = () => intacct.state.object('CUSTOMER')!;
  const column = (path: string) => columnOf(definition(), path, intacct.state)!;
  const where = (path: string, operator: Operator, ...values: string[]) =>
    compare(column(path), operator, values, { codes: false, ignoreCase: false });

  beforeEach(() => {
    intacct = createIntacct(createWorld());
    admin = intacct.people.user('admin')!;
    intacct.people.create('LOCATIONENTITY', { LOCATIONID: 'US', NAME: 'United States' }, admin);
    for (let index = 1; index <= ROWS; index += 1) add(index);
  });

  function add(index: number): void {
    const at = index % 7 === 0 ? { ENTITY: 'US' } : {};
    const parent = index % 5 === 0 ? { PARENTID: 'N1' } : {};
    const city = { DISPLAYCONTACT: { PRINTAS: `Name ${index}`, MAILADDRESS: { CITY: CITIES[index % 4] } } };
    const own = {
      CUSTOMERID: `N${index}`,
      NAME: `Name ${index % 50}`,
      CREDITLIMIT: index % 9,
      STATUS: index % 3 === 0 ? 'inactive' : 'active',
    };
    intacct.people.create('CUSTOMER', { ...own, ...parent, ...city, ...at }, admin);
  }

  /** The same search, one row after the other. */
  function plainly(condition: Condition, { entity, showPrivate = false }: View, orders: readonly Order[]): string[] {
    const rows = [...intacct.state.table('CUSTOMER').rows()].filter((row) => isVisible(row, entity, showPrivate) && condition.test(row));
    return rows
      .sort((a, b) => {
        for (const { column: by, isDescending } of orders) {
          const [left, right] = [by.get(a) ?? '', by.get(b) ?? ''];
          if (left !== right) return left < right === isDescending ? 1 : -1;
        }
        return 0;
      })
      .map((row) => String(row['CUSTOMERID']));
  }

  const agrees = (condition: Condition, view: View = { entity: '' }, orders: readonly Order[] = []): void => {
    const found = findRows(intacct.state, definition(), condition, view, orders);
    const expected = plainly(condition, view, orders);
    expect(found.slice().map((row) => row['CUSTOMERID'])).toEqual(expected);
    expect(found.keys()).toEqual(expected);
  };

  const conditions = (): Condition[] => [
    where('STATUS', '=', 'active'),
    where('CREDITLIMIT', 'between', '2', '5'),
    where('PARENTID', 'isnull'),
    where('PARENT.NAME', '=', 'Name 1'),
    where('DISPLAYCONTACT.MAILADDRESS.CITY', '=', 'Bergen'),
    where('DISPLAYCONTACT.MAILADDRESS.CITY', 'isnull'),
    where('MEGAENTITYNAME', 'isnotnull'),
    where('TOTALDUE', '=', '0'),
    where('NAME', 'like', '%e 1%'),
    where('NAME', 'notin', 'Name 1', 'Name 2'),
    and([where('STATUS', '=', 'active'), or([where('CREDITLIMIT', '>', '7'), not(where('NAME', '<', 'Name 2'))])]),
  ];

  it('finds what row after row finds, from every entity and in every order', () => {
    const orders = [
      { column: column('DISPLAYCONTACT.MAILADDRESS.CITY'), isDescending: true },
      { column: column('NAME'), isDescending: false },
    ];
    for (const condition of conditions()) {
      for (const view of [{ entity: '' }, { entity: 'US' }, { entity: '', showPrivate: true }]) agrees(condition, view, orders);
    }
  });

  it('goes on agreeing after any writes, undone writes, deletes and restored worlds', () => {
    const { world } = intacct.state;
    const step = fc.record({
      what: fc.constantFrom('update', 'move', 'create', 'delete', 'undone', 'restore'),
      index: fc.integer({ min: 2, max: ROWS }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const before = world.snapshot();
        let next = ROWS;
        const has = (id: string): boolean => intacct.state.find('CUSTOMER', id) !== undefined;
        for (const { what, index } of steps) {
          const id = `N${index}`;
          if (what === 'create') {
            next += 1;
            add(next);
          } else if (what === 'restore') world.restore(before);
          else if (!has(id)) continue;
          else if (what === 'update') intacct.people.update('CUSTOMER', id, { NAME: `Name ${index}`, CREDITLIMIT: index }, admin);
          else if (what === 'move')
            intacct.people.update(
              'CONTACT',
              String(intacct.state.find('CUSTOMER', id)!['DISPLAYCONTACT.CONTACTNAME']),
              { MAILADDRESS: { CITY: 'Bergen' } },
              admin,
            );
          else if (what === 'delete' && index % 5 !== 0) intacct.people.delete('CUSTOMER', id, admin);
          else if (what === 'undone') {
            const undone = (): void =>
              world.atomic(() => {
                intacct.people.update('CUSTOMER', id, { NAME: 'never' }, admin);
                throw new Error('undone');
              });
            expect(undone).toThrow('undone');
          }
          agrees(where('NAME', 'like', 'Name 1%'));
        }
        for (const condition of conditions()) agrees(condition, { entity: '', showPrivate: true });
        world.restore(before);
      }),
      { numRuns: 15, seed: 5 },
    );
  });
});
