import { notItself, SignInRefusedError } from '../errors.js';
import { valueAt } from '../path.js';
import type { Login, ProbeReply } from '../types.js';
import { contactsOf, effectOf, madeBy, removedBy } from './intacct-effects.js';
import { isRest } from './intacct-rest.js';
import { gathered, mapOf } from './reading.js';
import type { Session, System } from './system.js';

const GATEWAY = '/ia/xml/xmlgw.phtml';

/**
 * Intacct's XML gateway as probes need it.
 *
 * Source: Sage Intacct developer, "XML requests" (control, authentication, content), "API sessions", "XML responses" (`errorno` at each level).
 */
export const intacct: System = {
  async signIn(ask, login) {
    const { companyId = '', userId = '', userPassword = '' } = login.values;
    const credentials = `<login><userid>${escaped(userId)}</userid><companyid>${escaped(companyId)}</companyid><password>${escaped(userPassword)}</password></login>`;
    const body = envelope(['<getAPISession/>'], login, credentials);
    const reply = await ask('intacct', { method: 'POST', path: GATEWAY, query: '', headers: HEADERS, body });
    const id = valueAt(reply.data, 'response.operation.result.data.api.sessionid');
    if (typeof id === 'string' && id !== '') return { id, headers: {} };
    const said = errorText(reply);
    throw said === null ? notItself('intacct', reply) : new SignInRefusedError('intacct', said);
  },

  sign: (request) => ({ ...request, headers: { ...(request.body === '' || isRest(request) ? {} : HEADERS), ...request.headers } }),

  envelope: (functions, login, session) => envelope(functions, login, sessionXml(session)),

  isExpired: (reply) =>
    errorsOf(reply).includes('XL03000006') && /session/i.test(reply.text) && valueAt(reply.data, 'response.operation.result') === undefined,

  errors: errorsOf,
  effect: effectOf,
  made: madeBy,
  removed: removedBy,
  keyOf: (text) => text,

  removals: (records) =>
    records.map(({ object, id }) => calling(`<delete><object>${escaped(object)}</object><keys>${escaped(id)}</keys></delete>`)),

  // A customer's display contact comes with it, and stays when it goes. Source: Sage Intacct developer, "Customers", DISPLAYCONTACT.
  strays: (made, run) =>
    made.some(({ object }) => object === 'CUSTOMER') ? { request: calling(CONTACTS(run)), stayBehind: true, found: contactsOf } : null,
};

const CONTACTS = (run: string): string =>
  '<query><object>CONTACT</object><select><field>RECORDNO</field><field>CONTACTNAME</field></select>' +
  `<filter><like><field>CONTACTNAME</field><value>%${run}%</value></like></filter><pagesize>1000</pagesize></query>`;

/** A request of one function. */
function calling(text: string) {
  return { method: 'POST', path: GATEWAY, query: {}, body: { kind: 'function', functions: [text] } } as const;
}

const HEADERS = { 'content-type': 'application/xml', accept: 'application/xml' };

function sessionXml(session: Session | null): string {
  return `<sessionid>${escaped(session?.id ?? '')}</sessionid>`;
}

function envelope(functions: readonly string[], { values }: Login, authentication: string): string {
  const { senderId = '', senderPassword = '' } = values;
  const control =
    `<senderid>${escaped(senderId)}</senderid><password>${escaped(senderPassword)}</password><controlid>probe</controlid>` +
    '<uniqueid>false</uniqueid><dtdversion>3.0</dtdversion><includewhitespace>false</includewhitespace>';
  const content = functions.map((body, index) => `<function controlid="${index + 1}">${body}</function>`).join('');
  return (
    `<?xml version="1.0" encoding="utf-8"?><request><control>${control}</control><operation><authentication>${authentication}</authentication>` +
    `<content>${content}</content></operation></request>`
  );
}

/** Text as it may stand in an element. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Numbers of the gateway's errors at whatever level; codes of the REST API, and of what stands before it (`{ error: { code } }`). */
function errorsOf({ status, data }: ProbeReply): readonly string[] {
  const codes = gathered(data, (map) => {
    const { errorno } = map;
    const rest = mapOf(map['ia::error'])['code'] ?? mapOf(map['error'])['code'];
    const code = errorno ?? rest;
    return typeof code === 'string' ? [code] : [];
  });
  return codes.length > 0 || status < 400 ? codes : [`HTTP_${status}`];
}

function errorText(reply: ProbeReply): string | null {
  const texts = gathered(reply.data, ({ errorno, description2, description }) =>
    typeof errorno === 'string' ? [`${errorno} ${String(description2 || description)}`] : [],
  );
  return texts[0] ?? null;
}
