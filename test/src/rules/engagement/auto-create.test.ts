import { describe, expect, it } from 'vitest';
import { type AutoCreateHistory, autoCreate } from '../../../../src/rules/engagement/auto-create.js';
import { directory, person } from './samples.js';

const on: AutoCreateHistory = {
  wasOnWhenCreated: true,
  wasOnWhenEmailCame: true,
  wasOffBetween: false,
  hadEmailWhenCreated: true,
  wasConverted: false,
};
const off = { ...on, wasOnWhenCreated: false, wasOnWhenEmailCame: false };

describe('auto-create: the table of reference A.4', () => {
  it.each([
    ['1 created while on, with email', person(), on, false, 'create', 'auto-created'],
    ['2 created while off, on later, untouched', person(), off, false, 'skip', 'not-retroactive'],
    ['3 created while off, edited while on', person({ modifiedAt: 9e12 }), off, false, 'skip', 'not-retroactive'],
    [
      '4 created while off without email, email added while on',
      person(),
      { ...off, wasOnWhenEmailCame: true, hadEmailWhenCreated: false },
      false,
      'skip',
      'not-retroactive',
    ],
    [
      '5 created while on without email, added later, on all the time',
      person(),
      { ...on, hadEmailWhenCreated: false },
      false,
      'create',
      'auto-created',
    ],
    [
      '6a as 5, but email added while off',
      person(),
      { ...on, hadEmailWhenCreated: false, wasOnWhenEmailCame: false, wasOffBetween: true },
      false,
      'skip',
      'not-retroactive',
    ],
    ['6b as 5, but off in between', person(), { ...on, hadEmailWhenCreated: false, wasOffBetween: true }, false, 'skip', 'not-retroactive'],
    ['7 switched off before the cycle: the instant of creation decides', person(), on, false, 'create', 'auto-created'],
    ['9 a contact made by a conversion while on', person({ type: 'Contact' }), on, false, 'create', 'auto-created'],
    ['11 deleted before the cycle', person({ isDeleted: true }), on, false, 'skip', 'deleted-before-cycle'],
    ['12 undeleted while on, created while off', person(), off, false, 'skip', 'not-retroactive'],
    ['16 off, but sent by hand', person(), off, true, 'create', 'sent-by-hand'],
    ['19 invalid email', person({ email: 'jane' }), on, false, 'refuse', 'invalid-email'],
    ['no email at all', person({ email: null }), on, false, 'skip', 'no-email'],
    ['no email, sent by hand', person({ email: null }), on, true, 'skip', 'no-email'],
    ['converted before it had an email', person(), { ...on, wasConverted: true }, false, 'skip', 'converted'],
  ] as const)('%s', (_title, record, history, isPushed, outcome, reason) => {
    expect(autoCreate(record, history, 'main', directory, isPushed)).toMatchObject({ outcome, reason });
  });

  it('names AE-13, the gap, when it skips what was created while the box was unchecked', () => {
    expect(autoCreate(person(), off, 'main', directory).rules).toContain('AE-13');
  });

  it('gives the new prospect the fields, the link and the user of the Salesforce owner', () => {
    const record = person({
      ownerId: 'annSf',
      fields: { FirstName: 'Jane', LastName: 'Jensen', Company: 'Acme', Street: 'A\nB\nC', Title: '' },
    });
    expect(autoCreate(record, on, 'main', directory).commands).toEqual([
      {
        kind: 'create-prospect',
        unit: 'main',
        person: { object: 'Lead', id: record.id },
        fields: { email: 'jane@example.com', firstName: 'Jane', lastName: 'Jensen', company: 'Acme', addressOne: 'A', addressTwo: 'B C' },
        link: {
          salesforceLeadId: record.id,
          salesforceId: record.id,
          salesforceOwnerId: 'annSf',
          salesforceAccountId: null,
          state: 'linked',
        },
        assignedToId: 'ann',
      },
    ]);
  });
});
