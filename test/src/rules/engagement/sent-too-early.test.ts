import { describe, expect, it } from 'vitest';
import { type PersonFacts, personToProspect } from '../../../../src/rules/engagement/person-to-prospect.js';
import { directory, person, prospect, settings } from './samples.js';

const renamed = person({ email: 'new@example.com' });
const tied = prospect({ salesforceId: renamed.id, crmState: 'linked' });
const base: PersonFacts = {
  unit: 'main',
  person: renamed,
  linked: tied,
  former: null,
  sameEmail: [],
  lastEmail: 'jane@example.com',
  history: { wasOnWhenCreated: false, wasOnWhenEmailCame: false, wasOffBetween: true, hadEmailWhenCreated: true, wasConverted: false },
  directory,
  settings: settings(),
  isPushed: true,
};
const loose = { kind: 'update-prospect', id: '1', link: expect.objectContaining({ salesforceId: null, state: 'none' }) };

describe('Send to Pardot before a new email address has synced', () => {
  it('makes an extra prospect, which takes the record', () => {
    const { outcome, reason, commands } = personToProspect(base);
    expect({ outcome, reason }).toEqual({ outcome: 'create', reason: 'sent-before-email-synced' });
    expect(commands).toMatchObject([
      loose,
      { kind: 'create-prospect', fields: { email: 'new@example.com' }, link: { salesforceId: renamed.id } },
    ]);
  });

  it('gives the record to a free prospect that has the new address', () => {
    const free = prospect({ id: '2', email: 'new@example.com' });
    expect(personToProspect({ ...base, sameEmail: [free] }).commands).toMatchObject([loose, { kind: 'update-prospect', id: '2' }]);
  });

  it('gives it to whoever has the address where an address is unique', () => {
    const held = prospect({ id: '2', email: 'new@example.com', crmState: 'linked', salesforceId: 'x' });
    const unique = { ...base, sameEmail: [held], settings: settings({}, false) };
    expect(personToProspect(unique)).toMatchObject({ outcome: 'link', commands: [loose, { id: '2' }] });
    expect(personToProspect({ ...unique, settings: settings() })).toMatchObject({ outcome: 'create' });
  });

  it('refuses an address that Account Engagement would not take', () => {
    expect(personToProspect({ ...base, person: person({ email: 'new@' }) })).toMatchObject({ outcome: 'refuse', reason: 'invalid-email' });
  });

  it.each([
    ['nobody pressed the button', { isPushed: false }],
    ['the address is the one of the last sync', { person: person() }],
    ['the last address is not known', { lastEmail: null }],
    ['the prospect has a new address, too', { linked: { ...tied, email: 'other@example.com' } }],
    ['the record has no address', { person: person({ email: null }) }],
  ])('is an ordinary sync when %s', (_title, facts) => {
    const { reason } = personToProspect({ ...base, ...facts });
    expect(reason).not.toBe('sent-before-email-synced');
  });
});
