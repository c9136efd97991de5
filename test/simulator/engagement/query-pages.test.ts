import fc from 'fast-check';
import { expect, it } from 'vitest';
import { setting } from './setting.js';
import { ask } from './wire.js';

type Shown = { readonly id: number; readonly updatedAt: string };

const edit = fc.record({ who: fc.integer({ min: 0, max: 39 }), waitMs: fc.constantFrom(0, 0, 400, 1_000, 5_000) });
const bounds = fc.record({ from: fc.option(fc.integer({ min: 0, max: 60 })), to: fc.option(fc.integer({ min: 0, max: 60 })) });

it('gives every record of a time range once, in order, whatever the page size and the history', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { maxLength: 60 }),
      bounds,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('', 'id DESC', 'updatedAt', 'updatedAt DESC', 'updatedAt DESC,id', 'createdAt DESC'),
      async (edits, { from, to }, limit, orderBy) => {
        const { standIn, world, people, by } = setting();
        const start = world.clock.now();
        const ids = Array.from({ length: 40 }, (_, index) => people.create('Prospect', { email: `p${index}@example.com` }, by));
        for (const [index, { who, waitMs }] of edits.entries()) {
          await world.clock.advanceTo(world.clock.now() + waitMs);
          people.update('Prospect', ids[who]!, { city: `City ${index}` }, by);
        }
        const at = (second: number): string => new Date(start + second * 1_000).toISOString().replace('.000Z', '+00:00');
        const query = new URLSearchParams({ fields: 'id,updatedAt', limit: String(limit), ...(orderBy === '' ? {} : { orderBy }) });
        if (from !== null) query.set('updatedAtAfter', at(from));
        if (to !== null) query.set('updatedAtBeforeOrEqualTo', at(to));

        const paged: Shown[] = [];
        for (let next: URLSearchParams | null = query; next !== null; ) {
          const { values, nextPageToken } = (await ask(standIn, `/api/v5/objects/prospects?${next}`)).json();
          paged.push(...values);
          next = nextPageToken === null ? null : new URLSearchParams({ fields: 'id,updatedAt', nextPageToken });
        }

        const isInRange = ({ updatedAt }: Shown): boolean =>
          (from === null || Date.parse(updatedAt) > start + from * 1_000) && (to === null || Date.parse(updatedAt) <= start + to * 1_000);
        const all = people.list('Prospect') as readonly Shown[];
        const direction = orderBy.includes('DESC') ? -1 : 1;
        const byStamp = (a: Shown, b: Shown): number => direction * (Date.parse(a.updatedAt) - Date.parse(b.updatedAt)) || a.id - b.id;
        const byId = (a: Shown, b: Shown): number => (orderBy === 'id DESC' ? b.id - a.id : a.id - b.id);
        const expected = all.filter(isInRange).toSorted(orderBy.startsWith('updatedAt') ? byStamp : byId);
        expect(paged.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      },
    ),
    { numRuns: 60 },
  );
});
