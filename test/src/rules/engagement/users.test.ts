import { describe, expect, it } from 'vitest';
import { assignedUserOf, isExcluded, ownershipOf, targetOf } from '../../../../src/rules/engagement/users.js';
import { product } from './product.js';
import { directory, prospect, settings } from './samples.js';

describe('reference A.2: whom a prospect is assigned to', () => {
  it.each([
    [{ assignment: null, assignedToId: null }, null],
    [
      { assignment: null, assignedToId: 'ann' },
      { target: 'user', userId: 'ann' },
    ],
    [
      { assignment: { target: 'user', userId: 'dan' }, assignedToId: 'ann' },
      { target: 'user', userId: 'dan' },
    ],
    [
      { assignment: { target: 'queue', queueId: '00G1' }, assignedToId: 'ann' },
      { target: 'queue', queueId: '00G1' },
    ],
    [{ assignment: { target: 'assignmentRule' }, assignedToId: null }, { target: 'assignmentRule' }],
  ] as const)('%o', (facts, expected) => {
    expect(targetOf(prospect(facts))).toEqual(expected);
  });
});

describe('reference A.2: who owns a new record', () => {
  const on = settings({ excludePartnerAndPortalUsers: true });

  it.each([
    ['a user with a CRM username', { assignedToId: 'ann' }, settings(), { ownerId: 'annSf' }],
    ['a user without one', { assignedToId: 'dan' }, settings(), { ownerId: 'connectorSf' }],
    ['a user who is not there any more', { assignedToId: 'eve' }, settings(), { ownerId: 'connectorSf' }],
    ['a partner user', { assignedToId: 'pat' }, settings(), { ownerId: 'partnerSf' }],
    ['a partner user while they are excluded (D-13)', { assignedToId: 'pat' }, on, { ownerId: 'connectorSf' }],
    ['a standard user while partners are excluded', { assignedToId: 'ann' }, on, { ownerId: 'annSf' }],
    ['a queue', { assignment: { target: 'queue', queueId: '00G1' } }, settings(), { ownerId: '00G1' }],
    ['the active assignment rule', { assignment: { target: 'assignmentRule' } }, settings(), { useAssignmentRule: true }],
    ['nobody', {}, settings(), { ownerId: 'connectorSf' }],
  ] as const)('%s', (_title, facts, under, expected) => {
    expect(ownershipOf(prospect(facts), directory, under)).toEqual(expected);
  });
});

describe('reference A.2: who holds a linked prospect', () => {
  it.each([
    ['annSf', 'ann'],
    ['connectorSf', null],
    ['00G1', null],
    [null, null],
  ])('owner %s: user %s (D-3)', (ownerId, expected) => {
    expect(assignedUserOf({ ownerId }, directory)).toBe(expected);
  });
});

describe('reference A.8: who is kept out of assignment', () => {
  const EXCLUDED = ['PowerPartner', 'Partner', 'CustomerSuccess', 'PowerCustomerSuccess', 'CspLitePortal'];

  it.each(product({ on: [false, true], userType: ['Standard', 'Guest', ...EXCLUDED] }))('%o', ({ on, userType }) => {
    const user = { id: 'u', userType, isActive: true };
    expect(isExcluded(user, { excludePartnerAndPortalUsers: on })).toBe(on && EXCLUDED.includes(userType));
  });

  it('is nobody whom Salesforce does not know', () => {
    expect(isExcluded(undefined, { excludePartnerAndPortalUsers: true })).toBe(false);
  });
});
