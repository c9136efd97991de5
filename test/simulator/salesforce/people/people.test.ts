import { describe, expect, it } from 'vitest';
import { newOrg } from '../org.js';

describe('people in Salesforce', () => {
  it('find the stage and nothing else', () => {
    const { people } = newOrg();
    expect(people.list('User').map((row) => row['Username'])).toEqual([
      'admin@backlot.test',
      'connector@backlot.test',
      'intacct@backlot.test',
    ]);
    expect([people.user('intacctUser'), people.user('nobody')]).toEqual([people.user('intacct@backlot.test'), null]);
    for (const type of ['Account', 'Contact', 'Lead', 'Opportunity', 'Campaign', 'Queue', 'AssignmentRule', 'DuplicateRule', 'Task']) {
      expect(people.list(type)).toEqual([]);
    }
    expect(people.list('Product2')).toMatchObject([{ ProductCode: 'ITEM1' }]);
    expect(people.list('RecordType')).toMatchObject([{ DeveloperName: 'Contract', SobjectType: 'Opportunity' }]);
  });

  it('get the same plausible values for the same seed', () => {
    const made = () => {
      const { create, read } = newOrg();
      return [read('Lead', create('Lead')), read('Account', create('Account')), read('Opportunity', create('Opportunity'))];
    };
    expect(made()).toEqual(made());
    expect(made()[0]!['LastName']).toMatch(/^\w+$/);
  });

  it('are refused what the vendor demands when they clear it themselves', () => {
    expect(() => newOrg().create('Lead', { Company: null })).toThrow('Required fields are missing: [Company]');
  });

  it('know types and fields without letter case', () => {
    const { people } = newOrg();
    expect(people.type('lead')).toMatchObject({ name: 'Lead', isCreatable: true });
    expect(people.type('Lead')!.fields).toContainEqual({ name: 'OwnerId', kind: 'reference', referenceTo: ['Group', 'User'] });
    expect(people.type('Queue')!.fields.map(({ name }) => name)).toEqual(['Name', 'DeveloperName', 'Email', 'objects', 'members']);
    expect(people.type('Prospect')).toBeUndefined();
  });

  it.each([
    ['Standard', 'Standard User'],
    ['PowerPartner', 'Partner Community User'],
    ['CspLitePortal', 'Customer Community User'],
  ])('make a user of type %s', (userType, profile) => {
    const { create, read } = newOrg();
    const user = read('User', create('User', { LastName: 'Ann', UserType: userType }));
    expect(user).toMatchObject({ UserType: userType, IsActive: true, Name: 'Ann' });
    expect(read('Profile', user['ProfileId'] as string)).toMatchObject({ Name: profile });
  });

  it('cannot give two users one name', () => {
    const { create } = newOrg();
    expect(() => create('User', { Username: 'Admin@backlot.test' })).toThrow(expect.objectContaining({ code: 'DUPLICATE_USERNAME' }));
  });

  it('make, change and delete queues and rules', () => {
    const { people, create, update, admin } = newOrg();
    const queue = create('Queue', { Name: 'West', objects: ['lead', 'Case'], members: [admin] });
    expect(people.read('Queue', queue)).toMatchObject({ Name: 'West', objects: ['Lead', 'Case'], members: [admin] });
    const [first, second] = [create('AssignmentRule', { Name: 'A', entries: [] }), create('AssignmentRule', { Name: 'B', entries: [] })];
    expect([people.read('AssignmentRule', first)!['active'], people.read('AssignmentRule', second)!['active']]).toEqual([false, true]);
    const rule = create('ValidationRule', { object: 'Lead', errorConditionFormula: 'ISBLANK(Phone)', errorMessage: 'Phone' });
    update('ValidationRule', rule, { active: false });
    expect(() => create('Lead')).not.toThrow();
    people.delete('ValidationRule', rule, admin);
    expect(people.stateOf('ValidationRule', rule)).toBe('gone');
    expect(() => create('Queue', { Name: 'Odd', objects: ['Account'] })).toThrow('Account cannot be owned by a queue');
  });

  it('leave a request where the sync core can read it', () => {
    const { people, create, admin } = newOrg();
    const account = create('Account');
    people.request({ kind: 'sync-to-intacct', record: account }, admin);
    people.request({ kind: 'create-transaction', record: create('Opportunity'), payload: { type: 'Sales Order' } }, admin);
    const common = { CreatedById: admin, CreatedDate: '2026-03-02T09:00:00.000+0000', backlot__Via__c: 'button' };
    expect(people.list('backlot__Request__c')).toMatchObject([
      {
        ...common,
        backlot__Kind__c: 'sync-to-intacct',
        backlot__Record__c: account,
        backlot__Object__c: 'Account',
        backlot__Payload__c: null,
      },
      {
        ...common,
        backlot__Kind__c: 'create-transaction',
        backlot__Object__c: 'Opportunity',
        backlot__Payload__c: '{"type":"Sales Order"}',
      },
    ]);
  });

  it.each([
    ['an object without the button', 'send-to-engagement', 'Account'],
    ['an object without the other button', 'create-transaction', 'Account'],
  ] as const)('are refused a press on %s', (_title, kind, type) => {
    const { people, create, admin } = newOrg();
    const record = create(type);
    expect(() => people.request({ kind, record }, admin)).toThrow();
    expect(people.list('backlot__Request__c')).toEqual([]);
  });

  it('come back to a snapshot with fields, records and numbers', () => {
    const { world, people, create, read, state } = newOrg();
    const snapshot = world.snapshot();
    const first = create('Account', { Name: 'A' });
    create('CustomField', { object: 'Lead', fullName: 'Region__c', type: 'Text' });
    world.restore(snapshot);
    expect(people.list('Account')).toEqual([]);
    expect(state.schema.type('Lead')!.field('Region__c')).toBeUndefined();
    expect(read('Account', create('Account', { Name: 'B' }))).toMatchObject({ Id: first, Name: 'B' });
  });
});
