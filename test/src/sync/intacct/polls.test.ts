import { beforeEach, describe, expect, it } from 'vitest';
import { Office } from './office.js';

let office: Office;
beforeEach(() => {
  office = new Office();
});

const polls = (text: string): readonly string[] =>
  office.calls
    .filter(({ purpose }) => purpose === 'poll')
    .map(({ request }) => decodeURIComponent(`${request.query ?? ''}${String(request.body ?? '')}`.replaceAll('+', ' ')))
    .filter((each) => each.includes(text));

describe('standing queries', () => {
  it('read again what lies within a minute of the newest record, until it is settled', async () => {
    const acme = office.create('Account', { Name: 'Acme' });
    office.press('sync-to-intacct', acme);
    await office.settle();
    await office.advance(30_000);
    await office.pass();
    const last = new Date(String(office.read('Account', acme)['SystemModstamp'])).getTime();
    const iso = (at: number): string => new Date(at).toISOString().slice(0, 19);
    expect(polls('FROM Account').at(-1)).toContain(`SystemModstamp >= ${iso(last - 60_000)}`);
    expect(polls('<object>CUSTOMER</object>').at(-1)).toContain('<greaterthanorequalto>');
    await office.advance(180_000);
    await office.pass();
    await office.pass();
    expect(polls('FROM Account').at(-1)).toContain(`SystemModstamp > ${iso(last)}`);
    expect(polls('<object>CUSTOMER</object>').at(-1)).toContain('<greaterthan>');
  });

  it('do not take for a save what they read again, not even with other columns', async () => {
    const acme = office.create('Account', { Name: 'Acme', ia_crm__Sync_with_Intacct__c: true });
    await office.settle();
    const before = office.decisions(acme).length;
    office.set({
      'accounts.mappings': [{ intacctField: 'COMMENTS', salesforceField: 'Rating', rule: 'toIntacct', status: 'active' }],
    });
    await office.advance(5_000);
    expect(await office.pass()).toMatchObject({ left: 0 });
    await office.advance(5_000);
    expect(await office.pass()).toMatchObject({ writes: 0, decisions: 0, left: 0 });
    expect(office.decisions(acme)).toHaveLength(before);
  });
});
