import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../../simulator/salesforce/index.js';
import { loadWorld, saveWorld } from '../../../../simulator/server/saved-world.js';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const FILES = {
  'main/default/objects/Invoice__c/Invoice__c.object-meta.xml': `<CustomObject ${NS}><label>Invoice</label><pluralLabel>Invoices</pluralLabel><nameField><label>Name</label><type>Text</type></nameField></CustomObject>`,
  'main/default/objects/Invoice__c/fields/Account__c.field-meta.xml': `<CustomField ${NS}><fullName>Account__c</fullName><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Invoices</relationshipName></CustomField>`,
  'main/default/objects/Invoice__c/fields/Total__c.field-meta.xml': `<CustomField ${NS}><fullName>Total__c</fullName><type>Currency</type><precision>18</precision><scale>2</scale></CustomField>`,
  'main/default/objects/Invoice__c/validationRules/Positive.validationRule-meta.xml': `<ValidationRule ${NS}><fullName>Positive</fullName><active>true</active><errorConditionFormula>Total__c &lt; 0</errorConditionFormula><errorMessage>Total must not be negative</errorMessage></ValidationRule>`,
  'main/default/objects/Account/fields/Kind__c.field-meta.xml': `<CustomField ${NS}><fullName>Kind__c</fullName><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>A</fullName><default>true</default></value><value><fullName>B</fullName></value></valueSetDefinition></valueSet></CustomField>`,
};

function orgWith(files: Readonly<Record<string, string>>) {
  const world = createWorld();
  const vendor = createSalesforce(world);
  const notes = vendor.addProject(new Map(Object.entries(files)));
  const admin = vendor.people.user('admin')!;
  const create = (type: string, fields: Readonly<Record<string, unknown>>) => vendor.people.create(type, fields, admin);
  return { world, vendor, notes, create, admin };
}

describe('a Salesforce DX project', () => {
  it('brings objects, fields and validation rules', () => {
    const { vendor, notes, create } = orgWith(FILES);
    expect(notes).toEqual([]);
    const account = create('Account', { Name: 'Acme' });
    expect(vendor.people.read('Account', account)).toMatchObject({ Kind__c: 'A' });
    const invoice = create('Invoice__c', { Name: 'First', Account__c: account, Total__c: 10 });
    expect(vendor.people.read('Invoice__c', invoice)).toMatchObject({ Total__c: 10, Account__c: account });
    expect(() => create('Invoice__c', { Name: 'Bad', Total__c: -1 })).toThrow('Total must not be negative');
    expect(() => create('Account', { Name: 'X', Kind__c: 'C' })).toThrow(/restricted picklist/);
  });

  it('may be added again', () => {
    const { vendor } = orgWith(FILES);
    expect(vendor.addProject(new Map(Object.entries(FILES)))).toEqual([]);
    expect(vendor.state.definitions.addedFields).toHaveLength(3);
    expect(vendor.state.validationRules.size).toBe(1);
  });

  it.each([
    [
      'a formula field that asks who looks',
      'objects/Account/fields/F__c.field-meta.xml',
      '<CustomField><type>Text</type><formula>$User.Email</formula></CustomField>',
    ],
    [
      'a rule that is not understood',
      'objects/Account/validationRules/R.validationRule-meta.xml',
      '<ValidationRule><active>true</active><errorConditionFormula>VLOOKUP(1)</errorConditionFormula><errorMessage>x</errorMessage></ValidationRule>',
    ],
    ['another kind', 'flows/A.flow-meta.xml', '<Flow/>'],
    ['broken XML', 'objects/Account/fields/G__c.field-meta.xml', '<CustomField>'],
    ['a standard field', 'objects/Account/fields/Industry.field-meta.xml', '<CustomField><type>Picklist</type></CustomField>'],
    [
      'a document type',
      'objects/Account/fields/H__c.field-meta.xml',
      '<!DOCTYPE a [<!ENTITY b "c">]><CustomField><type>&b;</type></CustomField>',
    ],
  ])('says plainly that %s is not enforced', (_title, file, text) => {
    const { notes } = orgWith({ [file]: text });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(`${file} is not enforced: `);
  });
});

describe('an object that was added', () => {
  it('is forgotten with a restored snapshot, and can be added anew', () => {
    const { world, vendor, create } = orgWith({});
    const snapshot = world.snapshot();
    vendor.people.create('CustomObject', { fullName: 'Thing__c' }, vendor.people.user('admin')!);
    create('Thing__c', { Name: 'One' });
    world.restore(snapshot);
    expect(vendor.state.schema.type('Thing__c')).toBeUndefined();
    vendor.people.create('CustomObject', { fullName: 'Thing__c' }, vendor.people.user('admin')!);
    expect(vendor.people.list('Thing__c')).toEqual([]);
    const id = create('Thing__c', { Name: 'Two' });
    expect(vendor.state.lookup(id)).toMatchObject({ Name: 'Two' });
  });

  it('finds records by unique fields that came later', () => {
    const { vendor, create } = orgWith({});
    const admin = vendor.people.user('admin')!;
    vendor.people.create('CustomObject', { fullName: 'Thing__c' }, admin);
    vendor.people.create('CustomField', { object: 'Thing__c', fullName: 'Key__c', type: 'Text', unique: true, externalId: true }, admin);
    const id = create('Thing__c', { Name: 'One', Key__c: 'k1' });
    expect(() => create('Thing__c', { Name: 'Two', Key__c: 'K1' })).toThrow(/duplicate value found/);
    const type = vendor.state.schema.type('thing__C')!;
    const upserted = vendor.state.upsert(type, { field: type.field('Key__c')!, value: 'k1', values: { Name: 'Three' } } as never, {
      by: admin,
    });
    expect(upserted).toEqual({ id, isCreated: false });
  });

  it('loses its children with its records when they belong to it', () => {
    const { vendor, create, admin } = orgWith({});
    vendor.people.create('CustomObject', { fullName: 'Parent__c' }, admin);
    vendor.people.create('CustomObject', { fullName: 'Child__c', sharingModel: 'ControlledByParent' }, admin);
    const master = {
      object: 'Child__c',
      fullName: 'Parent__c',
      type: 'MasterDetail',
      referenceTo: 'Parent__c',
      relationshipName: 'Children',
    };
    vendor.people.create('CustomField', master, admin);
    const parent = create('Parent__c', { Name: 'P' });
    const child = create('Child__c', { Name: 'C', Parent__c: parent });
    vendor.people.delete('Parent__c', parent, admin);
    expect(vendor.people.stateOf('Child__c', child)).toBe('deleted');
  });
});

it('comes back with its records from a saved world', () => {
  const { world, create, vendor } = orgWith(FILES);
  const account = create('Account', { Name: 'Acme' });
  const id = create('Invoice__c', { Name: 'First', Account__c: account });
  const saved = JSON.parse(JSON.stringify(saveWorld(world, null)));
  const again = createSalesforce(createWorld());
  loadWorld(again.state.world, saved, 'world.json');
  expect(again.people.read('Invoice__c', id)).toEqual(vendor.people.read('Invoice__c', id));
  const type = again.state.schema.type('Invoice__c')!;
  expect(again.state.findBy(type, type.field('Account__c')!, account)).toHaveLength(1);
});
