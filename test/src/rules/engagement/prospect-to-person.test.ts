import { describe, expect, it } from 'vitest';
import type { PendingAssignment } from '../../../../src/model/engagement.js';
import { type ProspectFacts, prospectToPerson } from '../../../../src/rules/engagement/prospect-to-person.js';
import { directory, person, prospect, settings } from './samples.js';

const base: ProspectFacts = {
  prospect: prospect(),
  linked: null,
  match: null,
  lastEmail: null,
  directory,
  settings: settings(),
  isPushed: false,
};
const assigned = prospect({ assignedToId: 'ann' });
const lead = person();
const linked = prospect({
  salesforceId: lead.id,
  crmState: 'linked',
  assignedToId: null,
  fields: { ...prospect().fields, salesforceOwnerId: 'connectorSf' },
});

describe('prospect to Salesforce: the rows of reference A.3', () => {
  it.each([
    ['1 the connector is paused', { prospect: assigned, settings: settings({ paused: true }) }, 'skip', 'paused'],
    [
      '1 paused, but synced by hand',
      { prospect: assigned, settings: settings({ paused: true }), isPushed: true },
      'create',
      'created-person',
    ],
    ['2 in the recycle bin', { prospect: prospect({ isArchived: true, assignedToId: 'ann' }) }, 'skip', 'in-recycle-bin'],
    ['2 deleted from the CRM', { prospect: prospect({ crmState: 'deleted', assignedToId: 'ann' }) }, 'skip', 'blocked-crm-deleted'],
    [
      '2 kept out of the CRM',
      { prospect: prospect({ crmState: 'ignored', assignedToId: 'ann' }), match: lead },
      'skip',
      'crm-syncing-disabled',
    ],
    [
      '2 deleted, but allowed to recreate',
      { prospect: prospect({ crmState: 'deleted', recreateAllowed: true, assignedToId: 'ann' }) },
      'create',
      'created-person',
    ],
    ['3 no email', { prospect: prospect({ email: null, assignedToId: 'ann' }) }, 'skip', 'no-email'],
    ['4 linked and in step', { prospect: linked, linked: lead }, 'skip', 'in-step'],
    ['4 linked and different', { prospect: linked, linked: person({ fields: { Title: 'CEO' } }) }, 'update', 'fields-differ'],
    ['5 linked, record not to be seen', { prospect: linked }, 'refuse', 'record-not-accessible'],
    ['6 a record with its email', { prospect: assigned, match: lead }, 'link', 'linked-by-email'],
    ['6 the same, unassigned', { match: lead }, 'link', 'linked-by-email'],
    ['7 assigned and unknown', { prospect: assigned }, 'create', 'created-person'],
    ['7 assigned, reverse sync', { prospect: assigned, settings: settings({ reverseSync: true }) }, 'skip', 'reverse-sync'],
    ['8 unassigned and unknown', {}, 'skip', 'held-unassigned'],
  ] as const)('%s', (_title, facts, outcome, reason) => {
    expect(prospectToPerson({ ...base, ...facts } as ProspectFacts)).toMatchObject({ outcome, reason });
  });

  it('links to a match and takes its owner, whoever the prospect was assigned to', () => {
    const conclusion = prospectToPerson({ ...base, prospect: assigned, match: person({ ownerId: 'otherSf' }) });
    expect(conclusion.commands[0]).toMatchObject({ kind: 'update-prospect', assignedToId: null, link: { salesforceOwnerId: 'otherSf' } });
  });

  it('writes to one prospect with one command when a match brings fields along', () => {
    const conclusion = prospectToPerson({ ...base, match: person({ fields: { LastName: 'Jensen', Title: 'CEO' } }) });
    expect(conclusion.commands.filter(({ kind }) => kind === 'update-prospect')).toHaveLength(1);
    expect(conclusion.commands[0]).toMatchObject({ fields: { jobTitle: 'CEO' } });
  });

  it('leaves the old record behind when a unique email changed in Account Engagement', () => {
    const facts = {
      ...base,
      prospect: { ...linked, email: 'new@example.com', assignedToId: 'ann' },
      linked: lead,
      lastEmail: 'jane@example.com',
    };
    expect(prospectToPerson({ ...facts, settings: settings({}, false) })).toMatchObject({ outcome: 'create' });
    expect(prospectToPerson({ ...facts, settings: settings({ 'fieldBehavior.email': 'engagement' }) }).commands).toContainEqual(
      expect.objectContaining({ kind: 'update-person', fields: expect.objectContaining({ Email: 'new@example.com' }) }),
    );
  });
});

describe('who owns the new lead: the targets of reference A.2', () => {
  const queue: PendingAssignment = { target: 'queue', queueId: 'westQueue' };
  const rule: PendingAssignment = { target: 'assignmentRule' };
  it.each([
    ['a user with a CRM username', { assignedToId: 'ann' }, {}, { OwnerId: 'annSf' }, false],
    ['a user without one', { assignedToId: 'dan' }, {}, { OwnerId: 'connectorSf' }, false],
    ['a partner user', { assignedToId: 'pat' }, {}, { OwnerId: 'partnerSf' }, false],
    [
      'a partner user, partners excluded',
      { assignedToId: 'pat' },
      { excludePartnerAndPortalUsers: true },
      { OwnerId: 'connectorSf' },
      false,
    ],
    ['a queue', { assignment: queue }, {}, { OwnerId: 'westQueue' }, false],
    ['active assignment rules', { assignment: rule }, {}, {}, true],
  ] as const)('%s', (_title, facts, under, owner, useAssignmentRule) => {
    const { commands } = prospectToPerson({ ...base, prospect: prospect(facts), settings: settings(under) });
    expect(commands).toMatchObject([{ kind: 'create-person', object: 'Lead', useAssignmentRule, fields: owner }]);
    expect('OwnerId' in (commands[0] as { fields: object }).fields).toBe(!useAssignmentRule);
  });

  it('refuses to give a contact to a queue', () => {
    const conclusion = prospectToPerson({
      ...base,
      prospect: prospect({ assignment: queue }),
      settings: settings({ createRecordAs: 'Contact' }),
    });
    expect(conclusion).toMatchObject({ outcome: 'refuse', reason: 'queue-cannot-own-contact' });
  });
});
