import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../simulator/kernel/world.js';

type Thing = { id: string; name: string; stamp: number };

function worldWithThings() {
  const world = createWorld({ seed: 3, start: 1_000 });
  const things = world.table<Thing>('salesforce', {
    name: 'Thing',
    key: ({ id }) => id,
    indexes: { name: ({ name }) => name },
    stamp: ({ stamp }) => stamp,
  });
  return { world, things };
}

describe('a table', () => {
  it('finds rows by key and by index, in order of first insertion, as they change', () => {
    const { things } = worldWithThings();
    things.put({ id: 'b', name: 'x', stamp: 1 });
    things.put({ id: 'a', name: 'x', stamp: 2 });
    things.put({ id: 'c', name: 'y', stamp: 3 });
    expect(things.find('name', 'x').map(({ id }) => id)).toEqual(['b', 'a']);
    things.put({ id: 'b', name: 'y', stamp: 4 });
    expect(things.find('name', 'y').map(({ id }) => id)).toEqual(['b', 'c']);
    things.remove('c');
    expect([things.get('c'), things.size, things.count('name', 'y')]).toEqual([undefined, 2, 1]);
  });

  it('gives rows by stamp, each once, whatever was written in between', () => {
    const { things } = worldWithThings();
    for (const [id, stamp] of [
      ['a', 10],
      ['b', 20],
      ['c', 30],
      ['a', 40],
      ['b', 5],
    ] as const)
      things.put({ id, name: id, stamp });
    expect(things.stamped(10).map(({ id }) => id)).toEqual(['c', 'a']);
    expect(things.stamped(0, 10).map(({ id }) => id)).toEqual(['b']);
  });

  it('agrees with a plain map under any run of writes, marks and restores', () => {
    const write = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      name: fc.constantFrom('x', 'y'),
      stamp: fc.integer({ min: 0, max: 5 }),
    });
    const step = fc.oneof(write, fc.constant('remove' as const), fc.constant('mark' as const), fc.constant('restore' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { things } = worldWithThings();
        let model = new Map<string, Thing>();
        let saved: { mark: unknown; model: Map<string, Thing> } | null = null;
        for (const each of steps) {
          if (each === 'mark') saved = { mark: things.mark(), model: new Map(model) };
          else if (each === 'restore') {
            if (saved === null) continue;
            things.restore(saved.mark);
            model = new Map(saved.model);
          } else if (each === 'remove') {
            const first = [...model.keys()][0];
            if (first === undefined) continue;
            things.remove(first);
            model.delete(first);
          } else {
            things.put(each);
            model.set(each.id, each);
          }
        }
        const byId = (a: Thing, b: Thing) => (a.id < b.id ? -1 : 1);
        expect([...things.rows()].sort(byId)).toEqual([...model.values()].sort(byId));
        for (const name of ['x', 'y']) {
          expect(things.find('name', name).sort(byId)).toEqual([...model.values()].filter((row) => row.name === name).sort(byId));
        }
        expect(things.stamped(2).sort(byId)).toEqual([...model.values()].filter(({ stamp }) => stamp >= 2).sort(byId));
        const inRange = [...things.rows()].filter(({ stamp }) => stamp >= 1 && stamp <= 4);
        expect([...things.scan({ from: 1, to: 4 })]).toEqual(inRange);
        expect([...things.scan({ from: 1, to: 4 }, true)]).toEqual(inRange.toReversed());
        for (const after of inRange) {
          expect([...things.scan({ from: 1, to: 4, after: after.id }, true)]).toEqual(
            inRange.slice(0, inRange.indexOf(after)).toReversed(),
          );
          expect([...things.scan({ from: 1, to: 4, after: after.id })]).toEqual(inRange.slice(inRange.indexOf(after) + 1));
        }
        expect([...things.inStampOrder({ from: 1, to: 4 }, false)]).toEqual(inRange.toSorted((a, b) => a.stamp - b.stamp));
        expect([...things.inStampOrder({ from: 1, to: 4 }, true)]).toEqual(inRange.toSorted((a, b) => b.stamp - a.stamp));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a world', () => {
  it('undoes a transaction whole: rows, values, chance, timers, log', () => {
    const { world, things } = worldWithThings();
    things.put({ id: 'a', name: 'x', stamp: 1 });
    const counter = world.cell('counter', 7);
    const chance = world.random('test');
    const heard: string[] = [];
    world.changes.listen(({ id }) => heard.push(id));
    const first = (() => {
      try {
        return world.atomic(() => {
          things.put({ id: 'a', name: 'changed', stamp: 2 });
          things.put({ id: 'b', name: 'new', stamp: 2 });
          counter.set(8);
          chance.next();
          world.arm(5_000, 'test');
          throw new Error('no');
        });
      } catch {
        return chance.next();
      }
    })();
    expect([...things.rows()]).toEqual([{ id: 'a', name: 'x', stamp: 1 }]);
    expect([counter.get(), world.clock.peek(), heard, world.changes.next]).toEqual([7, undefined, [], 1]);
    expect(createWorld({ seed: 3 }).random('test').next()).toBe(first);
  });

  it('keeps what an inner transaction lost away from the outer one', () => {
    const { world, things } = worldWithThings();
    world.atomic(() => {
      things.put({ id: 'a', name: 'kept', stamp: 1 });
      expect(() =>
        world.atomic(() => {
          things.put({ id: 'b', name: 'lost', stamp: 1 });
          throw new Error('inner');
        }),
      ).toThrow('inner');
    });
    expect([...things.rows()].map(({ id }) => id)).toEqual(['a']);
    expect(world.changes.since(0).map(({ id }) => id)).toEqual(['a']);
  });

  it('tells of writes when they are committed', () => {
    const { world, things } = worldWithThings();
    const heard: string[] = [];
    world.changes.listen(({ id }) => heard.push(id));
    world.atomic(() => {
      things.put({ id: 'a', name: 'x', stamp: 1 });
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual(['a']);
  });

  it('goes back to a snapshot, clock and chance included', async () => {
    const { world, things } = worldWithThings();
    let rang = 0;
    world.clock.on('ring', () => {
      rang += 1;
    });
    world.clock.arm(2_000, 'ring');
    things.put({ id: 'a', name: 'x', stamp: 1 });
    const snapshot = world.snapshot();
    const next = world.random('test').next();
    things.put({ id: 'a', name: 'y', stamp: 2 });
    await world.clock.advanceTo(3_000);
    world.restore(snapshot);
    expect([world.clock.now(), things.get('a')?.name, world.random('test').next()]).toEqual([1_000, 'x', next]);
    await world.clock.advanceTo(3_000);
    expect(rang).toBe(2);
  });

  it('draws from streams that do not disturb each other', () => {
    const one = createWorld({ seed: 5 });
    const other = createWorld({ seed: 5 });
    other.random('something else').next();
    expect(other.random('ids').next()).toBe(one.random('ids').next());
    expect(createWorld({ seed: 6 }).random('ids').next()).not.toBe(createWorld({ seed: 5 }).random('ids').next());
  });
});
