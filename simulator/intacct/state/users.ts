import type { Row } from '../../kernel/table.js';
import { businessFailure } from '../errors.js';
import type { Behaviour } from './behaviour.js';
import type { IntacctCompany } from './company.js';

/** The password of every user until it is changed. Source: docs, "Defaults that clients rely on". */
export const DEFAULT_PASSWORD = 'backlot';

/** Users: each has a password beside its record. */
export const userBehaviour: Behaviour = {
  complete: (draft, before, { company }) => {
    if (before === null) company.passwords.put({ login: String(draft['LOGINID']), password: DEFAULT_PASSWORD });
  },
  remove: (row, { company }) => {
    if (row['LOGINID'] === 'admin') throw businessFailure('The last administrator cannot be deleted.');
    company.passwords.remove(String(row['LOGINID']));
  },
};

/** The user of a login and password; undefined when they do not match or the user may not sign in. */
export function userOf(company: IntacctCompany, login: string, password: string): Row | undefined {
  if (company.passwords.get(login)?.password !== password) return undefined;
  return activeUser(company, login);
}

/** A user who may sign in. */
export function activeUser(company: IntacctCompany, login: string): Row | undefined {
  const user = company.find('USERINFO', login);
  return user !== undefined && user['STATUS'] === 'active' && user['LOGINDISABLED'] !== true ? user : undefined;
}
