import { describe, expect, it } from 'vitest';
import { chooseContactEntity, chooseEntity } from '../../../../src/rules/intacct/entity.js';

describe('chooseEntity', () => {
  it.each([
    ['a button with an entity', 'E', null, false, 'E', 'IA-62'],
    ['a button with an entity, accounts first', 'E', null, true, 'E', 'IA-62'],
    ['a button without an entity', '', null, false, '', 'IA-61'],
    ['a button without an entity, accounts first', '', null, true, '', 'IA-61'],
    ['a transaction, accounts first, with an entity', 'E', 'T', true, 'E', 'IA-45'],
    ['a transaction, accounts first, without one', '', 'T', true, '', 'IA-64'],
    ['a transaction, not first, without an entity', '', 'T', false, 'T', 'IA-63'],
    ['a transaction, not first, with an entity', 'E', 'T', false, 'T', 'D-17'],
  ] as const)('%s', (_title, own, transaction, isFirst, entity, rule) => {
    const choice = chooseEntity(own, transaction, isFirst);
    expect(choice.entity).toBe(entity);
    expect(choice.rules).toContain(rule);
  });

  it("sends a contact where its account's customer is, else to the account's entity, else to the top level", () => {
    expect(chooseContactEntity('US', 'UK', null, false)).toEqual({ entity: 'US', rules: ['IA-60', 'IA-62', 'D-33'] });
    expect(chooseContactEntity('', 'UK', 'DE', true).entity).toBe('');
    expect(chooseContactEntity(null, 'UK', null, false)).toEqual({ entity: 'UK', rules: ['IA-60', 'D-33'] });
    expect(chooseContactEntity(null, '', null, true).entity).toBe('');
  });
});
