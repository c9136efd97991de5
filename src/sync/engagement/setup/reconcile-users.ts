import { inLists } from '../../../clients/salesforce/wire.js';
import type { OrgUser, SetupCommand, UnitUser } from '../../../model/engagement-setup.js';
import type { RecordRef } from '../../../model/record.js';
import { userToUnit } from '../../../rules/engagement/user-sync.js';
import type { FlowContext, PendingKey, Reconciled } from '../../flow.js';
import { settingsNow } from '../deciding.js';
import { readSalesKey, salesKey } from '../keys.js';
import { errorOn, rememberError } from '../memory.js';
import { looksOf } from '../sales/read-sales.js';
import type { SalesParts } from '../sales/reconcile-sales.js';
import { userPage } from './poll-setup.js';
import { readBelonging, readOrgUser, USER_COLUMNS } from './read-users.js';
import { setupCommand } from './setup-handlers.js';

/** Reconciles Salesforce users with the users of one business unit. */
export async function reconcileUsers(unit: string, ids: readonly string[], parts: SalesParts, context: FlowContext): Promise<Reconciled[]> {
  const users = [...(await parts.engagement.users(unit))];
  const found = await readUsers(unit, 'Id', ids, parts, context);
  return found.map(({ user, looks }) => {
    const seen = { space: 'seen', key: salesKey(unit, user.id), value: `${userPage(context, unit)} ${looks}` } as const;
    return decideUser(salesKey(unit, user.id), unit, user, users, [seen], context);
  });
}

/** Reconciles users of a business unit who have no CRM Username with the Salesforce users of their addresses. */
export async function reconcileUnitUsers(
  unit: string,
  keys: readonly PendingKey[],
  parts: SalesParts,
  context: FlowContext,
): Promise<Reconciled[]> {
  const users = [...(await parts.engagement.users(unit))];
  const waiting = keys.map(({ key }) => ({ key, user: users.find(({ id }) => id === readSalesKey(key)!.id) }));
  const emails = waiting.flatMap(({ user }) => (user === undefined ? [] : [user.email]));
  const found = await readUsers(unit, 'Email', emails, parts, context);
  return waiting.map(({ key, user }): Reconciled => {
    if (user === undefined) return { key, concluded: [] };
    const seen = { space: 'seen', key, value: user.email } as const;
    const orgUser = found.find(({ user: { email, isActive } }) => isActive && email?.toLowerCase() === user.email.toLowerCase())?.user;
    if (orgUser === undefined) return { key, concluded: [], whenDone: [seen] };
    return decideUser(key, unit, orgUser, users, [seen], context);
  });
}

function decideUser(
  key: string,
  unit: string,
  user: OrgUser,
  users: UnitUser[],
  whenDone: NonNullable<Reconciled['whenDone']>,
  context: FlowContext,
): Reconciled {
  const record: RecordRef = { system: 'salesforce', object: 'User', id: user.id };
  const isMade = context.recall('fact', `made-user:${salesKey(unit, user.id)}`) !== null;
  const conclusion = userToUnit({ unit, user, users, isMade, settings: settingsNow(context, unit) });
  const cleared = errorOn(context, record) === null ? [] : [rememberError(record, null, context.now())];
  if (conclusion === null || conclusion.reason === 'in-step') return { key, concluded: [], whenDone: [...whenDone, ...cleared] };
  for (const command of conclusion.commands) noteIn(users, command);
  return {
    key,
    concluded: [{ conclusion: { ...conclusion, commands: conclusion.commands.map(setupCommand) }, about: [record], facts: { unit } }],
    whenDone: [...whenDone, ...cleared],
    whenRefused: whenDone,
  };
}

/** An address and a Salesforce user that one key of the batch took are not free for the next. */
function noteIn(users: UnitUser[], command: SetupCommand): void {
  if (command.kind !== 'write-user') return;
  const { id, crmUserId, fields } = command;
  const place = users.findIndex((user) => user.id === id || user.crmUserId === crmUserId);
  const before = users[place] ?? { ...NOBODY, id: '' };
  const after = { ...before, ...fields, crmUserId };
  if (place < 0) users.push(after);
  else users[place] = after;
}

const NOBODY = { email: '', firstName: null, lastName: null, roleName: null, crmUserId: null, isDeleted: false };

async function readUsers(
  unit: string,
  column: 'Id' | 'Email',
  values: readonly string[],
  { salesforce }: SalesParts,
  context: FlowContext,
): Promise<readonly { readonly user: OrgUser; readonly looks: string }[]> {
  const belonging = await readBelonging(salesforce, settingsNow(context, unit).userSync);
  const found: { user: OrgUser; looks: string }[] = [];
  for (const list of inLists(new Set(values))) {
    const soql = `SELECT ${USER_COLUMNS} FROM User WHERE ${column} IN ${list} ORDER BY CreatedDate, Id`;
    for (const row of await salesforce.query(soql)) found.push({ user: readOrgUser(row, belonging), looks: looksOf(row) });
  }
  return found;
}
