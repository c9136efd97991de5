import { refusal } from '../errors.js';
import type { User } from '../records.js';
import { ROLES } from '../state/abilities.js';
import { checkUserEmail } from '../state/users.js';
import { type Stored, stamped } from '../v5/object.js';
import { readValue } from '../values.js';
import type { Content, OlderCall, OlderOperation } from './call.js';
import { namedRow, treeOf } from './object-operations.js';
import { OLDER_OBJECTS } from './objects.js';
import { fieldsOf, param } from './params.js';
import { isAdministrator } from './seen-users.js';

const USER = OLDER_OBJECTS.find(({ name }) => name === 'user')!;

const FIELDS: ReadonlyMap<string, string> = new Map([
  ['email', 'email'],
  ['first_name', 'firstName'],
  ['last_name', 'lastName'],
  ['job_title', 'jobTitle'],
  ['username', 'username'],
]);

/**
 * Source:  pardot/api-docs, "Users": `create`, `updateRole/id`, `delete/id`; errors 46 for who is no administrator, 99, 100 and 101.
 * Assumed: the parameters `role` or `role_id` (1 to 4 in the order of the default roles) and `timezone`.
 */
export const USER_OPERATIONS: Readonly<Record<string, OlderOperation>> = {
  create: (call) => {
    administratorOnly(call);
    const values: Record<string, unknown> = {};
    for (const [name, value] of fieldsOf(call.asked, 'role', 'role_id', 'timezone')) {
      const field = FIELDS.get(name);
      if (field === undefined) throw refusal(51, name.slice(0, 40));
      values[field] = readValue('text', name, value);
    }
    const email = String(values['email'] ?? '').trim();
    if (email === '') throw refusal(13, 'email');
    checkUserEmail(call.state, call.unit.key, email, null);
    checkTimezone(param(call.asked, 'timezone'));
    const blank = { firstName: null, lastName: null, jobTitle: null, username: email, salesforceId: null };
    const made = { ...call.state.audit('User', call.unit.key, call.by), ...blank, ...values, email, roleName: readRole(call) };
    return shown(call, call.state.tables.users.put(made));
  },
  updateRole: (call) => {
    administratorOnly(call);
    const user = namedRow(call, USER) as unknown as User;
    return shown(call, call.state.tables.users.put(stamped(call.state, user, { roleName: readRole(call) }, call.by)));
  },
  delete: (call) => {
    if (call.request.method === 'GET') throw refusal(60);
    administratorOnly(call);
    const user = namedRow(call, USER) as unknown as User;
    if (user.id === call.by) throw refusal(46, 'nobody deletes himself');
    call.state.tables.users.put(stamped(call.state, user, { isDeleted: true }, call.by), { operation: 'delete' });
    return null;
  },
};

function administratorOnly(call: OlderCall): void {
  if (!isAdministrator(call)) throw refusal(46);
}

function readRole({ asked }: OlderCall): string {
  const [name, id] = [param(asked, 'role'), param(asked, 'role_id')];
  if (name === null && id === null) throw refusal(13, 'role');
  const role = name === null ? ROLES[Number(id) - 1] : ROLES.find((each) => each.toLowerCase() === name.trim().toLowerCase());
  if (role === undefined) throw refusal(101, (name ?? id ?? '').slice(0, 40));
  return role;
}

function checkTimezone(name: string | null): void {
  if (name === null) return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    throw refusal(100, name.slice(0, 40));
  }
}

function shown(call: OlderCall, user: User): () => Content {
  return () => ({ user: treeOf(call, USER, user as unknown as Stored) });
}
