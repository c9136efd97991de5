import { beforeEach, describe, expect, it } from 'vitest';
import { newOrg } from '../org.js';

const TYPE = 'ia_crm__Mass_Sync__c';

describe('A mass synchronization', () => {
  let org: ReturnType<typeof newOrg>;
  const found = (fields: Readonly<Record<string, unknown>>): unknown =>
    org.read(TYPE, org.create(TYPE, fields))['ia_crm__Records_Found__c'];
  const custom = (filters: unknown, logic = 'AND') => ({
    ia_crm__Custom_Filters__c: JSON.stringify(filters),
    ia_crm__Filter_Logic__c: logic,
  });
  const requested = () => org.people.list('backlot__Request__c').map((row) => [row['backlot__Via__c'], row['backlot__Record__c']]);

  beforeEach(() => {
    org = newOrg();
    org.create('Account', { Name: "O'Neill", BillingCity: 'Oslo', NumberOfEmployees: 5, ia_crm__Sync_with_Intacct__c: true });
    org.create('Account', {
      Name: 'Acme',
      BillingCity: 'Rome',
      ia_crm__Intacct_Sync_Status__c: 'Error',
      ia_crm__Sync_with_Intacct__c: true,
    });
    org.create('Account', { Name: 'Abc', BillingCity: 'Oslo', ia_crm__Intacct_Sync_Status__c: 'Success' });
  });

  it.each([
    ['nothing', {}, 3],
    ['the box', { ia_crm__Has_Sync_Checked__c: true }, 2],
    ['a success', { ia_crm__Is_Synced_Successfully__c: true }, 1],
    ['errors', { ia_crm__Has_Sync_Errors__c: true }, 1],
    ['the box and errors', { ia_crm__Has_Sync_Checked__c: true, ia_crm__Has_Sync_Errors__c: true }, 1],
    ['a success and errors', { ia_crm__Is_Synced_Successfully__c: true, ia_crm__Has_Sync_Errors__c: true }, 0],
    ['another object', { ia_crm__Object__c: 'Contact' }, 0],
  ])('finds what has %s', (_title, fields, count) => {
    expect(found(fields)).toBe(count);
  });

  it.each([
    ['a value with a quote', [{ field: 'Name', operator: 'equals', value: "O'Neill" }], 'AND', 1],
    ['a blank for an empty field', [{ field: 'NumberOfEmployees', operator: 'equals', value: '' }], 'AND', 2],
    ['a blank for any value', [{ field: 'NumberOfEmployees', operator: 'not equal to', value: null }], 'AND', 1],
    ['a number', [{ field: 'NumberOfEmployees', operator: 'greater than', value: 4 }], 'AND', 1],
    ['a beginning', [{ field: 'Name', operator: 'starts with', value: 'A' }], 'AND', 2],
    [
      'both',
      [
        { field: 'Name', operator: 'contains', value: 'b' },
        { field: 'BillingCity', operator: 'equals', value: 'Rome' },
      ],
      'AND',
      0,
    ],
    [
      'either',
      [
        { field: 'Name', operator: 'contains', value: 'b' },
        { field: 'BillingCity', operator: 'equals', value: 'Rome' },
      ],
      'OR',
      2,
    ],
  ])('filters by %s', (_title, filters, logic, count) => {
    expect(found(custom(filters, logic))).toBe(count);
  });

  it('joins default filters to custom ones with AND, however those are joined', () => {
    const filters = custom([{ field: 'Name', operator: 'equals', value: 'Acme' }], 'OR');
    expect(found({ ...filters, ia_crm__Is_Synced_Successfully__c: true })).toBe(0);
  });

  it.each([
    ['no list', 'x'],
    ['a stranger', JSON.stringify([{ field: 'Nope__c', operator: 'equals', value: 1 }])],
    ['an unknown operator', JSON.stringify([{ field: 'Name', operator: 'constructor', value: 1 }])],
    ['a number that is none', JSON.stringify([{ field: 'NumberOfEmployees', operator: 'equals', value: '1 OR Id != null' }])],
    ['too many', JSON.stringify(Array.from({ length: 21 }, () => ({ field: 'Name', operator: 'equals', value: 1 })))],
  ])('refuses %s', (_title, text) => {
    expect(() => org.create(TYPE, { ia_crm__Custom_Filters__c: text })).toThrow('Custom filters');
  });

  it('asks for nothing before it is confirmed, then once for each record', () => {
    const run = org.create(TYPE, { ia_crm__Has_Sync_Checked__c: true });
    expect(requested()).toEqual([]);
    org.update(TYPE, run, { ia_crm__Confirmed__c: true });
    const [first, second] = org.people.list('Account');
    expect(requested()).toEqual([first, second].map((row) => ['mass', row!['Id']]));
    expect(() => org.update(TYPE, run, { ia_crm__Has_Sync_Checked__c: false })).toThrow('was confirmed');
  });
});
