import { describe, expect, it } from 'vitest';
import { Faults, parseFaultTarget } from '../../../simulator/kernel/faults.js';

const request = (method: string, path: string) => ({ method, path, query: '', headers: {}, body: '' });
const nothing = () => [];

describe('what a fault is aimed at', () => {
  it.each([
    ['salesforce', { system: 'salesforce' }],
    ['salesforce POST /composite/sobjects', { system: 'salesforce', method: 'POST', segments: ['composite', 'sobjects'] }],
    ['intacct update CUSTOMER', { system: 'intacct', subject: 'update CUSTOMER' }],
    ['intacct query', { system: 'intacct', subject: 'query' }],
  ])('%s', (text, target) => expect(parseFaultTarget(text)).toEqual(target));

  it.each(['pardot', 'salesforce FETCH /x', 'salesforce POST /a b', ''])('complains about "%s"', (text) => {
    expect(parseFaultTarget(text)).toBeTypeOf('string');
  });
});

describe('armed faults', () => {
  const plan = (text: string, times = 1) => ({
    on: [parseFaultTarget(text) as { system: 'salesforce' }],
    action: { kind: 'lose-response' } as const,
    times,
    from: 'sync' as const,
  });

  it('hit whole path segments wherever they stand, so many times', () => {
    const faults = new Faults();
    const fault = faults.arm(plan('salesforce POST /composite/sobjects', 2));
    const take = (method: string, path: string) => faults.take('salesforce', request(method, path), true, nothing)?.id;
    expect(take('POST', '/services/data/v62.0/composite/sobjectsX')).toBeUndefined();
    expect(take('PATCH', '/services/data/v62.0/composite/sobjects')).toBeUndefined();
    expect(take('POST', '/services/data/v62.0/composite/sobjects/Lead')).toBe(fault.id);
    expect(take('POST', '/services/data/v62.0/composite/sobjects')).toBe(fault.id);
    expect(take('POST', '/services/data/v62.0/composite/sobjects')).toBeUndefined();
    expect([faults.get(fault.id)?.fired, faults.isEmpty]).toEqual([2, true]);
  });

  it('hit an Intacct function, with or without its object', () => {
    const faults = new Faults();
    faults.arm(plan('intacct update CUSTOMER'));
    const take = (subject: string) => faults.take('intacct', request('POST', '/x'), true, () => [subject]) !== null;
    expect([take('create CUSTOMER'), take('update CUSTOMERTYPE'), take('update CUSTOMER'), take('update CUSTOMER')]).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('leave clients alone that are not the sync core, unless meant for any', () => {
    const faults = new Faults();
    faults.arm(plan('salesforce'));
    expect(faults.take('salesforce', request('GET', '/'), false, nothing)).toBeNull();
    faults.arm({ ...plan('salesforce'), from: 'any' });
    expect(faults.take('salesforce', request('GET', '/'), false, nothing)).not.toBeNull();
  });
});
