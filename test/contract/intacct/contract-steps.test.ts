import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, createCustomer, errorsOf, succeed } from './gateway.js';

describeOnEveryMount('Intacct: steps of contracts, lists and prints', createIntacct, (intacct) => {
  let id: string;
  const draft = (state: string): string =>
    `<create><CONTRACT><CUSTOMERID>C00001</CUSTOMERID><NAME>Support</NAME><STATE>${state}</STATE><BEGINDATE>01/01/2026</BEGINDATE><ENDDATE>12/31/2026</ENDDATE><TERMNAME>Net 30</TERMNAME></CONTRACT></create>`;
  const line = (state: string): string =>
    `<create><CONTRACTDETAIL><CONTRACTID>${id}</CONTRACTID><ITEMID>ITEM1</ITEMID><STATE>${state}</STATE><FLATAMOUNT>100</FLATAMOUNT></CONTRACTDETAIL></create>`;
  const step = (name: string, more = ''): string => `<${name}><CONTRACT><CONTRACTID>${id}</CONTRACTID>${more}</CONTRACT></${name}>`;
  const contract = () => intacct().vendor.people.read('CONTRACT', id)!;
  const lines = () => intacct().vendor.people.list('CONTRACTDETAIL');
  const refusal = async (xml: string): Promise<string> => errorsOf((await call(intacct(), xml))[0]!)[0]!.description2;

  beforeEach(async () => {
    await createCustomer(intacct(), 'Acme');
    id = (await succeed(intacct(), draft('Draft'))).at('data/contract/CONTRACTID').text;
    await succeed(intacct(), line('Draft'));
  });

  it('posts a draft once, with its lines', async () => {
    const result = await succeed(intacct(), step('post'));
    expect(result.at('data/contract/CONTRACTID').text).toBe(id);
    expect([contract()['STATE'], lines()[0]!['STATE']]).toEqual(['In progress', 'In progress']);
    expect(await refusal(step('post'))).toBe(`Contract '${id}' cannot be posted in state In progress.`);
  });

  it('holds and resumes what is in progress', async () => {
    expect(await refusal(step('hold'))).toMatch(/cannot be held in state Draft/);
    await succeed(intacct(), step('post'));
    await succeed(intacct(), step('hold', '<HOLDDATE>03/01/2026</HOLDDATE>'));
    expect([contract()['ONHOLD'], lines()[0]!['ONHOLD']]).toEqual([true, true]);
    expect(await refusal(step('renew'))).toMatch(/is on hold and cannot be renewed/);
    await succeed(intacct(), step('resume'));
    expect([contract()['ONHOLD'], await refusal(step('resume'))]).toEqual([false, `Contract '${id}' is not on hold.`]);
  });

  it('cancels with a date, and only once', async () => {
    await succeed(intacct(), step('post'));
    expect(await refusal(step('cancel'))).toMatch(/CANCELDATE/);
    expect(await refusal(step('cancel', '<CANCELDATE>2026-06-30</CANCELDATE>'))).toMatch(/^Invalid value '2026-06-30'/);
    await succeed(intacct(), step('cancel', '<CANCELDATE>06/30/2026</CANCELDATE>'));
    expect([contract()['STATE'], contract()['CANCELDATE'], lines()[0]!['STATE']]).toEqual(['Cancelled', '06/30/2026', 'Cancelled']);
    expect(await refusal(step('cancel', '<CANCELDATE>06/30/2026</CANCELDATE>'))).toMatch(/cannot be cancelled/);
  });

  it('renews: old lines end as renewed, new ones follow for as long', async () => {
    await succeed(intacct(), step('post'));
    await succeed(intacct(), step('renew'));
    expect([contract()['STATE'], contract()['ENDDATE']]).toEqual(['In progress', '12/31/2027']);
    expect(lines().map((each) => [each['LINENO'], each['STATE'], each['BEGINDATE'], each['ENDDATE'], each['FLATAMOUNT']])).toEqual([
      [1, 'Renewed', '01/01/2026', '12/31/2026', 100],
      [2, 'In progress', '01/01/2027', '12/31/2027', 100],
    ]);
  });

  it('takes steps with lines of their own, by record number', async () => {
    await succeed(intacct(), '<post><CONTRACTDETAIL><RECORDNO>1</RECORDNO></CONTRACTDETAIL></post>');
    expect([contract()['STATE'], lines()[0]!['STATE']]).toEqual(['Draft', 'In progress']);
    expect(await refusal('<post><CONTRACTDETAIL><RECORDNO>9</RECORDNO></CONTRACTDETAIL></post>')).toMatch(/^Cannot find/);
    expect(await refusal('<post><CUSTOMER><CUSTOMERID>C00001</CUSTOMERID></CUSTOMER></post>')).toBe('Object definition CUSTOMER not found');
  });

  const order = (items: string): string =>
    `<create_sotransaction><transactiontype>Sales Order</transactiontype><datecreated><year>2026</year><month>3</month><day>2</day></datecreated><customerid>C00001</customerid><termname>Net 30</termname><sotransitems>${items}</sotransitems></create_sotransaction>`;
  const item = (quantity: number): string =>
    `<sotransitem><itemid>ITEM1</itemid><quantity>${quantity}</quantity><price>10</price></sotransitem>`;

  it('queries the lines of documents, which keep their numbers while they stay', async () => {
    const key = (await succeed(intacct(), order(item(1) + item(2)))).at('key').text;
    const query =
      '<query><object>SODOCUMENTENTRY</object><select><field>RECORDNO</field><field>LINE_NO</field><field>TOTAL</field><field>SODOCUMENT.CUSTVENDNAME</field></select><filter><equalto><field>DOCHDRID</field><value>Sales Order-SO-00001</value></equalto></filter></query>';
    const found = async () =>
      (await succeed(intacct(), query))
        .at('data')
        .all('SODOCUMENTENTRY')
        .map((row) => row.children.map((field) => field.text).join(' '));
    expect(await found()).toEqual(['1 0 10 Acme', '2 1 20 Acme']);
    const added = `<updatesotransitems><updatesotransitem line_num="1"><itemid>ITEM1</itemid><quantity>5</quantity><price>10</price></updatesotransitem>${item(3)}</updatesotransitems>`;
    await succeed(intacct(), `<update_sotransaction key="${key}">${added}</update_sotransaction>`);
    expect(await found()).toEqual(['1 0 50 Acme', '2 1 20 Acme', '3 2 30 Acme']);
    await succeed(intacct(), `<delete_sotransaction key="${key}"/>`);
    expect(await found()).toEqual([]);
  });

  it('prints a document as PDF', async () => {
    const key = (await succeed(intacct(), order(item(2)))).at('key').text;
    const result = await succeed(intacct(), `<retrievepdf><SODOCUMENT><DOCID>${key}</DOCID></SODOCUMENT></retrievepdf>`);
    const pdf = Buffer.from(result.at('data/sodocument/pdfdata').text, 'base64').toString('latin1');
    expect(pdf).toMatch(/^%PDF-1\.4/);
    expect(pdf).toContain('Total: 20');
    const start = Number(/startxref\n(\d+)/.exec(pdf)![1]);
    expect(pdf.slice(start, start + 4)).toBe('xref');
    expect(await refusal('<retrievepdf><SODOCUMENT><DOCID>none</DOCID></SODOCUMENT></retrievepdf>')).toMatch(/^Cannot find document/);
  });

  it('lists records in the legacy way: pages, filters, sorts, fields', async () => {
    for (const name of ['B', 'A', 'C']) {
      await succeed(intacct(), `<create><CLASS><CLASSID>${name}</CLASSID><NAME>Class ${name}</NAME></CLASS></create>`);
    }
    const list = async (attributes: string, inner = '') => succeed(intacct(), `<get_list object="class" ${attributes}>${inner}</get_list>`);
    const all = await list('maxitems="2"');
    expect([all.at('listtype').text, all.at('listtype').attributes]).toEqual(['class', { start: '0', end: '1', total: '3' }]);
    const filter =
      '<filter><expression><field>classid</field><operator>&gt;=</operator><value>B</value></expression></filter><sorts><sortfield order="desc">classid</sortfield></sorts><fields><field>classid</field></fields>';
    const some = await list('', filter);
    expect(
      some
        .at('data')
        .all('class')
        .map((row) => row.children.map((field) => `${field.name}=${field.text}`)),
    ).toEqual([['classid=C'], ['classid=B']]);
    expect(
      await refusal(
        '<get_list object="class"><filter><expression><field>no</field><operator>=</operator><value>1</value></expression></filter></get_list>',
      ),
    ).toBe("Invalid field 'no' in get_list.");
    expect(await refusal('<get_list object="nothing"/>')).toBe("The object 'nothing' is not supported by get_list.");
  });
});
