import { expect, it } from 'vitest';
import { type Story, tell } from '../../../scenarios/runner/twin.js';

// The type check is the judge here: every line that must be refused is marked, and a mark without a mistake is a mistake.
it('takes types, fields and settings that there are', async () => {
  const { failure } = await tell({ settings: { 'engagement.autoCreateProspects': true } }, async (s) => {
    await s.create('salesforce.Lead', { as: 'jane', LastName: 'Jensen', Email: 'jane@example.com', pi__score__c: 3 });
    await s.create({ 'intacct.CUSTOMER': { as: 'acme', NAME: 'Acme', 'DISPLAYCONTACT.PHONE1': '1' } });
    await s.create('engagement.Prospect', { as: 'p', bu: 'main', email: 'p@example.com' });
    await s.set({ 'engagement.fieldBehavior.jobTitle': 'engagement', 'intacct.accounts.addNew': true });
    await s.settle();
    await s.find({ 'engagement.Prospect': { as: 'found', where: { email: 'jane@example.com' } } });
    await s.expect({
      'salesforce.Lead': { count: 1, each: { LastName: 'Jensen' } },
      'intacct.CUSTOMER': 1,
      jane: { Title: null },
      link: { p: 'none' },
    });
    await s.eventually({ within: '1h', 'engagement.Prospect': { atLeast: 2 } });
  });
  expect(failure?.report ?? null).toBeNull();
});

/** Stories that the type check refuses; who looks past it is told when they are played. */
const REFUSED: readonly (readonly [what: string, story: (s: Story) => Promise<void>])[] = [
  // @ts-expect-error
  ['a type of another system', (s) => s.create('salesforce.Prospect', {})],
  // @ts-expect-error
  ['a field in the letters of another system', (s) => s.create('engagement.Prospect', { Email: 'x@example.com' })],
  // @ts-expect-error
  ['a misspelt field', (s) => s.create({ 'intacct.CUSTOMER': { NAME: 'Acme', CUSTMERID: 'C1' } })],
  // @ts-expect-error
  ['a unit where there is none', (s) => s.create('salesforce.Lead', { bu: 'main' })],
  // @ts-expect-error
  ['a condition outside of where', (s) => s.find({ 'salesforce.User': { as: 'x', LastName: 'Admin' } })],
  // @ts-expect-error
  ['a misspelt field in a check', (s) => s.expect({ 'salesforce.User': { where: { Emial: 'x' } } })],
  // @ts-expect-error
  ['a misspelt setting', (s) => s.set({ 'engagement.autoCreateProspect': true })],
  // @ts-expect-error
  ['a way to ask that there is not', (s) => s.syncToIntacct({ on: 'acme', via: 'batton' })],
];

it.each(REFUSED)('refuses %s when it is played, too', async (_what, story) => {
  const { failure } = await tell({}, story);
  expect(failure).not.toBeNull();
});
