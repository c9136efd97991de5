import type { Fields } from '../../kernel/people.js';
import type { Table } from '../../kernel/table.js';
import { refusal } from '../errors.js';
import type { Asset, AssetKind, Audit, BusinessUnit, Group, User } from '../records.js';
import { ROLES } from '../state/abilities.js';
import { readActions } from '../state/action-input.js';
import { newAsset } from '../state/assets.js';
import { createBusinessUnit } from '../state/business-units.js';
import { noteFolder } from '../state/folders.js';
import { checkUserEmail, readCrmUser, readMembers } from '../state/users.js';
import type { Engagement } from '../state.js';
import { checkReferences, standards } from '../v5/kept.js';
import { type ObjectDefinition, printWhole, readFields, type Stored, stamped } from '../v5/object.js';
import { USERS } from '../v5/objects/account-wide.js';
import { ASSETS } from '../v5/objects/assets.js';
import { printInstant, readValue } from '../values.js';
import { BU, field, type Kind, kindOf, known } from './kinds.js';
import { plausibleEmail, plausibleName, plausiblePerson } from './plausible.js';

/** Types that only people make, on pages of the user interface. */
export function pageKinds(): readonly Kind[] {
  return [USER, GROUP, BUSINESS_UNIT, SYNC_ERROR, ...ASSETS.map((object) => assetKind(object.type as AssetKind))];
}

const USER_FIELDS = ['email', 'firstName', 'lastName', 'crmUsername', 'jobTitle', 'username', 'roleName'];

/** Users; *CRM Username* ties one to a Salesforce user that the drop-down offers. */
const USER = kindOf(USERS, {
  fields: [...kindOf(USERS).fields, field('crmUsername', 'reference', 'User')],
  print: (engagement, row) => ({ ...printWhole(USERS, row, engagement), crmUsername: row['salesforceId'] ?? null, bu: row.unit }),
  create: (engagement, unit, fields, by) => {
    const values = readUser(engagement, unit, fields, null);
    const email = values.email ?? plausibleEmail(engagement, 'user');
    const blank = { ...plausiblePerson(engagement), email, username: email, jobTitle: null, roleName: 'Marketing', salesforceId: null };
    return engagement.tables.users.put({ ...engagement.audit('User', unit, by), ...blank, ...values });
  },
  update: (engagement, row, fields, by) => {
    const user = row as unknown as User;
    engagement.tables.users.put(stamped(engagement, user, readUser(engagement, row.unit, fields, row.id), by));
  },
  remove: (engagement, row, by) => bin(engagement, engagement.tables.users, row as unknown as User, true, by),
  restore: (engagement, row, by) => bin(engagement, engagement.tables.users, row as unknown as User, false, by),
});

const GROUP: Kind = {
  name: 'Group',
  fields: [BU, field('id', 'number'), field('name', 'text'), field('members', 'structure')],
  table: (tables) => tables.groups as unknown as Table<Stored>,
  print: (_engagement, row) => printPage(row, ['name', 'members']),
  create: (engagement, unit, fields, by) => {
    const blank = { name: plausibleName('Group', engagement), members: [] };
    const values = readGroup(engagement, unit, fields);
    return engagement.tables.groups.put({ ...engagement.audit('Group', unit, by), ...blank, ...values });
  },
  update: (engagement, row, fields, by) => {
    engagement.tables.groups.put(stamped(engagement, row as unknown as Group, readGroup(engagement, row.unit, fields), by));
  },
  remove: (engagement, row, by) => bin(engagement, engagement.tables.groups, row as unknown as Group, true, by),
};

const UNIT_FIELDS = ['name', 'allowMultipleProspectsPerEmail'];

/** Business units; whether emails are unique is decided when one is made. Source: help: the feature cannot be switched off again. */
const BUSINESS_UNIT: Kind = {
  name: 'BusinessUnit',
  fields: [field('id', 'text'), field('name', 'text'), field('allowMultipleProspectsPerEmail', 'boolean')],
  table: (tables) => tables.units as unknown as Table<Stored>,
  print: (_engagement, row) => ({ ...printPage(row, UNIT_FIELDS), id: row['key'], bu: row['key'] }),
  create: (engagement, _unit, fields) => {
    const given = known(fields, UNIT_FIELDS);
    const name = String(given['name'] ?? plausibleName('Business unit', engagement));
    const isAmpsea = readValue('boolean', UNIT_FIELDS[1]!, given['allowMultipleProspectsPerEmail'] ?? true) === true;
    return createBusinessUnit(engagement, name, isAmpsea) as unknown as Stored;
  },
  update: (engagement, row, fields, by) => {
    const given = known(fields, UNIT_FIELDS);
    if (Object.hasOwn(given, 'allowMultipleProspectsPerEmail')) throw refusal(154, 'allowMultipleProspectsPerEmail cannot be changed');
    const unit = row as unknown as BusinessUnit;
    engagement.tables.units.put(stamped(engagement, unit, { name: String(given['name'] ?? unit.name) }, by));
  },
};

/** The connector's Sync Errors page: one row for each failing prospect; nobody edits it. Source: help.pardot.com 2128382. */
const SYNC_ERROR: Kind = {
  name: 'SyncError',
  fields: [BU, field('id', 'text'), field('prospectId', 'reference', 'Prospect'), field('text', 'text'), field('at', 'instant')],
  table: (tables) => tables.syncErrors as unknown as Table<Stored>,
  print: (_engagement, row) => ({
    id: String(row.id),
    bu: row.unit,
    prospectId: row['prospectId'],
    text: row['text'],
    at: new Date(row['at'] as number).toISOString(),
  }),
};

function assetKind(kind: AssetKind): Kind {
  const object = ASSETS.find(({ type }) => type === kind)!;
  return kindOf(object, {
    fields: [...kindOf(object).fields, field('completionActions', 'structure')],
    print: (engagement, row) => ({ ...printWhole(object, row, engagement), completionActions: row['completionActions'], bu: row.unit }),
    create: (engagement, unit, fields, by) => {
      const given = readAsset(engagement, object, unit, fields);
      const values = { ...standards([...object.fields.values()]), name: plausibleName(kind, engagement), ...given };
      return filed(engagement, kind, newAsset(engagement, kind, unit, values, by));
    },
    update: (engagement, row, fields, by) => {
      const asset = stamped(engagement, row as unknown as Asset, readAsset(engagement, object, row.unit, fields), by);
      filed(engagement, kind, engagement.tables.assets[kind].put(asset));
    },
    remove: (engagement, row, by) => bin(engagement, engagement.tables.assets[kind], row as unknown as Asset, true, by),
  });
}

function filed(engagement: Engagement, kind: AssetKind, asset: Asset): Stored {
  noteFolder(engagement, kind, asset);
  return asset as unknown as Stored;
}

function readUser(engagement: Engagement, unit: string, fields: Fields, own: number | null): Partial<User> {
  const { crmUsername, ...given } = known(fields, USER_FIELDS);
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) values[name] = readValue('text', name, value);
  if (Object.hasOwn(values, 'email')) checkUserEmail(engagement, unit, String(values['email'] ?? ''), own);
  const { roleName } = values;
  if (roleName !== undefined && !ROLES.includes(String(roleName))) throw refusal(101, String(roleName));
  if (crmUsername !== undefined) {
    values['salesforceId'] = crmUsername === null ? null : readCrmUser(engagement, unit, String(crmUsername), own);
  }
  return values as Partial<User>;
}

function readGroup(engagement: Engagement, unit: string, fields: Fields): Partial<Group> {
  const { name, members } = known(fields, ['name', 'members']);
  return {
    ...(name === undefined ? {} : { name: String(name) }),
    ...(members === undefined ? {} : { members: readMembers(engagement, unit, members) }),
  };
}

/** What a page of an asset has: every field that clients may write, none of them required, and the completion actions. */
function readAsset(engagement: Engagement, object: ObjectDefinition, unit: string, fields: Fields): Partial<Asset> {
  const { completionActions, ...rest } = fields;
  const values = readFields(object, rest, 'update');
  checkReferences(engagement, unit, [...object.fields.values()], values);
  return {
    ...values,
    ...(completionActions === undefined ? {} : { completionActions: readActions(engagement, unit, completionActions) }),
  };
}

/** Puts a record into the recycle bin, or takes it out. */
export function bin<R extends Audit & Record<string, unknown>>(
  engagement: Engagement,
  table: Table<R>,
  row: R,
  isDeleted: boolean,
  by: number | null,
): void {
  const operation = isDeleted ? 'delete' : 'undelete';
  table.put({ ...row, isDeleted, updatedAt: engagement.second(), updatedById: by }, { operation });
}

/** What a page shows of a record that no API has. */
export function printPage(row: Stored, names: readonly string[]): Record<string, unknown> {
  const { id, unit, isDeleted, createdAt, updatedAt } = row;
  const own = Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
  return { id, bu: unit, isDeleted, createdAt: printInstant(createdAt), updatedAt: printInstant(updatedAt), ...own };
}
