import { expect, it } from 'vitest';
import { changeEventsOf } from '../../../../simulator/salesforce/events/change-events.js';
import type { ChangeEvent } from '../../../../simulator/salesforce/events/stream-event.js';
import { newOrg } from '../org.js';

type Org = ReturnType<typeof newOrg>;

/** The change events that a subscriber gets: kind, object and records. */
const eventsOf = ({ state }: Org): readonly ChangeEvent[] =>
  state.events.after(-1, (event) => event.kind === 'change') as readonly ChangeEvent[];
const shortly = (org: Org) => eventsOf(org).map(({ changeType, type, recordIds }) => [changeType, type.name, recordIds]);

it('tells only that something happened while an object has gaps', () => {
  const org = newOrg();
  const gap = org.create('backlot__ChangeEventGap', { selectedEntity: 'AccountChangeEvent' });
  const id = org.create('Account', { Name: 'Acme' });
  org.update('Account', id, { Name: 'Acme Ltd' });
  org.people.delete('Account', id, org.admin);
  org.people.undelete('Account', id, org.admin);
  const contact = org.create('Contact', { LastName: 'Lee' });
  org.people.delete('backlot__ChangeEventGap', gap, org.admin);
  org.update('Account', id, { Name: 'Acme' });
  expect(shortly(org)).toEqual([
    ['GAP_CREATE', 'Account', [id]],
    ['GAP_UPDATE', 'Account', [id]],
    ['GAP_DELETE', 'Account', [id]],
    ['GAP_UNDELETE', 'Account', [id]],
    ['CREATE', 'Contact', [contact]],
    ['UPDATE', 'Account', [id]],
  ]);
  expect(eventsOf(org)[1]!.values.size).toBe(0);
});

it('leaves a gap where a change is too large for an event', () => {
  const org = newOrg();
  const names = Array.from({ length: 9 }, (_each, index) => `Long${index}__c`);
  for (const fullName of names) org.state.addField({ object: 'Account', fullName, type: 'LongTextArea', length: 131_072 });
  const text = 'x'.repeat(131_000);
  const large = org.create('Account', { Name: 'Large', ...Object.fromEntries(names.map((name) => [name, text])) });
  const fits = org.create('Account', { Name: 'Fits', [names[0]!]: text });
  expect(shortly(org)).toEqual([
    ['GAP_CREATE', 'Account', [large]],
    ['CREATE', 'Account', [fits]],
  ]);
});

it('has one overflow event for each object whose changes are too many for a transaction', () => {
  const org = newOrg();
  const from = org.world.changes.next;
  const ids = org.world.atomic(() => {
    const accounts = ['One', 'Two', 'Three', 'Four'].map((Name) => org.create('Account', { Name }));
    org.create('Contact', { LastName: 'Lee' });
    return accounts;
  });
  const events = changeEventsOf(org.state, org.world.changes.since(from), 2);
  expect(events.map(({ changeType, type, recordIds }) => [changeType, type.name, recordIds])).toEqual([
    ['CREATE', 'Account', [ids[0]]],
    ['CREATE', 'Account', [ids[1]]],
    ['GAP_OVERFLOW', 'Account', ['000000000000000AAA']],
    ['GAP_OVERFLOW', 'Contact', ['000000000000000AAA']],
  ]);
});

it('refuses gaps in what is no change event', () => {
  expect(() => newOrg().create('backlot__ChangeEventGap', { selectedEntity: 'Nope' })).toThrow('selectedEntity: Nope is not valid');
});
