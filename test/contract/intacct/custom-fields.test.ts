import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, createCustomer, errorsOf, succeed } from './gateway.js';

describeOnEveryMount('Intacct: custom fields and smart rules', createIntacct, (intacct) => {
  const set = (type: string, fields: Record<string, unknown>): string => intacct().vendor.people.create(type, fields, '1');

  beforeEach(() => {
    set('CUSTOMFIELD', { object: 'CUSTOMER', name: 'REGION', type: 'picklist', picklist: ['East', 'West'] });
    set('CUSTOMFIELD', { object: 'CUSTOMER', name: 'VIP', type: 'checkbox' });
  });

  it('are written, read, queried and described like others', async () => {
    const id = await createCustomer(intacct(), 'Acme', '<REGION>west</REGION>');
    const read = await succeed(
      intacct(),
      `<readByName><object>CUSTOMER</object><keys>${id}</keys><fields>REGION,VIP</fields></readByName>`,
    );
    expect(['REGION', 'VIP'].map((name) => read.at(`data/CUSTOMER/${name}`).text)).toEqual(['West', 'false']);
    const query =
      '<query><object>CUSTOMER</object><select><field>CUSTOMERID</field></select><filter><equalto><field>REGION</field><value>West</value></equalto></filter></query>';
    expect((await succeed(intacct(), query)).at('data/CUSTOMER/CUSTOMERID').text).toBe(id);
    const fields = (await succeed(intacct(), '<lookup><object>CUSTOMER</object></lookup>')).at('data/Type/Fields').all('Field');
    expect(fields.filter((field) => field.at('ISCUSTOM').text === 'true').map((field) => field.at('ID').text)).toEqual(['REGION', 'VIP']);
  });

  it('finds a checkbox that nobody has touched as null', async () => {
    await createCustomer(intacct(), 'Acme');
    const count = async (where: string): Promise<string> =>
      (await succeed(intacct(), `<readByQuery><object>CUSTOMER</object><fields>NAME</fields><query>${where}</query></readByQuery>`)).at(
        'data',
      ).attributes['totalcount']!;
    expect([await count('VIP is null'), await count("VIP = 'F'")]).toEqual(['1', '0']);
  });

  it('refuses values outside the list, and can be mapped on the subscription page', async () => {
    const [result] = await call(
      intacct(),
      '<create><CUSTOMER><NAME>A</NAME><DISPLAYCONTACT><PRINTAS>A</PRINTAS></DISPLAYCONTACT><REGION>North</REGION></CUSTOMER></create>',
    );
    expect(errorsOf(result!)[0]!.errorno).toBe('BL03000130');
    const row = { object: 'Account', intacctField: 'REGION', salesforceField: 'Region__c', rule: 'biDirectional' };
    intacct().vendor.people.saveSettings({ 'accounts.mappings': [row] }, '1');
    expect(intacct().vendor.people.settings.get('accounts.mappings')).toEqual([row]);
  });

  it('a smart rule refuses a save with its own words', async () => {
    set('SMARTRULE', { id: 'r', object: 'CUSTOMER', condition: "REGION = 'East' and TAXID is null", message: 'East needs a tax id' });
    const create = (more: string): string =>
      `<create><CUSTOMER><NAME>A</NAME><DISPLAYCONTACT><PRINTAS>A</PRINTAS></DISPLAYCONTACT><REGION>East</REGION>${more}</CUSTOMER></create>`;
    const [refused] = await call(intacct(), create(''));
    expect(errorsOf(refused!)[0]).toMatchObject({ errorno: 'BL04002055', description2: 'East needs a tax id' });
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(0);
    await succeed(intacct(), create('<TAXID>7</TAXID>'));
  });
});
