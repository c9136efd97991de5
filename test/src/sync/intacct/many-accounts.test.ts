import { expect, it } from 'vitest';
import { Office } from './office.js';

const ACCOUNTS = 2_000;
/** An envelope has 100 functions at most. */
const ENVELOPES = ACCOUNTS / 100;

it('brings 2,000 ticked accounts to Intacct, 100 to an envelope, and writes each back once', async () => {
  const office = new Office();
  for (let number = 0; number < ACCOUNTS; number += 1)
    office.create('Account', { Name: `Account ${number}`, ia_crm__Sync_with_Intacct__c: true });
  await office.settle();
  expect(office.customer('C02000')).not.toBeNull();
  expect(office.customer('C02001')).toBeNull();
  const sent = (system: string, purpose: string): number =>
    office.calls.filter((call) => call.system === system && call.purpose === purpose).length;
  expect(sent('intacct', 'write')).toBe(ENVELOPES);
  expect(sent('intacct', 'read')).toBe(0);
  expect(sent('salesforce', 'write')).toBe(ACCOUNTS / 200);
}, 60_000);
