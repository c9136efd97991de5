import { describe, expect, it } from 'vitest';
import type { OrgUser, UnitUser } from '../../../../src/model/engagement-setup.js';
import { type UserFacts, userSync, userToUnit } from '../../../../src/rules/engagement/user-sync.js';
import { settings } from './samples.js';

const ANN: OrgUser = {
  id: '005ann',
  username: 'ann@corp.example',
  email: 'ann@example.com',
  firstName: 'Ann',
  lastName: 'Ames',
  userType: 'Standard',
  isActive: true,
  profile: 'Standard User',
  roles: ['00Ewest', 'West'],
  rolesAbove: ['00Eall', 'All'],
  groups: ['00Gteam', 'Team'],
};
const HERS: UnitUser = {
  id: '7',
  email: 'ann@example.com',
  firstName: 'Ann',
  lastName: 'Ames',
  roleName: 'Sales',
  crmUserId: '005ann',
  isDeleted: false,
};
const SYNC = { profileToRole: { 'Standard User': 'Sales', Admin: 'Administrator' } };

function decided(facts: Partial<Omit<UserFacts, 'settings'>>, page: Record<string, unknown>) {
  return userToUnit({ unit: 'main', user: ANN, users: [], isMade: false, ...facts, settings: settings(page) });
}

describe('reference A.13 row 20: User Sync', () => {
  it('makes a user of a profile that has a role', () => {
    expect(decided({}, { userSync: SYNC })).toEqual({
      outcome: 'create',
      rules: ['AE-9'],
      reason: 'user-created',
      text: 'Salesforce user ann@corp.example is a user of Account Engagement by User Sync',
      commands: [
        {
          kind: 'write-user',
          unit: 'main',
          crmUserId: '005ann',
          fields: { email: 'ann@example.com', firstName: 'Ann', lastName: 'Ames', roleName: 'Sales' },
        },
      ],
    });
  });

  it.each([
    ['is off', {}, null],
    ['is no map', { userSync: ['Standard User'] }, null],
    ['is empty', { userSync: {} }, null],
    ['names no profiles', { userSync: { profileToRole: null } }, null],
    ['names another profile', { userSync: { profileToRole: { Admin: 'Sales' } } }, null],
    ['names nobody', { userSync: { ...SYNC, users: [] } }, 'user-created'],
    ['names her id', { userSync: { ...SYNC, users: ['005ann'] } }, 'user-created'],
    ['names her username', { userSync: { ...SYNC, users: ['ann@corp.example'] } }, 'user-created'],
    ['names somebody else', { userSync: { ...SYNC, users: ['005bob'] } }, null],
    ['names her role', { userSync: { ...SYNC, roles: ['West'] } }, 'user-created'],
    ['names the role above hers', { userSync: { ...SYNC, roles: ['All'] } }, null],
    ['names the role above hers with subordinates', { userSync: { ...SYNC, rolesAndSubordinates: ['All'] } }, 'user-created'],
    ['names her role with subordinates', { userSync: { ...SYNC, rolesAndSubordinates: ['00Ewest'] } }, 'user-created'],
    ['names another role with subordinates', { userSync: { ...SYNC, rolesAndSubordinates: ['East'] } }, null],
    ['names her public group', { userSync: { ...SYNC, publicGroups: ['Team'] } }, 'user-created'],
    ['names another public group', { userSync: { ...SYNC, publicGroups: ['West'] } }, null],
    ['names somebody else and her role', { userSync: { ...SYNC, users: ['005bob'], roles: ['00Ewest'] } }, 'user-created'],
    ['names numbers', { userSync: { ...SYNC, users: [5] } }, null],
  ] as const)('chooses by what the page says: it %s', (_title, page, reason) => {
    expect(decided({}, page)?.reason ?? null).toBe(reason);
  });

  it.each([
    ['has left', { isActive: false }, null],
    ['has no profile', { profile: null }, null],
    ['has a profile that objects inherit', { profile: 'constructor' }, null],
    ['has no email address', { email: ' ' }, 'user-without-email'],
    ['is a partner', { userType: 'PowerPartner' }, 'user-created'],
  ] as const)('looks at the user, who %s', (_title, user, reason) => {
    expect(decided({ user: { ...ANN, ...user } }, { userSync: SYNC })?.reason ?? null).toBe(reason);
  });

  it('makes nobody without an address', () => {
    expect(decided({ user: { ...ANN, email: null } }, { userSync: SYNC })).toEqual({
      outcome: 'skip',
      rules: ['AE-9'],
      reason: 'user-without-email',
      text: 'Salesforce user ann@corp.example has no email address',
      commands: [],
    });
  });

  it('leaves partner and portal users out while they are excluded (AE-18)', () => {
    const user = { ...ANN, userType: 'PowerPartner' };
    const page = { userSync: SYNC, excludePartnerAndPortalUsers: true };
    expect(decided({ user }, page)).toEqual({
      outcome: 'skip',
      rules: ['AE-18'],
      reason: 'user-excluded',
      text: 'Salesforce user ann@corp.example is a partner or customer portal user',
      commands: [],
    });
  });

  it('skips whose email or CRM Username exists already', () => {
    const mapped = decided({ users: [{ ...HERS, firstName: 'Anna' }] }, { userSync: SYNC });
    expect(mapped).toEqual({
      outcome: 'skip',
      rules: ['AE-9'],
      reason: 'user-exists',
      text: 'Salesforce user ann@corp.example is a CRM Username already',
      commands: [],
    });
    const unmapped = decided({ users: [{ ...HERS, email: 'ANN@example.com', crmUserId: null }] }, { userSync: SYNC });
    expect(unmapped).toMatchObject({ reason: 'user-exists', text: 'Salesforce user ann@corp.example has the address of user 7' });
    expect(decided({ users: [{ ...HERS, crmUserId: null, isDeleted: true }] }, { userSync: SYNC })?.reason).toBe('user-created');
    expect(decided({ users: [{ ...HERS, email: 'other@example.com', crmUserId: null }] }, { userSync: SYNC })?.reason).toBe('user-created');
    expect(decided({ users: [HERS] }, { autoMatchUsers: true })).toBeNull();
  });

  it.each([
    ['names', { lastName: 'Adams' }, { fields: { lastName: 'Adams' } }],
    ['address', { email: 'aa@example.com' }, { fields: { email: 'aa@example.com' } }],
    ['profile', { profile: 'Admin' }, { fields: { roleName: 'Administrator' } }],
    ['leaving', { isActive: false, lastName: 'Adams' }, { isDeleted: true }],
    ['profile that has no role', { profile: 'Guest' }, { isDeleted: true }],
  ] as const)('lets the user whom it made follow: %s', (_title, change, written) => {
    const user = { ...ANN, ...change };
    const read = decided({ user, users: [HERS], isMade: true }, { userSync: SYNC });
    const isGone = 'isDeleted' in written;
    expect(read).toEqual({
      outcome: 'update',
      rules: ['AE-9'],
      reason: isGone ? 'user-left' : 'user-differs',
      text: `user 7 ${isGone ? 'leaves with' : 'follows'} Salesforce user ann@corp.example`,
      commands: [{ kind: 'write-user', unit: 'main', crmUserId: '005ann', ...written }],
    });
  });

  it('brings back who left, and has nothing to say of who is in step, or when it is off again', () => {
    const back = decided({ users: [{ ...HERS, isDeleted: true }], isMade: true }, { userSync: SYNC });
    expect(back?.commands).toEqual([{ kind: 'write-user', unit: 'main', crmUserId: '005ann', isDeleted: false }]);
    expect(decided({ users: [HERS], isMade: true }, { userSync: SYNC })).toEqual({
      outcome: 'skip',
      rules: ['AE-9'],
      reason: 'in-step',
      text: 'user 7 and Salesforce user ann@corp.example are in step',
      commands: [],
    });
    const gone = { user: { ...ANN, isActive: false }, users: [{ ...HERS, isDeleted: true }], isMade: true };
    expect(decided(gone, { userSync: SYNC })?.reason).toBe('in-step');
    expect(decided({ users: [{ ...HERS, lastName: 'Adams' }], isMade: true }, {})).toBeNull();
  });
});

describe('reference A.13 row 4: users of one address', () => {
  const NOT_YET = { ...HERS, crmUserId: null };

  it('are matched by their address, letter case aside', () => {
    expect(decided({ users: [{ ...NOT_YET, email: 'Ann@Example.com' }] }, { autoMatchUsers: true })).toEqual({
      outcome: 'update',
      rules: ['AE-9'],
      reason: 'user-matched',
      text: 'Salesforce user ann@corp.example has the address of user 7',
      commands: [{ kind: 'write-user', unit: 'main', id: '7', crmUserId: '005ann' }],
    });
  });

  it.each([
    ['the box is off', {}, {}, {}, null],
    ['the box is off and User Sync on', { userSync: SYNC }, {}, {}, 'user-exists'],
    ['both are on', { autoMatchUsers: true, userSync: SYNC }, {}, {}, 'user-matched'],
    ['the address is another', { autoMatchUsers: true }, { email: 'bo@example.com' }, {}, null],
    ['neither has an address', { autoMatchUsers: true }, { email: '' }, { email: null }, null],
    ['the user is in the bin', { autoMatchUsers: true }, { isDeleted: true }, {}, null],
    ['the user has another Salesforce user', { autoMatchUsers: true }, { crmUserId: '005bob' }, {}, null],
    ['the Salesforce user has left', { autoMatchUsers: true }, {}, { isActive: false }, null],
    ['partners are excluded', { autoMatchUsers: true, excludePartnerAndPortalUsers: true }, {}, { userType: 'Partner' }, 'user-excluded'],
    ['partners are not excluded', { autoMatchUsers: true }, {}, { userType: 'Partner' }, 'user-matched'],
  ] as const)('when %s', (_title, page, own, theirs, reason) => {
    expect(decided({ user: { ...ANN, ...theirs }, users: [{ ...NOT_YET, ...own }] }, page)?.reason ?? null).toBe(reason);
  });
});

describe('The page of User Sync', () => {
  it('is read with all its lists', () => {
    const lists = { users: ['a'], roles: ['b'], rolesAndSubordinates: ['c'], publicGroups: ['d'] };
    expect(userSync({ profileToRole: { X: 'Sales' }, ...lists })).toEqual({ profileToRole: { X: 'Sales' }, ...lists });
    expect(userSync({ profileToRole: ['X'] })).toEqual({
      profileToRole: {},
      users: [],
      roles: [],
      rolesAndSubordinates: [],
      publicGroups: [],
    });
    for (const off of [null, undefined, 'on', true, []]) expect(userSync(off)).toBeNull();
  });
});
