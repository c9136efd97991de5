import type { Conclusion } from '../../model/decision.js';
import type { OrgUser, SetupCommand, UnitUser } from '../../model/engagement-setup.js';
import { create, skip, update } from './conclusions.js';
import { comparableEmail } from './matching.js';
import type { ConnectorSettings } from './settings.js';
import { isExcluded } from './users.js';

/** *User Sync* as the page has it: which profiles become which roles, and, when a list names anybody, who of them is meant. */
export type UserSync = {
  readonly profileToRole: Readonly<Record<string, string>>;
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly rolesAndSubordinates: readonly string[];
  readonly publicGroups: readonly string[];
};

/** Reads *User Sync* from the page: `{ profileToRole: { Standard User: Marketing }, roles: [Sales] }`; null while it is off. */
export function userSync(value: unknown): UserSync | null {
  const page = mapOf(value);
  if (page === null) return null;
  const list = (key: string): readonly string[] => (Array.isArray(page[key]) ? page[key].map(String) : []);
  return {
    profileToRole: (mapOf(page['profileToRole']) ?? {}) as Readonly<Record<string, string>>,
    users: list('users'),
    roles: list('roles'),
    rolesAndSubordinates: list('rolesAndSubordinates'),
    publicGroups: list('publicGroups'),
  };
}

/** What the flow loaded for one Salesforce user and one business unit. */
export type UserFacts = {
  readonly unit: string;
  readonly user: OrgUser;
  /** The users of the unit, deleted ones too. */
  readonly users: readonly UnitUser[];
  /** Whether *User Sync* made the unit's user of this one. */
  readonly isMade: boolean;
  readonly settings: Pick<ConnectorSettings, 'autoMatchUsers' | 'userSync' | 'excludePartnerAndPortalUsers'>;
};

/**
 * Decides what a Salesforce user owes to a business unit: a user of its own, or the CRM Username of one with its address. Null when
 * neither setting has anything to say.
 *
 * Source:  reference A.13 rows 4 and 20: users are matched by equal email; User Sync skips whose email or CRM Username exists already.
 * Assumed: a user whom User Sync made follows its Salesforce user: names, address, role, and leaving. AE-18 holds for both settings.
 */
export function userToUnit(facts: UserFacts): Conclusion<SetupCommand> | null {
  const { unit, user, users, isMade, settings } = facts;
  const name = `Salesforce user ${user.username}`;
  const known = users.find(({ crmUserId }) => crmUserId === user.id) ?? null;
  const roleName = roleOf(user, settings.userSync);
  if (known !== null) return isMade ? followed(known, roleName, facts) : exists(roleName, `${name} is a CRM Username already`);
  if (!user.isActive) return null;
  const holder = holderOf(user, users);
  const isToMatch = settings.autoMatchUsers && holder !== null && holder.crmUserId === null;
  if (!isToMatch && roleName === null) return null;
  if (isExcluded(user, settings)) return skip(['AE-18'], 'user-excluded', `${name} is a partner or customer portal user`);
  if (isToMatch) {
    const tie = { kind: 'write-user', unit, id: holder.id, crmUserId: user.id } as const;
    return update(['AE-9'], 'user-matched', `${name} has the address of user ${holder.id}`, [tie]);
  }
  if (holder !== null) return exists(roleName, `${name} has the address of user ${holder.id}`);
  if (comparableEmail(user.email) === null) return skip(['AE-9'], 'user-without-email', `${name} has no email address`);
  const made = { kind: 'write-user', unit, crmUserId: user.id, fields: wantedOf(user, roleName!) } as const;
  return create(['AE-9'], 'user-created', `${name} is a user of Account Engagement by User Sync`, [made]);
}

/** The role that *User Sync* gives to a user, or null for who is not meant. */
function roleOf(user: OrgUser, sync: UserSync | null): string | null {
  const profile = user.profile ?? '';
  if (sync === null || !Object.hasOwn(sync.profileToRole, profile)) return null;
  const { users, roles, rolesAndSubordinates, publicGroups } = sync;
  const chosen: readonly (readonly [readonly string[], readonly string[]])[] = [
    [users, [user.id, user.username]],
    [roles, user.roles],
    [rolesAndSubordinates, [...user.roles, ...user.rolesAbove]],
    [publicGroups, user.groups],
  ];
  const isMeant = chosen.every(([named]) => named.length === 0) || chosen.some(([named, has]) => named.some((each) => has.includes(each)));
  return isMeant ? sync.profileToRole[profile]! : null;
}

function followed(known: UnitUser, roleName: string | null, { unit, user, settings }: UserFacts): Conclusion<SetupCommand> | null {
  if (settings.userSync === null) return null;
  const isDeleted = !user.isActive || roleName === null;
  const wanted = isDeleted ? {} : wantedOf(user, roleName);
  const fields = Object.fromEntries(Object.entries(wanted).filter(([field, value]) => known[field as keyof UnitUser] !== value));
  const change = {
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(isDeleted === known.isDeleted ? {} : { isDeleted }),
  };
  const name = `user ${known.id}`;
  if (Object.keys(change).length === 0) return skip(['AE-9'], 'in-step', `${name} and Salesforce user ${user.username} are in step`);
  const write = { kind: 'write-user', unit, crmUserId: user.id, ...change } as const;
  const text = isDeleted ? `${name} leaves with Salesforce user ${user.username}` : `${name} follows Salesforce user ${user.username}`;
  return update(['AE-9'], isDeleted ? 'user-left' : 'user-differs', text, [write]);
}

function exists(roleName: string | null, text: string): Conclusion<SetupCommand> | null {
  return roleName === null ? null : skip(['AE-9'], 'user-exists', text);
}

function wantedOf({ email, firstName, lastName }: OrgUser, roleName: string) {
  return { email: email!, firstName, lastName, roleName };
}

function holderOf(user: OrgUser, users: readonly UnitUser[]): UnitUser | null {
  const email = comparableEmail(user.email);
  return users.find((each) => !each.isDeleted && email !== null && comparableEmail(each.email) === email) ?? null;
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>> | null) : null;
}
