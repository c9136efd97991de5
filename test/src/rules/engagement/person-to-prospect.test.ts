import { describe, expect, it } from 'vitest';
import { leadConverted, peopleMerged, personDeleted } from '../../../../src/rules/engagement/deletes.js';
import { emailChange } from '../../../../src/rules/engagement/email-change.js';
import { personFor, prospectFor } from '../../../../src/rules/engagement/matching.js';
import { type PersonFacts, personToProspect } from '../../../../src/rules/engagement/person-to-prospect.js';
import { directory, NINE, person, prospect, settings } from './samples.js';

const lead = person();
const tied = prospect({ salesforceId: lead.id, crmState: 'linked', fields: { ...prospect().fields, salesforceOwnerId: 'connectorSf' } });
const base: PersonFacts = {
  unit: 'main',
  person: lead,
  linked: null,
  former: null,
  sameEmail: [],
  lastEmail: 'jane@example.com',
  history: { wasOnWhenCreated: true, wasOnWhenEmailCame: true, wasOffBetween: false, hadEmailWhenCreated: true, wasConverted: false },
  directory,
  settings: settings(),
  isPushed: false,
};

describe('Salesforce record to prospect', () => {
  it.each([
    ['no prospect yet', {}, 'create', 'auto-created'],
    ['a free prospect has the email', { sameEmail: [prospect()] }, 'link', 'linked-by-email'],
    ['the only one is linked already', { sameEmail: [prospect({ crmState: 'linked', salesforceId: 'x' })] }, 'create', 'auto-created'],
    [
      'matching by email is off: a duplicate',
      { sameEmail: [prospect()], settings: settings({ matchByEmailWhenNoCrmId: false }) },
      'create',
      'auto-created',
    ],
    [
      'off, but email is unique here',
      { sameEmail: [prospect()], settings: settings({ matchByEmailWhenNoCrmId: false }, false) },
      'link',
      'linked-by-email',
    ],
    [
      "email is unique here, and its prospect is another record's: inert",
      { sameEmail: [prospect({ crmState: 'linked', salesforceId: 'x' })], settings: settings({}, false) },
      'skip',
      'email-taken',
    ],
    ['linked and in step', { linked: tied }, 'skip', 'in-step'],
    ['linked, kept out of the CRM', { linked: { ...tied, crmState: 'ignored' } }, 'skip', 'crm-syncing-disabled'],
    ['linked, in the bin', { linked: { ...tied, isArchived: true } }, 'skip', 'in-recycle-bin'],
    ['linked, in the bin, sent by hand', { linked: { ...tied, isArchived: true }, isPushed: true }, 'update', 'restored-by-hand'],
    ['undeleted', { former: prospect({ crmState: 'deleted', isArchived: true }) }, 'update', 'undeleted'],
    ['paused', { settings: settings({ paused: true }) }, 'skip', 'paused'],
    ['converted', { person: person({ isConverted: true }) }, 'skip', 'converted'],
  ] as const)('%s', (_title, facts, outcome, reason) => {
    expect(personToProspect({ ...base, ...facts } as PersonFacts)).toMatchObject({ outcome, reason });
  });
});

describe('email changes where an email is unique: the table of reference A.11', () => {
  const unique = settings({}, false);
  const off = settings({ autoChangeEmail: false }, false);
  const other = prospect({ id: '2', email: 'b@example.com' });
  const renamed = person({ email: 'b@example.com' });
  it.each([
    ['Salesforce to b, setting on', tied, renamed, 'jane@example.com', null, unique, 'follow'],
    ['Salesforce to b, setting off', tied, renamed, 'jane@example.com', null, off, 'break'],
    ['Salesforce to b, b is a prospect', tied, renamed, 'jane@example.com', other, unique, 'move'],
    ['Account Engagement to b', { ...tied, email: 'b@example.com' }, lead, 'jane@example.com', null, unique, 'leave-behind'],
    ['Account Engagement to b, setting off', { ...tied, email: 'b@example.com' }, lead, 'jane@example.com', null, off, 'leave-behind'],
    ['nobody', tied, lead, 'jane@example.com', null, unique, 'none'],
    ['letter case only', tied, person({ email: 'JANE@example.com ' }), 'jane@example.com', null, unique, 'none'],
    ['several may share it', tied, renamed, 'jane@example.com', null, settings(), 'none'],
    ['emptied in Salesforce', tied, person({ email: null }), 'jane@example.com', null, unique, 'none'],
  ] as const)('%s', (_title, ours, theirs, last, holder, under, kind) => {
    expect(emailChange(ours, theirs, last, holder, under)).toMatchObject({ kind });
  });

  it('moves the link and leaves the other prospect active', () => {
    const facts = { ...base, person: renamed, linked: tied, sameEmail: [other], settings: unique };
    expect(personToProspect(facts).commands).toMatchObject([
      { id: '1', link: { salesforceId: null, state: 'none' } },
      { id: '2', link: { salesforceId: lead.id, state: 'linked' } },
    ]);
  });
});

describe('matching by email: reference A.5', () => {
  const contact = person({ type: 'Contact', id: '003000000000001AAA' });
  it.each([
    ['a contact before a lead', [lead, contact], contact.id],
    ['the most recently active', [lead, person({ id: '00Q2', lastActivityAt: 5 }), person({ id: '00Q3', lastActivityAt: 9 })], '00Q3'],
    ['then the oldest', [lead, person({ id: '00Q2', createdAt: NINE - 1 })], '00Q2'],
    ['then the lowest id', [person({ id: '00Q9' }), person({ id: '00Q2' })], '00Q2'],
    ['letter case and spaces aside', [person({ email: ' Jane@Example.com ' })], lead.id],
    ['no converted lead', [person({ isConverted: true })], undefined],
    ['no deleted record', [person({ isDeleted: true })], undefined],
    ['no record of another prospect', [person({ id: 'taken' })], undefined],
    ['no other email', [person({ email: 'jjensen@example.com' })], undefined],
  ] as const)('%s', (_title, people, id) => {
    expect(personFor(prospect(), people, new Set(['taken']), settings())?.id).toBe(id);
  });

  it('picks the free prospect with the latest activity, then the latest change, then the lowest id', () => {
    const candidates = [
      prospect({ id: '4', lastActivityAt: 9, isArchived: true }),
      prospect({ id: '3', updatedAt: NINE + 5 }),
      prospect({ id: '2', lastActivityAt: 5 }),
      prospect({ id: '1' }),
    ];
    expect(prospectFor(lead, candidates, settings())?.id).toBe('2');
    expect(prospectFor(lead, [candidates[3]!, candidates[1]!], settings())?.id).toBe('3');
    expect(prospectFor(lead, [prospect({ id: '10' }), prospect({ id: '9' })], settings())?.id).toBe('9');
  });
});

describe('deleted, merged, converted: reference A.10', () => {
  const onAt = { autoDeleteMerge: true };
  const offAt = { autoDeleteMerge: false };
  const winner = person({ id: '00Qwin', email: 'win@example.com' });
  const ofWinner = prospect({ id: '7', email: 'win@example.com', crmState: 'linked', salesforceId: winner.id });

  it('archives the prospect of a deleted record, or only marks it', () => {
    expect(personDeleted(lead, tied, onAt).commands).toMatchObject([{ id: '1', archive: true, link: { state: 'deleted' } }]);
    expect(personDeleted(lead, tied, offAt).commands).toEqual([
      { kind: 'update-prospect', unit: 'main', id: '1', link: { state: 'deleted' } },
    ]);
    expect(personDeleted(lead, null, onAt)).toMatchObject({ outcome: 'skip' });
    expect(personDeleted(lead, { ...tied, crmState: 'deleted' }, onAt)).toMatchObject({ outcome: 'skip' });
  });

  it.each([
    ['both, setting on', ofWinner, tied, onAt, 'update', [{ id: '7', mergeFrom: '1' }]],
    ['only the loser', null, tied, onAt, 'update', [{ id: '1', link: { salesforceId: '00Qwin' }, fields: { email: 'win@example.com' } }]],
    ['only the winner', ofWinner, null, onAt, 'skip', []],
    ['neither', null, null, onAt, 'skip', []],
    ['both, setting off', ofWinner, tied, offAt, 'unlink', [{ id: '1', link: { state: 'deleted' } }]],
  ] as const)('%s', (_title, prospectOfWinner, prospectOfLoser, atEvent, outcome, commands) => {
    const conclusion = peopleMerged({
      winner,
      loser: person({ isDeleted: true, masterId: winner.id }),
      prospectOfWinner,
      prospectOfLoser,
      atEvent,
    });
    expect(conclusion.outcome).toBe(outcome);
    expect(conclusion.commands).toMatchObject([...commands]);
  });

  it("gives the winner the loser's email when that was kept", () => {
    const facts = {
      winner: { ...winner, email: 'jane@example.com' },
      loser: lead,
      prospectOfWinner: ofWinner,
      prospectOfLoser: tied,
      atEvent: onAt,
    };
    expect(peopleMerged(facts).commands).toMatchObject([{ id: '7', mergeFrom: '1', fields: { email: 'jane@example.com' } }]);
  });

  it('moves the prospect of a converted lead to the contact', () => {
    const contact = person({ type: 'Contact', id: '003c', accountId: '001a' });
    expect(leadConverted(lead, contact, tied, null).commands).toMatchObject([
      { id: '1', link: { salesforceContactId: '003c', salesforceId: '003c', salesforceAccountId: '001a' } },
    ]);
    expect(leadConverted(lead, contact, tied, ofWinner).commands).toMatchObject([{ id: '7', mergeFrom: '1' }]);
  });
});
