import { describe, expect, it } from 'vitest';
import { type PersonFacts, personToProspect } from '../../../../src/rules/engagement/person-to-prospect.js';
import { type ProspectFacts, prospectToPerson } from '../../../../src/rules/engagement/prospect-to-person.js';
import { directory, NINE, person, prospect, settings } from './samples.js';

const lead = person({ ownerId: 'annSf' });
const name = `Lead ${lead.id}`;
const link = { salesforceLeadId: lead.id, salesforceId: lead.id, salesforceOwnerId: 'annSf', salesforceAccountId: null, state: 'linked' };
const loose = { salesforceLeadId: null, salesforceContactId: null, salesforceId: null, salesforceOwnerId: null, state: 'none' };
const write = { kind: 'update-prospect', unit: 'main', id: '1' };
const fields = { lastName: 'Jensen', company: 'Acme', salesforceOwnerId: 'annSf' };
const linked = prospect({ crmState: 'linked', salesforceId: lead.id, assignedToId: 'ann', fields });
const never = { wasOnWhenCreated: false, wasOnWhenEmailCame: false, wasOffBetween: false, hadEmailWhenCreated: true, wasConverted: false };

const facts: PersonFacts = {
  unit: 'main',
  person: lead,
  linked: null,
  former: null,
  sameEmail: [],
  lastEmail: null,
  history: never,
  directory,
  settings: settings(),
  isPushed: false,
};
const unique = settings({}, false);
const fixed = settings({ autoChangeEmail: false }, false);
const skip = (reason: string, rules: readonly string[], text: string) => ({ outcome: 'skip', reason, rules, text, commands: [] });
const moved = person({ ownerId: 'annSf', email: 'new@example.com' });
const other = prospect({ id: '2', email: 'new@example.com' });

describe('a Salesforce record, word for word', () => {
  it.each<[string, Partial<PersonFacts>, object]>([
    ['paused', { settings: settings({ paused: true }) }, skip('paused', ['AE-9'], `the connector is paused; ${name} waits`)],
    ['converted', { person: { ...lead, isConverted: true } }, skip('converted', ['AE-7'], `${name} is converted; its contact syncs`)],
    ['in step', { linked }, skip('in-step', ['AE-1'], `prospect 1 and ${name} are in step`)],
    [
      'kept out',
      { linked: { ...linked, crmState: 'ignored' } },
      skip('crm-syncing-disabled', ['AE-7'], 'CRM syncing is disabled for prospect 1'),
    ],
    ['in the bin', { linked: { ...linked, isArchived: true } }, skip('in-recycle-bin', ['AE-7'], 'prospect 1 is in the recycle bin')],
    [
      'in the bin, sent by hand',
      { linked: { ...linked, isArchived: true }, isPushed: true },
      {
        outcome: 'update',
        reason: 'restored-by-hand',
        rules: ['AE-8'],
        text: `${name} was sent by hand; prospect 1 leaves the recycle bin`,
        commands: [{ ...write, archive: false, link }],
      },
    ],
    [
      'back from the bin',
      { former: { ...linked, crmState: 'deleted' } },
      {
        outcome: 'update',
        reason: 'undeleted',
        rules: ['AE-7'],
        text: `${name} is back; prospect 1 is linked again`,
        commands: [{ ...write, link }],
      },
    ],
    ['a former one that is free again', { former: prospect({ crmState: 'none' }) }, { outcome: 'skip', reason: 'not-retroactive' }],
    [
      'a free prospect',
      { sameEmail: [prospect()] },
      {
        outcome: 'link',
        reason: 'linked-by-email',
        rules: ['AE-15'],
        text: `${name} has the email of prospect 1`,
        commands: [{ ...write, link, assignedToId: 'ann' }],
      },
    ],
    [
      'its own prospect in the bin',
      { sameEmail: [prospect({ isArchived: true, salesforceId: lead.id })] },
      skip('in-recycle-bin', ['AE-7'], `the prospect of ${name} is in the recycle bin`),
    ],
    [
      'an email that another record holds, where it is unique',
      { sameEmail: [prospect({ crmState: 'linked', salesforceId: 'x' })], settings: unique },
      skip('email-taken', ['AE-15'], `${name} has the email of prospect 1, which another record holds`),
    ],
    [
      'the same where emails are shared',
      { sameEmail: [prospect({ crmState: 'linked', salesforceId: 'x' })], isPushed: true },
      { outcome: 'create', reason: 'sent-by-hand' },
    ],
    [
      'a new email that is followed',
      { linked, person: moved, lastEmail: 'jane@example.com', settings: unique },
      {
        outcome: 'update',
        reason: 'email-followed',
        rules: ['AE-9'],
        text: `the email of ${name} changed; prospect 1 follows`,
        commands: [{ ...write, fields: { email: 'new@example.com' } }],
      },
    ],
    [
      'a new email with the box off',
      { linked, person: moved, lastEmail: 'jane@example.com', settings: fixed },
      {
        outcome: 'unlink',
        reason: 'email-changed',
        rules: ['AE-9'],
        text: `the email of ${name} changed and the box for email changes is off; prospect 1 loses its link`,
        commands: [{ ...write, link: loose }],
      },
    ],
    [
      'a new email that another prospect has (D-19)',
      { linked, person: moved, lastEmail: 'jane@example.com', sameEmail: [other], settings: unique },
      {
        outcome: 'link',
        reason: 'email-changed',
        rules: ['AE-9', 'D-19'],
        text: `${name} has the email of prospect 2 now; prospect 1 loses its link`,
        commands: [
          { ...write, link: loose },
          { ...write, id: '2', link, assignedToId: 'ann' },
        ],
      },
    ],
    [
      'an email that changed on the other side',
      { linked: { ...linked, email: 'ae@example.com' }, lastEmail: 'jane@example.com', settings: unique },
      skip('email-changed-in-engagement', ['AE-7'], 'prospect 1 has another email address now'),
    ],
    [
      'sent by hand before a new email synced',
      { linked, person: moved, lastEmail: 'jane@example.com', isPushed: true },
      {
        outcome: 'create',
        reason: 'sent-before-email-synced',
        text: `${name} was sent by hand before its new email address had synced; prospect 1 loses its link`,
      },
    ],
    [
      'the same, with a prospect that has the new email',
      { linked, person: moved, lastEmail: 'jane@example.com', isPushed: true, sameEmail: [other] },
      {
        outcome: 'link',
        reason: 'email-changed',
        commands: [
          { ...write, link: loose },
          { ...write, id: '2', link, assignedToId: 'ann' },
        ],
      },
    ],
  ])('%s', (_title, change, expected) => {
    expect(personToProspect({ ...facts, ...change })).toMatchObject(expected);
  });
});

describe('a prospect, word for word', () => {
  const base: ProspectFacts = {
    prospect: linked,
    linked: lead,
    match: null,
    lastEmail: null,
    directory,
    settings: settings(),
    isPushed: false,
  };
  const assigned = { ...linked, email: 'ae@example.com' };
  const held = { ...assigned, assignedToId: null };

  it.each<[string, Partial<ProspectFacts>, object]>([
    [
      'other values',
      {
        linked: person({ ownerId: 'annSf', fields: { ...lead.fields, Title: 'CTO', pi__score__c: null } }),
        prospect: { ...linked, fields: { ...fields, score: 5 } },
      },
      {
        outcome: 'update',
        reason: 'fields-differ',
        rules: ['AE-1'],
        text: `prospect 1 and ${name} differ`,
        commands: [
          { kind: 'update-person', unit: 'main', object: 'Lead', id: lead.id, fields: { pi__score__c: 5 } },
          { ...write, fields: { jobTitle: 'CTO' } },
        ],
      },
    ],
    [
      'another owner',
      { prospect: { ...linked, assignedToId: null } },
      { outcome: 'update', commands: [{ ...write, link, assignedToId: 'ann' }] },
    ],
    [
      'a pending assignment',
      { prospect: { ...linked, assignment: { target: 'user', userId: 'dan' } } },
      { outcome: 'update', commands: [{ ...write, link, assignedToId: 'ann' }] },
    ],
    [
      'an owner without a user',
      { linked: person({ ownerId: '00G1' }), prospect: { ...linked, assignedToId: null } },
      { outcome: 'update', commands: [{ ...write, link: { ...link, salesforceOwnerId: '00G1' }, assignedToId: null }] },
    ],
    [
      'package fields stopped',
      {
        settings: settings({ stopSyncingPackageFields: true }),
        linked: person({ ownerId: 'annSf', fields: { ...lead.fields, Title: 'CTO' } }),
      },
      { outcome: 'update', rules: ['AE-1', 'AE-19'], commands: [{ ...write, fields: { jobTitle: 'CTO' } }] },
    ],
    [
      'another account of its contact',
      { linked: person({ type: 'Contact', ownerId: 'annSf', accountId: '001', fields: {} }) },
      {
        outcome: 'update',
        commands: [{ ...write, link: { salesforceContactId: lead.id, salesforceAccountId: '001' }, assignedToId: 'ann' }],
      },
    ],
    ...(['engagement', 'salesforce', 'mostRecent'] as const).flatMap((behavior): [string, Partial<ProspectFacts>, object][] =>
      [NINE, NINE + 1].map((updatedAt) => {
        const isOurs = behavior === 'engagement' || (behavior === 'mostRecent' && updatedAt > NINE);
        const command = isOurs
          ? { kind: 'update-person', unit: 'main', object: 'Lead', id: lead.id, fields: { Email: 'ae@example.com' } }
          : { ...write, fields: { email: 'jane@example.com' } };
        const under = settings({ 'fieldBehavior.email': behavior });
        return [
          `a shared email, ${behavior}, ${updatedAt}`,
          { prospect: { ...assigned, updatedAt }, settings: under },
          { outcome: 'update', commands: [command] },
        ];
      }),
    ),
    [
      'no email over there',
      { linked: person({ ownerId: 'annSf', email: null }) },
      { outcome: 'update', commands: [{ kind: 'update-person', fields: { Email: 'jane@example.com' } }] },
    ],
    [
      'a new email where it is unique, assigned',
      { prospect: assigned, lastEmail: 'jane@example.com', settings: unique },
      {
        outcome: 'create',
        reason: 'created-person',
        commands: [{ kind: 'create-person', object: 'Lead', fields: { Email: 'ae@example.com', OwnerId: 'annSf' } }],
      },
    ],
    [
      'a new email that a record has',
      { prospect: assigned, lastEmail: 'jane@example.com', settings: unique, match: lead },
      { outcome: 'link', reason: 'linked-by-email' },
    ],
    [
      'a new email, unassigned',
      { prospect: held, lastEmail: 'jane@example.com', settings: unique },
      {
        outcome: 'unlink',
        reason: 'email-changed',
        rules: ['AE-2', 'AE-7'],
        text: `prospect 1 has another email address than ${name}, and is not assigned`,
        commands: [{ ...write, link: loose }],
      },
    ],
    [
      'a new email under reverse sync',
      { prospect: assigned, lastEmail: 'jane@example.com', settings: settings({ reverseSync: true }, false) },
      { outcome: 'unlink', reason: 'email-changed' },
    ],
    [
      'a record whose email changed, the box off',
      { linked: moved, lastEmail: 'jane@example.com', settings: fixed },
      skip('email-changed', ['AE-9'], `the email of ${name} changed`),
    ],
    [
      'a create without package fields',
      {
        prospect: prospect({ assignedToId: 'ann', fields: { ...fields, score: 5 } }),
        linked: null,
        settings: settings({ stopSyncingPackageFields: true }),
      },
      { outcome: 'create', rules: ['AE-2', 'AE-3', 'AE-5', 'AE-7', 'AE-19'] },
    ],
    [
      'a field that the connector may not edit',
      {
        linked: person({ ownerId: 'annSf', fields: { ...lead.fields, Title: null } }),
        prospect: { ...linked, fields: { ...fields, jobTitle: 'CTO' } },
        isWritable: (field) => field !== 'Title',
      },
      skip('in-step', ['AE-1'], `prospect 1 and ${name} are in step`),
    ],
  ])('%s', (_title, change, expected) => {
    expect(prospectToPerson({ ...base, ...change })).toMatchObject(expected);
  });
});
