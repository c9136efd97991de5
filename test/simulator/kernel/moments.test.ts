import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../simulator/kernel/table.js';
import { createWorld } from '../../../simulator/kernel/world.js';

type Thing = { id: string; name: string; stamp: number };

function things(): Table<Thing> {
  return createWorld().table<Thing>('salesforce', {
    name: 'Thing',
    key: ({ id }) => id,
    indexes: { name: ({ name }) => name, letters: ({ name, id }) => [name, id] },
    stamp: ({ stamp }) => stamp,
  });
}

/** Everything that can be seen of a table, orders included. */
function seen(table: Table<Thing>) {
  const under = (index: string) => ['a', 'b', 'c', 'd', 'x', 'y'].map((text) => table.find(index, text));
  return {
    rows: [...table.rows()],
    stamped: table.stamped(0),
    scanned: [...table.scan({ from: 1 })],
    byStamp: [...table.inStampOrder({}, true)],
    name: under('name'),
    letters: under('letters'),
    size: table.size,
  };
}

const write = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  name: fc.constantFrom('x', 'y'),
  stamp: fc.integer({ min: 0, max: 3 }),
});
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ put: write }) },
  { weight: 2, arbitrary: fc.record({ remove: fc.constantFrom('a', 'b', 'c', 'd') }) },
  { weight: 2, arbitrary: fc.constant('mark' as const) },
  { weight: 2, arbitrary: fc.record({ restore: fc.nat() }) },
);

describe('marks of a table', () => {
  it('bring back all that could be seen, in the same order, from any other moment', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const table = things();
        const marks: { mark: unknown; seen: unknown }[] = [];
        for (const each of steps) {
          if (each === 'mark') marks.push({ mark: table.mark(), seen: seen(table) });
          else if ('put' in each) table.put(each.put);
          else if ('remove' in each) table.remove(each.remove);
          else if (marks.length > 0) {
            const { mark, seen: before } = marks[each.restore % marks.length]!;
            table.restore(mark);
            expect(seen(table)).toEqual(before);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('bring back a row that went and was made anew since to where it stood', () => {
    const table = things();
    for (const id of ['c', 'a']) table.put({ id, name: 'x', stamp: 0 });
    const [mark, before] = [table.mark(), seen(table)];
    table.remove('c');
    table.put({ id: 'c', name: 'x', stamp: 0 });
    table.restore(mark);
    expect(seen(table)).toEqual(before);
  });

  it('bring rows back to their places after their holes were closed', () => {
    const table = things();
    for (let number = 0; number < 3_000; number += 1) table.put({ id: `r${number}`, name: 'x', stamp: number % 7 });
    const [mark, before] = [table.mark(), seen(table)];
    for (let number = 10; number < 2_900; number += 1) table.remove(`r${number}`);
    table.put({ id: 'new', name: 'y', stamp: 1 });
    const after = [table.mark(), seen(table)];
    table.restore(mark);
    expect(seen(table)).toEqual(before);
    table.restore(after[0]);
    expect(seen(table)).toEqual(after[1]);
  });

  it('cost as much as was written since, not as much as there is', () => {
    const table = things();
    for (let number = 0; number < 20_000; number += 1) table.put({ id: `r${number}`, name: `n${number}`, stamp: number });
    let keysAsked = 0;
    const mark = table.mark();
    table.put({ id: 'r5', name: 'changed', stamp: 20_001 });
    const { key } = table.options;
    Object.assign(table.options, {
      key: (row: Thing) => {
        keysAsked += 1;
        return key(row);
      },
    });
    table.restore(mark);
    expect([table.get('r5')?.name, keysAsked]).toEqual(['n5', 0]);
  });

  it('say which keys were written since somebody last asked', () => {
    const table = things();
    table.put({ id: 'a', name: 'x', stamp: 1 });
    expect(table.takeTouched()).toEqual(['a']);
    expect(table.takeTouched()).toEqual([]);
    const mark = table.mark();
    table.put({ id: 'b', name: 'x', stamp: 1 });
    table.takeTouched();
    table.restore(mark);
    expect(table.takeTouched()).toEqual(['b']);
  });

  it('are not disturbed by rows that are written while they are gone through', () => {
    const table = things();
    for (let number = 0; number < 5_000; number += 1) table.put({ id: `r${number}`, name: 'x', stamp: 0 });
    const met: string[] = [];
    for (const { id } of table.rows()) {
      met.push(id);
      table.remove(id);
      if (met.length === 4_000) table.put({ id: 'last', name: 'x', stamp: 0 });
    }
    expect(met.length).toBe(5_000);
    expect(new Set(met).size).toBe(5_000);
  });
});
