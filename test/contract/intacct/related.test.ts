import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, createContact, createCustomer, errorsOf, succeed } from './gateway.js';

describeOnEveryMount('Intacct: readRelated and applications', createIntacct, (intacct) => {
  const related = (relation: string, keys = '1,2,99', fields = 'CONTACTNAME'): string =>
    `<readRelated><object>CUSTOMER</object><keys>${keys}</keys><relation>${relation}</relation><fields>${fields}</fields></readRelated>`;

  beforeEach(async () => {
    await createContact(intacct(), 'Bo');
    for (const name of ['Acme', 'Beta']) await createCustomer(intacct(), name, '<BILLTO><CONTACTNAME>Bo</CONTACTNAME></BILLTO>');
  });

  it('gives what records point to, each once', async () => {
    const data = (await succeed(intacct(), related('BILLTOCONTACT'))).at('data');
    expect(data.attributes).toEqual({ listtype: 'CONTACT', count: '1' });
    expect(data.at('CONTACT/CONTACTNAME').text).toBe('Bo');
    expect((await succeed(intacct(), related('PARENT', '1', '*'))).at('data').attributes['count']).toBe('0');
  });

  it.each([
    ['an unknown relation', related('SPOUSE'), /relation SPOUSE/],
    ['an unknown field', related('BILLTOCONTACT', '1', 'COLOUR'), /COLOUR/],
    ['an unknown object', related('X').replace('CUSTOMER', 'DREAM'), /Object definition DREAM not found/],
  ])('refuses %s', async (_title, element, text) => {
    expect(errorsOf((await call(intacct(), element))[0]!)[0]!.description2).toMatch(text);
  });

  it('lists the applications', async () => {
    const rows = (await succeed(intacct(), '<get_applications/>')).at('data').all('application');
    expect(rows.map((row) => row.at('applicationid').text)).toContain('AR');
  });
});
