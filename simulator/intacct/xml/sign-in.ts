import type { Row } from '../../kernel/table.js';
import { badSender, badSignIn, invalidSession, senderNotAuthorised } from '../errors.js';
import { SESSION_MS } from '../limits.js';
import type { IntacctCompany, Signed } from '../state/company.js';
import type { Session } from '../state/sessions.js';
import { activeUser, userOf } from '../state/users.js';
import { restrictions } from '../state/visibility.js';
import type { Authentication, Control } from './envelope.js';

type Login = Extract<Authentication, { kind: 'login' }>;

/** A request whose sender and user are known. `startedAt` and `endsAt` are what the reply tells of the session. */
export type SignedIn = Signed & { readonly session: Session | null; readonly startedAt: number; readonly endsAt: number };

/** Refuses senders that are unknown: control level. */
export function demandSender(company: IntacctCompany, control: Control): void {
  if (company.senders.get(control.senderId)?.password !== control.password) throw badSender();
}

/**
 * Signs in by login or session.
 *
 * Source:  "API sessions"; fixtures of the refusals. Order: company and user or session, then the sender's authorisation.
 * Assumed: a user who is restricted to entities and names none lands in the first of them.
 */
export function signIn(company: IntacctCompany, authentication: Authentication, control: Control): SignedIn {
  const signed = authentication.kind === 'session' ? bySession(company, authentication.id) : byLogin(company, authentication);
  if (company.senders.get(control.senderId)?.isAuthorised !== true) throw senderNotAuthorised(control.senderId, company.id);
  return signed;
}

/** The entity that a user reaches by a LOCATIONID, `''` for the top level; null when there is no way there. */
export function reachableEntity(company: IntacctCompany, user: Row, wanted: string): string | null {
  const allowed = restrictions(user);
  if (wanted === '') return allowed.length === 0 ? '' : null;
  const entity = company.find('LOCATIONENTITY', wanted);
  if (entity === undefined || entity['STATUS'] !== 'active') return null;
  return allowed.length === 0 || allowed.includes(wanted) ? wanted : null;
}

function bySession(company: IntacctCompany, id: string): SignedIn {
  const session = company.sessions.use(id);
  const user = session === undefined ? undefined : activeUser(company, session.login);
  if (session === undefined || user === undefined) throw invalidSession(id);
  return { user, entity: session.entity, session, startedAt: session.openedAt, endsAt: session.expiresAt };
}

/** `console|client` and `console|client|entity`. Assumed: a console's users are users of its clients, too. */
function behindConsole(company: IntacctCompany, login: Login): Pick<Login, 'companyId' | 'entity'> {
  if (company.setup.consoles.get(login.companyId) === undefined) return login;
  const [companyId = '', ...entities] = login.pipes;
  return { companyId, entity: login.location !== '' ? login.location : entities.length > 0 ? entities.join('|') : null };
}

function byLogin(company: IntacctCompany, login: Login): SignedIn {
  const { companyId, entity: named } = behindConsole(company, login);
  if (companyId !== company.id || (login.clientId !== '' && login.clientId !== company.id)) throw badSignIn();
  const user = userOf(company, login.userId, login.password);
  if (user === undefined) throw badSignIn();
  const entity = reachableEntity(company, user, named ?? restrictions(user)[0] ?? '');
  if (entity === null) throw badSignIn();
  const now = company.world.clock.now();
  return { user, entity, session: null, startedAt: now, endsAt: now + SESSION_MS };
}
