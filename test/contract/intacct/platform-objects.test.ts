import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, createCustomer, errorsOf, succeed } from './gateway.js';

describeOnEveryMount('Intacct: objects and dimensions of the company', createIntacct, (intacct) => {
  const set = (type: string, fields: Record<string, unknown>): string => intacct().vendor.people.create(type, fields, '1');

  beforeEach(async () => {
    set('PLATFORMOBJECT', { id: 'grant', label: 'Grant', isDimension: true });
    set('CUSTOMFIELD', { object: 'GRANT', name: 'SPONSOR', type: 'text' });
    await createCustomer(intacct(), 'Acme');
    await succeed(intacct(), '<create><GRANT><NAME>Ocean</NAME><SPONSOR>City</SPONSOR></GRANT></create>');
  });

  it('are objects like others: created, read, queried, changed, listed, deleted', async () => {
    await succeed(intacct(), '<update><grant><RECORDNO>1</RECORDNO><SPONSOR>State</SPONSOR></grant></update>');
    const query = '<query><object>GRANT</object><select><field>NAME</field><field>SPONSOR</field></select></query>';
    const row = (await succeed(intacct(), query)).at('data/GRANT');
    expect([row.at('NAME').text, row.at('SPONSOR').text]).toEqual(['Ocean', 'State']);
    const types = (await succeed(intacct(), '<inspect><object>*</object></inspect>')).at('data').all('type');
    expect(types.at(-1)!.attributes['typename']).toBe('GRANT');
    await succeed(intacct(), '<delete><object>GRANT</object><keys>1</keys></delete>');
    expect((await succeed(intacct(), query)).at('data').attributes['totalcount']).toBe('0');
    expect(errorsOf((await call(intacct(), '<create><GRANTS><NAME>x</NAME></GRANTS></create>'))[0]!)[0]!.description2).toBe(
      'Object definition GRANTS not found',
    );
  });

  const invoice = (grant: string): string =>
    `<create_invoice><customerid>C00001</customerid><datecreated><year>2026</year><month>3</month><day>2</day></datecreated><termname>Net 30</termname><invoiceitems><lineitem><glaccountno>4000</glaccountno><amount>5</amount><customfields><customfield><customfieldname>GLDIMGRANT</customfieldname><customfieldvalue>${grant}</customfieldvalue></customfield></customfields></lineitem></invoiceitems></create_invoice>`;
  const contract = (grant: string): string =>
    `<create><CONTRACT><CUSTOMERID>C00001</CUSTOMERID><NAME>S</NAME><BEGINDATE>01/01/2026</BEGINDATE><ENDDATE>12/31/2026</ENDDATE><TERMNAME>Net 30</TERMNAME><GLDIMGRANT>${grant}</GLDIMGRANT></CONTRACT></create>`;

  it('tag contracts and the lines of transactions by record number, when they exist', async () => {
    for (const make of [invoice, contract]) {
      const [refused] = await call(intacct(), make('9'));
      expect(errorsOf(refused!)[0]!.description2).toBe("Invalid Grant '9' specified.");
      await succeed(intacct(), make('1'));
    }
    const count = async (object: string): Promise<string> => {
      const where = '<filter><equalto><field>GLDIMGRANT</field><value>1</value></equalto></filter>';
      const found = await succeed(intacct(), `<query><object>${object}</object><select><field>RECORDNO</field></select>${where}</query>`);
      return found.at('data').attributes['totalcount']!;
    };
    expect([await count('ARINVOICEITEM'), await count('CONTRACT')]).toEqual(['1', '1']);
  });

  it('refuses custom fields that a line does not have', async () => {
    const [refused] = await call(intacct(), invoice('1').replace('GLDIMGRANT', 'GLDIMOTHER'));
    expect(errorsOf(refused!)[0]!.description2).toBe("Invalid Custom field 'GLDIMOTHER' specified.");
  });

  it('are served by REST under nsp::', async () => {
    const send = async (method: string, path: string, body?: unknown) => {
      const token = await intacct().send({
        method: 'POST',
        path: '/ia/api/v1/oauth2/token',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          grant_type: 'client_credentials',
          client_id: 'backlot',
          client_secret: 'backlot',
          username: 'admin@backlot',
        }),
      });
      const headers = { authorization: `Bearer ${token.json().access_token}`, 'content-type': 'application/json' };
      return intacct().send({ method, path: `/ia/api/v1${path}`, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    };
    const made = await send('POST', '/objects/platform-apps/nsp::grant', { name: 'River', 'nsp::sponsor': 'Lake' });
    expect([made.status, made.json()['ia::result']['key']]).toEqual([201, '2']);
    const read = await send('GET', '/objects/platform-apps/nsp::grant/2');
    expect(read.json()['ia::result']).toMatchObject({ id: '2', name: 'River', 'nsp::sponsor': 'Lake' });
    await succeed(intacct(), contract('2'));
    const tagged = await send('GET', '/objects/contracts/contract/1');
    expect(tagged.json()['ia::result']['nsp::gldimgrant']).toMatchObject({ id: '2' });
    expect((await send('GET', '/objects/platform-apps/nsp::other')).status).toBe(404);
  });
});
