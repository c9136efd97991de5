import { expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, contactList, createContact, createCustomer, customer, type Element, errorsOf, readCustomer, succeed } from './gateway.js';

const DISPLAY = '<DISPLAYCONTACT><PRINTAS>Acme</PRINTAS></DISPLAYCONTACT>';

describeOnEveryMount('Intacct: customers', createIntacct, (intacct) => {
  const read = async (id: string): Promise<Element> => (await readCustomer(intacct(), id))!;
  const update = (id: string, fields: string): Promise<Element[]> =>
    call(intacct(), `<update><CUSTOMER><CUSTOMERID>${id}</CUSTOMERID>${fields}</CUSTOMER></update>`);

  it('gives record number and id of a new customer, numbered by the sequence', async () => {
    const data = (await succeed(intacct(), customer(`<NAME>Acme</NAME>${DISPLAY}`))).at('data');
    expect(data.attributes).toEqual({ listtype: 'objects', count: '1' });
    expect(data.at('customer').children.map((child) => [child.name, child.text])).toEqual([
      ['RECORDNO', '1'],
      ['CUSTOMERID', 'C00001'],
    ]);
    expect(await createCustomer(intacct(), 'Acme')).toBe('C00002');
  });

  it('takes an own id without moving the sequence, and passes over ids that are taken', async () => {
    await succeed(intacct(), customer(`<CUSTOMERID>C00002</CUSTOMERID><NAME>Own</NAME>${DISPLAY}`));
    expect(await createCustomer(intacct(), 'One')).toBe('C00001');
    expect(await createCustomer(intacct(), 'Two')).toBe('C00003');
  });

  it('gives the number of a failed create to the next one', async () => {
    await call(intacct(), customer(`<NAME>Bad</NAME><DISPLAYCONTACT><PRINTAS>x</PRINTAS><EMAIL1>@x</EMAIL1></DISPLAYCONTACT>`));
    expect(await createCustomer(intacct(), 'Good')).toBe('C00001');
  });

  it('refuses a customer without id when there is no sequence', async () => {
    intacct().vendor.people.saveSettings({ 'sequences.customer': null }, '1');
    const [result] = await call(intacct(), customer(`<NAME>Acme</NAME>${DISPLAY}`));
    expect(errorsOf(result!).map((error) => error.description2)).toEqual(['Customer ID is missing', 'Could not create customer record!']);
  });

  it('names the display contact after the customer, and fills the other contacts with it', async () => {
    const record = await read(await createCustomer(intacct(), 'Acme'));
    expect(record.at('DISPLAYCONTACT/CONTACTNAME').text).toBe('Acme(CC00001)');
    expect(record.at('BILLTO/CONTACTNAME').text).toBe('Acme(CC00001)');
    expect(record.at('SHIPTO/CONTACTNAME').text).toBe('Acme(CC00001)');
    expect(record.at('CONTACTINFO/CONTACTNAME').text).toBe('Acme(CC00001)');
    expect(record.at('BILLTOKEY').text).toBe(record.at('DISPLAYCONTACTKEY').text);
    expect(contactList(record)).toEqual([]);
    expect(intacct().vendor.people.stateOf('CONTACT', 'Acme(CC00001)')).toBe('live');
  });

  it.each([
    ['no name', DISPLAY, 'BL03000130', /NAME/],
    ['no print-as', '<NAME>Acme</NAME>', 'BL03000130', /PRINTAS/],
    ['a name of 101 characters', `<NAME>${'x'.repeat(101)}</NAME>${DISPLAY}`, 'BL03000130', /too long/],
    ['an id of 21 characters', `<CUSTOMERID>${'x'.repeat(21)}</CUSTOMERID><NAME>a</NAME>${DISPLAY}`, 'BL03000130', /too long/],
    ['an illegal status', `<NAME>a</NAME>${DISPLAY}<STATUS>maybe</STATUS>`, 'BL03000130', /STATUS/],
    ['a credit limit that is no number', `<NAME>a</NAME>${DISPLAY}<CREDITLIMIT>much</CREDITLIMIT>`, 'BL03000130', /CREDITLIMIT/],
    ['an unknown parent', `<NAME>a</NAME>${DISPLAY}<PARENTID>X</PARENTID>`, 'BL01001973', /^Invalid Customer 'X' specified\.$/],
    ['an unknown term', `<NAME>a</NAME>${DISPLAY}<TERMNAME>Net 7</TERMNAME>`, 'BL01001973', /^Invalid Term 'Net 7' specified\.$/],
    [
      'an unknown bill-to contact',
      `<NAME>a</NAME>${DISPLAY}<BILLTO><CONTACTNAME>Bo</CONTACTNAME></BILLTO>`,
      'BL03000019',
      /^The contact Bo does not exist\.$/,
    ],
    [
      'a bad e-mail address',
      '<NAME>a</NAME><DISPLAYCONTACT><PRINTAS>a</PRINTAS><EMAIL1>@aeon.org</EMAIL1></DISPLAYCONTACT>',
      'BL03000018',
      /^Illegal format for Contactversion : Primary Email Address @aeon\.org\.$/,
    ],
    ['advance billing without a period', `<NAME>a</NAME>${DISPLAY}<ADVBILLBY>2</ADVBILLBY>`, 'BL03000130', /ADVBILLBYTYPE/],
  ])('refuses %s and leaves nothing behind', async (_title, fields, errorno, text) => {
    const [result] = await call(intacct(), customer(fields));
    const errors = errorsOf(result!);
    expect(errors).toHaveLength(2);
    expect(errors[0]!.errorno).toBe(errorno);
    expect(errors[0]!.description2).toMatch(text);
    expect(errors[1]).toMatchObject({ errorno: 'BL01001973', description2: 'Could not create customer record!' });
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(0);
    expect(intacct().vendor.people.list('CONTACT')).toHaveLength(0);
  });

  it('refuses an id that is taken, in the vendor’s words', async () => {
    await succeed(intacct(), customer(`<CUSTOMERID>C1</CUSTOMERID><NAME>a</NAME>${DISPLAY}`));
    const [result] = await call(intacct(), customer(`<CUSTOMERID>C1</CUSTOMERID><NAME>b</NAME>${DISPLAY}`));
    expect(errorsOf(result!)[0]).toMatchObject({
      errorno: 'BL34000061',
      description2: 'Another Customer with the given value(s) C1  already exists',
      correction: 'Use a unique value instead.',
    });
  });

  it('takes two customers of one name', async () => {
    expect(await createCustomer(intacct(), 'Same')).not.toBe(await createCustomer(intacct(), 'Same'));
  });

  it('lists what one create made before it met a bad object', async () => {
    const object = (id: string): string => `<CUSTOMER><CUSTOMERID>${id}</CUSTOMERID><NAME>x</NAME>${DISPLAY}</CUSTOMER>`;
    const [result] = await call(intacct(), `<create>${object('A')}${object('A')}${object('B')}</create>`);
    expect(result!.at('status').text).toBe('failure');
    expect(result!.at('data').attributes).toEqual({ listtype: 'objects', count: '1' });
    expect(errorsOf(result!)[0]!.errorno).toBe('BL34000061');
    expect(
      intacct()
        .vendor.people.list('CUSTOMER')
        .map((row) => row['CUSTOMERID']),
    ).toEqual(['A']);
  });

  it('leaves absent fields alone and clears blank ones', async () => {
    const id = await createCustomer(intacct(), 'Acme', '<COMMENTS>old</COMMENTS><TAXID>42</TAXID>');
    await update(id, '<COMMENTS/><DISPLAYCONTACT/>');
    const record = await read(id);
    expect([record.at('COMMENTS').text, record.at('TAXID').text, record.at('DISPLAYCONTACT/PRINTAS').text]).toEqual(['', '42', 'Acme']);
  });

  it('finds the record of an update by record number too, and refuses one that is not there', async () => {
    const id = await createCustomer(intacct(), 'Acme');
    await succeed(intacct(), '<update><CUSTOMER><RECORDNO>1</RECORDNO><NAME>New</NAME></CUSTOMER></update>');
    expect((await read(id)).at('NAME').text).toBe('New');
    const [result] = await update('C9', '<NAME>x</NAME>');
    expect(errorsOf(result!).map((error) => error.description2)).toEqual([
      'Cannot update non-existing CUSTOMER with CUSTOMERID=C9',
      'Could not update customer record!',
    ]);
  });

  it('changes the display contact in place and keeps its name', async () => {
    const id = await createCustomer(intacct(), 'Acme');
    await update(
      id,
      '<DISPLAYCONTACT><PRINTAS>New</PRINTAS><PHONE1>2</PHONE1><MAILADDRESS><CITY>Rome</CITY></MAILADDRESS></DISPLAYCONTACT>',
    );
    const display = (await read(id)).at('DISPLAYCONTACT');
    expect(display.at('CONTACTNAME').text).toBe('Acme(CC00001)');
    expect([display.at('PRINTAS').text, display.at('PHONE1').text, display.at('MAILADDRESS/CITY').text]).toEqual(['New', '2', 'Rome']);
    expect(intacct().vendor.people.read('CONTACT', 'Acme(CC00001)')).toMatchObject({ PRINTAS: 'New', MAILADDRESS: { CITY: 'Rome' } });
  });

  it('points to contacts, puts them on the list, and falls back when cleared', async () => {
    await createContact(intacct(), 'Bo');
    const id = await createCustomer(intacct(), 'Acme', '<BILLTO><CONTACTNAME>Bo</CONTACTNAME></BILLTO>');
    expect((await read(id)).at('BILLTO/CONTACTNAME').text).toBe('Bo');
    expect(contactList(await read(id))).toEqual(['Bill to Contact: Bo']);
    await update(id, '<BILLTO><CONTACTNAME/></BILLTO>');
    expect((await read(id)).at('BILLTO/CONTACTNAME').text).toBe('Acme(CC00001)');
    const [result] = await update(id, '<SHIPTO><CONTACTNAME>Nobody</CONTACTNAME></SHIPTO><NAME>Changed</NAME>');
    expect(errorsOf(result!)[0]!.errorno).toBe('BL03000019');
    expect((await read(id)).at('NAME').text).toBe('Acme');
  });

  it('appends to the contact list, passes over rows that are there, clears with an empty element', async () => {
    for (const name of ['Bo', 'Cy']) await createContact(intacct(), name);
    const row = (category: string, name: string): string =>
      `<CONTACT_LIST_INFO><CATEGORYNAME>${category}</CATEGORYNAME><CONTACT><NAME>${name}</NAME></CONTACT></CONTACT_LIST_INFO>`;
    const id = await createCustomer(intacct(), 'Acme', row('Billing to contact', 'Bo'));
    await update(id, row('Billing to contact', 'Bo') + row('Billing to contact', 'Cy'));
    expect(contactList(await read(id))).toEqual(['Billing to contact: Bo', 'Billing to contact: Cy']);
    await update(id, '<NAME>Acme</NAME>');
    expect(contactList(await read(id))).toHaveLength(2);
    await update(id, `<CONTACT_LIST_INFO/>${row('Billing to contact', 'Cy')}`);
    expect(contactList(await read(id))).toEqual(['Billing to contact: Cy']);
    await update(id, '<CONTACT_LIST_INFO/>');
    expect(contactList(await read(id))).toEqual([]);
    const [result] = await update(id, row('Any', 'Nobody'));
    expect(errorsOf(result!)[0]!.errorno).toBe('BL03000019');
  });

  it('lets CUSTOMERCONTACTS win over CONTACT_LIST_INFO', async () => {
    for (const name of ['Bo', 'Cy']) await createContact(intacct(), name);
    const id = await createCustomer(
      intacct(),
      'Acme',
      `<CONTACT_LIST_INFO><CATEGORYNAME>A</CATEGORYNAME><CONTACT><NAME>Bo</NAME></CONTACT></CONTACT_LIST_INFO>
       <CUSTOMERCONTACTS><CUSTOMERENTITYCONTACTS><CATEGORYNAME>B</CATEGORYNAME><CONTACT><NAME>Cy</NAME></CONTACT></CUSTOMERENTITYCONTACTS></CUSTOMERCONTACTS>`,
    );
    expect(contactList(await read(id))).toEqual(['B: Cy']);
  });

  it('stamps who saved a customer, and when, in whole seconds', async () => {
    const id = await createCustomer(intacct(), 'Acme');
    intacct().world.clock.jumpTo(intacct().world.clock.now() + 61_500);
    await call(intacct(), `<update><CUSTOMER><CUSTOMERID>${id}</CUSTOMERID><NAME>New</NAME></CUSTOMER></update>`, {
      login: { user: 'connector' },
    });
    const record = await read(id);
    expect(['WHENCREATED', 'WHENMODIFIED', 'CREATEDBY', 'MODIFIEDBY'].map((name) => record.at(name).text)).toEqual([
      '03/02/2026 09:00:00',
      '03/02/2026 09:01:01',
      '1',
      '2',
    ]);
  });

  it('counts one customer as one write of the caller; its display contact follows from it', async () => {
    await createCustomer(intacct(), 'Acme');
    const written = intacct()
      .world.changes.since()
      .filter((change) => change.cause.kind === 'call');
    expect(written.map((change) => [change.object, change.id, change.operation])).toEqual([['CUSTOMER', 'C00001', 'create']]);
  });

  it('deletes by record number, all or none, and keeps the contacts', async () => {
    await createCustomer(intacct(), 'Acme');
    const remove = (keys: string): Promise<Element[]> => call(intacct(), `<delete><object>CUSTOMER</object><keys>${keys}</keys></delete>`);
    const [refused] = await remove('1,99');
    expect(errorsOf(refused!)[0]!.description2).toBe("Cannot find customer with key '99' to delete.");
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(1);
    const [done] = await remove('1');
    expect(done!.children.map((child) => child.name)).toEqual(['status', 'function', 'controlid']);
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(0);
    expect(intacct().vendor.people.list('CONTACT')).toHaveLength(1);
  });
});

describeOnEveryMount('Intacct: contacts', createIntacct, (intacct) => {
  it('takes a name once in the whole company', async () => {
    await createContact(intacct(), 'Bo');
    const [result] = await call(intacct(), '<create><CONTACT><CONTACTNAME>Bo</CONTACTNAME><PRINTAS>x</PRINTAS></CONTACT></create>');
    expect(errorsOf(result!).map((error) => [error.errorno, error.description2])).toEqual([
      ['BL34000061', 'Another Contact with the given value(s) Bo  already exists'],
      ['BL01001973', 'Could not create contact record!'],
    ]);
  });

  it('takes one e-mail address twice', async () => {
    await createContact(intacct(), 'Bo', '<EMAIL1>a@b.dk</EMAIL1>');
    await createContact(intacct(), 'Cy', '<EMAIL1>a@b.dk</EMAIL1>');
    expect(intacct().vendor.people.list('CONTACT')).toHaveLength(2);
  });

  it('reads defaults, nested addresses and a version that moves with changes', async () => {
    await createContact(intacct(), 'Bo', '<MAILADDRESS><CITY>Aarhus</CITY></MAILADDRESS>');
    await succeed(intacct(), '<update><CONTACT><CONTACTNAME>Bo</CONTACTNAME><PHONE1>1</PHONE1></CONTACT></update>');
    const data = (await succeed(intacct(), '<readByName><object>CONTACT</object><keys>Bo</keys><fields>*</fields></readByName>')).at(
      'data',
    );
    expect(data.attributes).toEqual({ listtype: 'CONTACT', count: '1' });
    const record = data.at('CONTACT');
    expect([record.at('TAXABLE').text, record.at('STATUS').text, record.at('MAILADDRESS/CITY').text, record.at('VERSION').text]).toEqual([
      'true',
      'active',
      'Aarhus',
      '2',
    ]);
  });

  it('refuses to update one that is not there, and to delete one in use', async () => {
    const [result] = await call(intacct(), '<update><CONTACT><CONTACTNAME>X</CONTACTNAME><PHONE1>1</PHONE1></CONTACT></update>');
    expect(errorsOf(result!)[0]).toMatchObject({
      errorno: 'BL01001973',
      description2: 'Cannot update non-existing CONTACT with CONTACTNAME=X',
    });
    await createCustomer(intacct(), 'Acme');
    const [kept] = await call(intacct(), '<delete><object>CONTACT</object><keys>1</keys></delete>');
    expect(kept!.at('status').text).toBe('failure');
  });
});

describeOnEveryMount('Intacct: entities', createIntacct, (intacct) => {
  const at = (entity: string) => ({ login: { location: entity } });
  const addEntities = (): void => {
    for (const id of ['US', 'UK']) intacct().vendor.people.create('LOCATIONENTITY', { LOCATIONID: id, NAME: `Entity ${id}` }, '1');
  };

  it('makes every entity a location as well', () => {
    addEntities();
    expect(
      intacct()
        .vendor.people.list('LOCATION')
        .map((row) => row['LOCATIONID']),
    ).toEqual(['US', 'UK']);
  });

  it('keeps what an entity made from other entities and, unless asked, from the top level', async () => {
    addEntities();
    const top = await createCustomer(intacct(), 'Top');
    const us = await createCustomer(intacct(), 'Private', '', at('US'));
    expect((await readCustomer(intacct(), us, at('US')))!.at('MEGAENTITYNAME').text).toBe('Entity US');
    expect(await readCustomer(intacct(), us, at('UK'))).toBeUndefined();
    expect(await readCustomer(intacct(), us)).toBeUndefined();
    expect(await readCustomer(intacct(), top, at('UK'))).toBeDefined();
    const query = (options: string): string =>
      `<query><object>CUSTOMER</object><select><field>CUSTOMERID</field></select>${options}</query>`;
    const count = async (options: string): Promise<string> =>
      (await succeed(intacct(), query(options))).at('data').attributes['totalcount']!;
    expect([await count(''), await count('<options><showprivate>true</showprivate></options>')]).toEqual(['1', '2']);
    const [result] = await call(intacct(), `<update><CUSTOMER><CUSTOMERID>${us}</CUSTOMERID><NAME>x</NAME></CUSTOMER></update>`, at('UK'));
    expect(result!.at('status').text).toBe('failure');
  });

  it('does not let one entity name another’s records', async () => {
    addEntities();
    const us = await createCustomer(intacct(), 'Private', '', at('US'));
    const child = `<NAME>c</NAME><DISPLAYCONTACT><PRINTAS>c</PRINTAS></DISPLAYCONTACT><PARENTID>${us}</PARENTID>`;
    expect(errorsOf((await call(intacct(), customer(child), at('UK')))[0]!)[0]!.description2).toBe(`Invalid Customer '${us}' specified.`);
    expect((await call(intacct(), customer(child), at('US')))[0]!.at('status').text).toBe('success');
  });
});
