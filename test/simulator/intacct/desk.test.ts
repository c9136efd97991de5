import { beforeEach, describe, expect, it } from 'vitest';
import { createIntacct, type Intacct } from '../../../simulator/intacct/index.js';
import { createWorld, type World } from '../../../simulator/kernel/world.js';

describe('people in Intacct', () => {
  let world: World;
  let intacct: Intacct;
  let admin: string;
  beforeEach(() => {
    world = createWorld();
    intacct = createIntacct(world);
    admin = intacct.people.user('admin')!;
  });

  it('find the stage: users, term, item, definitions, and nothing else', () => {
    const { people } = intacct;
    const keys = (type: string): string[] => people.list(type).map((row) => people.idOf(type, row));
    expect(keys('USERINFO')).toEqual(['admin', 'connector']);
    expect([keys('ARTERM'), keys('ITEM')]).toEqual([['Net 30'], ['ITEM1']]);
    expect(keys('SODOCUMENTPARAMS')).toEqual(['Sales Quote', 'Sales Order', 'Sales Invoice']);
    expect(['CUSTOMER', 'CONTACT', 'LOCATION', 'LOCATIONENTITY', 'CONTRACT', 'SODOCUMENT'].flatMap(keys)).toEqual([]);
    expect([people.user('admin'), people.user('connector'), people.user('nobody')]).toEqual(['1', '2', null]);
  });

  it('make a customer from a name, or from nothing', () => {
    const { people } = intacct;
    const id = people.create('CUSTOMER', { NAME: 'Acme' }, admin);
    expect(people.read('CUSTOMER', id)).toMatchObject({
      CUSTOMERID: 'C00001',
      NAME: 'Acme',
      DISPLAYCONTACT: { PRINTAS: 'Acme' },
      ONHOLD: false,
    });
    expect(people.read('CUSTOMER', people.create('customer', {}, admin))).toMatchObject({ NAME: expect.stringMatching(/\S/) });
  });

  it('write dotted or nested fields, and read lists with categories', () => {
    const { people } = intacct;
    const bo = people.create('CONTACT', { CONTACTNAME: 'Bo' }, admin);
    const id = people.create(
      'CUSTOMER',
      {
        NAME: 'Acme',
        'DISPLAYCONTACT.PHONE1': '1',
        BILLTO: { CONTACTNAME: bo },
        CONTACT_LIST_INFO: [{ CATEGORYNAME: 'Any', CONTACT: { NAME: bo } }],
      },
      admin,
    );
    people.update('CUSTOMER', id, { DISPLAYCONTACT: { PHONE1: '2' } }, admin);
    expect(people.read('CUSTOMER', id)).toMatchObject({
      DISPLAYCONTACT: { PHONE1: '2' },
      BILLTO: { CONTACTNAME: 'Bo' },
      CONTACT_LIST_INFO: [
        { CATEGORYNAME: 'Any', CONTACT: { NAME: 'Bo' } },
        { CATEGORYNAME: 'Bill to Contact', CONTACT: { NAME: 'Bo' } },
      ],
    });
  });

  it('sign in to an entity with ENTITY', () => {
    const { people } = intacct;
    people.create('LOCATIONENTITY', { LOCATIONID: 'US' }, admin);
    const id = people.create('CUSTOMER', { NAME: 'Acme', ENTITY: 'US' }, admin);
    expect(people.read('CUSTOMER', id)).toMatchObject({ MEGAENTITYID: 'US' });
    expect(() => people.create('CUSTOMER', { ENTITY: 'MARS' }, admin)).toThrow("Invalid Entity 'MARS' specified.");
  });

  it('type dates as ISO or as Intacct writes them, and contracts get plausible ones', () => {
    const { people } = intacct;
    const customer = people.create('CUSTOMER', { NAME: 'Acme' }, admin);
    for (const begin of ['2026-04-01', '04/01/2026']) {
      const id = people.create('CONTRACT', { CUSTOMERID: customer, BEGINDATE: begin }, admin);
      expect(people.read('CONTRACT', id)).toMatchObject({ BEGINDATE: '04/01/2026', TERMNAME: 'Net 30' });
    }
  });

  it('post and convert documents', () => {
    const { people } = intacct;
    const customer = people.create('CUSTOMER', { NAME: 'Acme' }, admin);
    const order = people.create('SODOCUMENT', { DOCPARID: 'Sales Order', CUSTVENDID: customer }, admin);
    const invoice = people.create('SODOCUMENT', { DOCPARID: 'Sales Invoice', CREATEDFROM: order }, admin);
    expect(people.read('SODOCUMENT', order)).toMatchObject({ STATE: 'Converted', TOTAL: 100 });
    expect(people.read('SODOCUMENT', invoice)).toMatchObject({ CUSTVENDID: customer, CREATEDFROM: order });
  });

  it('types a document’s lines with their dimensions, and its subtotals, and none of its totals', () => {
    const { people } = intacct;
    const customer = people.create('CUSTOMER', { NAME: 'Acme' }, admin);
    const contract = people.create('CONTRACT', { CUSTOMERID: customer, NAME: 'Support', BEGINDATE: '2026-01-01' }, admin);
    const lines = [{ ITEMID: 'ITEM1', QUANTITY: 2, PRICE: 50, CONTRACTID: contract, MEMO: 'May' }];
    const subtotals = [{ DESCRIPTION: 'Tax', TOTAL: 20 }];
    const document = { CUSTVENDID: customer, SODOCUMENTENTRIES: lines, SUBTOTALS: subtotals };
    const id = people.create('SODOCUMENT', document, admin);
    expect(people.read('SODOCUMENT', id)).toMatchObject({
      SUBTOTAL: 100,
      TOTAL: 120,
      SODOCUMENTENTRIES: [{ CONTRACTID: contract, MEMO: 'May' }],
    });
    people.update('SODOCUMENT', id, { SUBTOTALS: [] }, admin);
    expect(people.read('SODOCUMENT', id)).toMatchObject({ TOTAL: 100 });
    people.update('SODOCUMENT', id, { SUBTOTALS: [{ DESCRIPTION: 'Freight', TOTAL: '5' }] }, admin);
    people.update('SODOCUMENT', id, { MESSAGE: 'thanks' }, admin);
    expect(people.read('SODOCUMENT', id)).toMatchObject({ TOTAL: 105, SODOCUMENTENTRIES: [{ CONTRACTID: contract }] });
  });

  it.each([
    [{ TOTAL: 5 }, 'TOTAL is worked out'],
    [{ SUBTOTAL: 5 }, 'SUBTOTAL is worked out'],
    [{ SUBTOTALS: [{ DESCRIPTION: 'Tax' }] }, "The total of subtotal 'Tax' is not a number"],
    [{ SUBTOTALS: [{ AMOUNT: 1 }] }, 'A subtotal has no field AMOUNT'],
    [{ SODOCUMENTENTRIES: [{ CONTRACTID: 'NOPE' }] }, 'NOPE'],
    [{ SODOCUMENTENTRIES: [{ NOTHING: 1 }] }, 'A line has no field NOTHING'],
    [{ SODOCUMENTENTRIES: [{ TOTAL: 1 }] }, 'A line has no field TOTAL'],
  ])('refuses %j on a document, made or changed', (change, text) => {
    const { people } = intacct;
    const customer = people.create('CUSTOMER', { NAME: 'Acme' }, admin);
    const id = people.create('SODOCUMENT', { CUSTVENDID: customer }, admin);
    expect(() => people.create('SODOCUMENT', { CUSTVENDID: customer, ...change }, admin)).toThrow(text);
    expect(() => people.update('SODOCUMENT', id, change, admin)).toThrow(text);
  });

  it('make sequences, which number customers once the settings name them', () => {
    const { people } = intacct;
    people.create('SEQUENCE', { id: 'own', prefix: 'K', next: 7, length: 3 }, admin);
    people.saveSettings({ 'sequences.customer': 'own' }, admin);
    expect(people.create('CUSTOMER', { NAME: 'Acme' }, admin)).toBe('K007');
    expect(people.read('SEQUENCE', 'own')).toMatchObject({ next: 8 });
  });

  it('cannot write what an object does not have, bring back what is deleted, or act as nobody', () => {
    const { people } = intacct;
    expect(() => people.create('CUSTOMER', { NAMEE: 'x' }, admin)).toThrow('CUSTOMER has no field NAMEE.');
    const id = people.create('CUSTOMER', { NAME: 'Acme' }, admin);
    people.delete('CUSTOMER', id, admin);
    expect(people.stateOf('CUSTOMER', id)).toBe('gone');
    expect(() => people.undelete('CUSTOMER', id, admin)).toThrow('deleted records are gone');
    expect(() => people.create('CUSTOMER', {}, '99')).toThrow("Invalid User '99' specified.");
  });

  it('leave their record number as the last modifier', () => {
    const { people } = intacct;
    const id = people.create('CUSTOMER', { NAME: 'Acme' }, admin);
    people.update('CUSTOMER', id, { NAME: 'New' }, people.user('connector')!);
    expect(people.read('CUSTOMER', id)).toMatchObject({ CREATEDBY: 1, MODIFIEDBY: 2 });
    expect(world.changes.since().at(-1)).toMatchObject({ object: 'CUSTOMER', id, actor: '2', operation: 'update' });
  });

  it('tell what each type is made of', () => {
    const type = intacct.people.type('customer')!;
    const field = (name: string) => type.fields.find((each) => each.name === name);
    expect(field('BILLTO.CONTACTNAME')).toEqual({ name: 'BILLTO.CONTACTNAME', kind: 'reference', referenceTo: ['CONTACT'] });
    expect([field('ONHOLD')!.kind, field('DISPLAYCONTACT')!.kind, field('CONTACT_LIST_INFO')!.kind]).toEqual([
      'boolean',
      'structure',
      'list',
    ]);
    expect(field('ENTITY')!.referenceTo).toEqual(['LOCATIONENTITY']);
  });

  it('find the same company again after a restored snapshot', () => {
    const { people } = intacct;
    const snapshot = world.snapshot();
    people.create('CUSTOMER', { NAME: 'Acme' }, admin);
    world.restore(snapshot);
    expect(people.list('CUSTOMER')).toEqual([]);
    expect(people.create('CUSTOMER', { NAME: 'Again' }, admin)).toBe('C00001');
  });

  it('get a plausible company from the seed, the same every time', () => {
    intacct.seed('small');
    const names = intacct.people.list('CUSTOMER').map((row) => row['NAME']);
    expect(names).toHaveLength(5);
    const twin = createIntacct(createWorld());
    twin.seed('small');
    expect(twin.people.list('CUSTOMER').map((row) => row['NAME'])).toEqual(names);
    expect(intacct.people.list('CONTRACT')).toHaveLength(1);
  });
});
