import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SavedWorld } from '../../../simulator/server/saved-world.js';
import { parseWorld, printWorld } from '../../../simulator/server/world-text.js';

const HEAD = { backlot: 1, seed: 1, clock: { now: 1, nextId: 1, timers: [] }, cells: {}, core: null } as const;

const worldOf = (tables: SavedWorld['tables']): SavedWorld => ({ ...HEAD, tables });
const printed = (world: SavedWorld): string => [...printWorld(world)].join('');

/** Rows as tables have them: some of one form, some with a field less or more, or with none. */
const row = fc.dictionary(fc.constantFrom('Id', 'Name', '1', '__proto__', 'a"b'), fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true });
const tables = fc.dictionary(fc.constantFrom('salesforce.Lead', 'intacct.CUSTOMER', 'x'), fc.array(row), { noNullPrototype: true });

it('reads back every row that it wrote, in order, with its own fields', () => {
  fc.assert(
    fc.property(tables, (given) => {
      const text = printed(worldOf(given));
      const plain = JSON.parse(JSON.stringify(worldOf(given)));
      expect(JSON.stringify(parseWorld(Buffer.from(text)))).toBe(JSON.stringify(plain));
      // Whatever white space people put into it.
      expect(parseWorld(Buffer.from(JSON.stringify(JSON.parse(text), null, 1)))).toEqual(parseWorld(Buffer.from(text)));
    }),
    { numRuns: 150 },
  );
});

it('leaves out what JSON leaves out', () => {
  const text = printed(
    worldOf({
      x: [
        { Id: '1', Name: undefined },
        { Id: '2', Name: null },
      ],
    }),
  );
  expect((parseWorld(Buffer.from(text)) as SavedWorld).tables['x']).toEqual([{ Id: '1' }, { Id: '2', Name: null }]);
});

it('begins a new block after some hundred rows, and where the fields are others', () => {
  const rows = Array.from({ length: 1_001 }, (_each, index) => ({ Id: `${index}` }));
  const lines = printed(worldOf({ x: [...rows, { Id: 'last', Name: 'L' }] })).split('\n');
  const blocks = lines.filter((line) => line.startsWith('[["Id"'));
  expect(blocks.map((line) => JSON.parse(line.replace(/,$/, '')).length - 1)).toEqual([500, 500, 1, 1]);
});
