import fc from 'fast-check';
import { expect, it } from 'vitest';
import { capturedFields } from '../../../../simulator/salesforce/events/capture.js';
import type { ChangeEvent } from '../../../../simulator/salesforce/events/stream-event.js';
import { newOrg } from '../org.js';

type Act =
  | { readonly kind: 'create'; readonly name: string }
  | { readonly kind: 'update'; readonly which: number; readonly name: string; readonly city: string | null }
  | { readonly kind: 'both'; readonly which: number; readonly name: string }
  | { readonly kind: 'delete'; readonly which: number }
  | { readonly kind: 'undelete'; readonly which: number }
  | { readonly kind: 'merge'; readonly which: number; readonly loser: number }
  | { readonly kind: 'contact'; readonly which: number };

const which = fc.nat(7);
const name = fc.constantFrom('A', 'B', 'C');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), name }),
  fc.record({ kind: fc.constant('update' as const), which, name, city: fc.constantFrom('Oslo', 'Rome', null) }),
  fc.record({ kind: fc.constant('both' as const), which, name }),
  fc.record({ kind: fc.constant('delete' as const), which }),
  fc.record({ kind: fc.constant('undelete' as const), which }),
  fc.record({ kind: fc.constant('merge' as const), which, loser: which }),
  fc.record({ kind: fc.constant('contact' as const), which }),
);

it('a subscriber who folds every event knows every record as it is', () => {
  const { world, state, people, admin } = newOrg();
  const empty = world.snapshot();
  const [accounts, contacts] = [state.schema.type('Account')!, state.schema.type('Contact')!];

  function perform(given: Act, made: string[]): void {
    const id = 'which' in given ? made[given.which % Math.max(1, made.length)] : undefined;
    if (given.kind === 'create') made.push(people.create('Account', { Name: given.name }, admin));
    else if (id === undefined) return;
    else if (given.kind === 'update') people.update('Account', id, { Name: given.name, BillingCity: given.city }, admin);
    else if (given.kind === 'both') {
      world.atomic(() => {
        people.update('Account', id, { Name: given.name }, admin);
        people.update('Account', id, { Name: `${given.name}!`, Phone: '42' }, admin);
      });
    } else if (given.kind === 'delete') people.delete('Account', id, admin);
    else if (given.kind === 'undelete') people.undelete('Account', id, admin);
    else if (given.kind === 'contact') people.create('Contact', { LastName: 'Lee', AccountId: id }, admin);
    else people.merge({ type: 'Account', master: id, losers: [made[given.loser % made.length]!], keep: {} }, admin);
  }

  /** Live records by id, with the values that events carry. */
  function actual(): Map<string, Record<string, unknown>> {
    const rows = [accounts, contacts].flatMap((type) =>
      state
        .table(type)
        .filter((row) => row['IsDeleted'] !== true)
        .map((row) => [row['Id'] as string, valuesOf(capturedFields(type).map((field) => [field.name, row[field.name]]))] as const),
    );
    return new Map(rows);
  }

  function folded(): Map<string, Record<string, unknown>> {
    const known = new Map<string, Record<string, unknown>>();
    for (const event of state.events.after(-1, ({ kind }) => kind === 'change') as readonly ChangeEvent[]) {
      const values = [...event.values].map(([field, value]) => [field.name, value] as const);
      for (const id of event.recordIds) {
        if (event.changeType === 'DELETE') known.delete(id);
        else known.set(id, valuesOf([...Object.entries(event.changeType === 'UPDATE' ? (known.get(id) ?? {}) : {}), ...values]));
      }
    }
    return known;
  }

  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      world.restore(empty);
      const made: string[] = [];
      for (const each of acts) {
        try {
          perform(each, made);
        } catch {
          // What the org refuses leaves no trace, and no event.
        }
      }
      expect(folded()).toEqual(actual());
    }),
    { numRuns: 1_000 },
  );
});

/** Values by name; what is empty is left out. */
function valuesOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries([...new Map(entries)].filter(([, value]) => value !== null && value !== undefined));
}
