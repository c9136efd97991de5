import { SaxesParser } from 'saxes';
import type { createIntacct } from '../../../simulator/intacct/index.js';
import type { Mounted, Reply } from '../mounts.js';

/** A reply element: its text or children, by name; several of one name in order. */
export class Element {
  readonly children: Element[] = [];
  text = '';
  constructor(
    readonly name: string,
    readonly attributes: Record<string, string>,
  ) {}

  all(name: string): Element[] {
    return this.children.filter((child) => child.name === name);
  }

  /** The element at a path of names, `operation/result`; names may hold dots. Fails when it is not there. */
  at(path: string): Element {
    return path.split('/').reduce<Element>((element, name) => {
      const found = element.children.find((child) => child.name === name);
      if (found === undefined) throw new Error(`no <${name}> in <${element.name}>: ${element.children.map((child) => child.name)}`);
      return found;
    }, this);
  }

  has(name: string): boolean {
    return this.children.some((child) => child.name === name);
  }
}

export function parseReply(text: string): Element {
  const parser = new SaxesParser();
  const root = new Element('', {});
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = new Element(name, attributes as Record<string, string>);
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (part) => {
    open.at(-1)!.text += part;
  });
  parser.write(text).close();
  return root.children[0]!;
}

export type Envelope = {
  sender?: string;
  senderPassword?: string;
  login?: { user?: string; company?: string; password?: string; location?: string };
  session?: string;
  transaction?: boolean;
  uniqueId?: boolean;
  control?: string;
};

/** An envelope around functions; each is the XML inside `<function>`, and gets the control id `f-1`, `f-2` … */
export function envelope(functions: readonly string[], options: Envelope = {}): string {
  const { sender = 'backlot', senderPassword = 'backlot', login = {}, session, transaction, uniqueId = false, control = '' } = options;
  const location = login.location === undefined ? '' : `<locationid>${login.location}</locationid>`;
  const authentication =
    session === undefined
      ? `<login><userid>${login.user ?? 'admin'}</userid><companyid>${login.company ?? 'backlot'}</companyid><password>${login.password ?? 'backlot'}</password>${location}</login>`
      : `<sessionid>${session}</sessionid>`;
  const content = functions.map((each, index) => `<function controlid="f-${index + 1}">${each}</function>`).join('');
  const attribute = transaction === undefined ? '' : ` transaction="${transaction}"`;
  return `<?xml version="1.0" encoding="utf-8"?><request><control><senderid>${sender}</senderid><password>${senderPassword}</password><controlid>req-1</controlid><uniqueid>${uniqueId}</uniqueid><dtdversion>3.0</dtdversion><includewhitespace>false</includewhitespace>${control}</control><operation${attribute}><authentication>${authentication}</authentication><content>${content}</content></operation></request>`;
}

export type Intacct = Mounted<ReturnType<typeof createIntacct>>;

export async function post(intacct: Intacct, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Reply> {
  return intacct.send({
    method: 'POST',
    path: '/ia/xml/xmlgw.phtml',
    headers: { 'content-type': 'application/xml', host: 'localhost:4003', ...headers },
    body,
  });
}

/** Sends functions and gives their results. */
export async function call(intacct: Intacct, functions: string | readonly string[], options: Envelope = {}): Promise<Element[]> {
  const reply = await post(intacct, envelope(typeof functions === 'string' ? [functions] : functions, options));
  return parseReply(reply.text).at('operation').all('result');
}

/** Sends one function, which must succeed, and gives its result. */
export async function succeed(intacct: Intacct, functions: string, options: Envelope = {}): Promise<Element> {
  const [result] = await call(intacct, functions, options);
  if (result!.at('status').text !== 'success') throw new Error(`${functions} failed: ${JSON.stringify(errorsOf(result!))}`);
  return result!;
}

export type ErrorLine = { errorno: string; description: string; description2: string; correction: string };

/** The errors of a result, or of a response; support ids are cut off. */
export function errorsOf(element: Element): ErrorLine[] {
  if (!element.has('errormessage')) return [];
  return element
    .at('errormessage')
    .all('error')
    .map((error) => ({
      errorno: error.at('errorno').text,
      description: error.at('description').text,
      description2: error.at('description2').text.replace(/ \[Support ID: [^\]]+\]$/, ''),
      correction: error.at('correction').text,
    }));
}

export const customer = (fields: string): string => `<create><CUSTOMER>${fields}</CUSTOMER></create>`;

/** A customer with a name and nothing else; gives its id. */
export async function createCustomer(intacct: Intacct, name: string, more = '', options: Envelope = {}): Promise<string> {
  const fields = `<NAME>${name}</NAME><DISPLAYCONTACT><PRINTAS>${name}</PRINTAS></DISPLAYCONTACT>${more}`;
  return (await succeed(intacct, customer(fields), options)).at('data/customer/CUSTOMERID').text;
}

export async function createContact(intacct: Intacct, name: string, more = '', options: Envelope = {}): Promise<void> {
  const fields = `<CONTACTNAME>${name}</CONTACTNAME><PRINTAS>${name}</PRINTAS>${more}`;
  await succeed(intacct, `<create><CONTACT>${fields}</CONTACT></create>`, options);
}

/** A customer by its id, as `readByName` gives it; undefined when it is not there. */
export async function readCustomer(intacct: Intacct, id: string, options: Envelope = {}): Promise<Element | undefined> {
  const result = await succeed(intacct, `<readByName><object>CUSTOMER</object><keys>${id}</keys><fields>*</fields></readByName>`, options);
  return result.at('data').all('CUSTOMER')[0];
}

/** The contact list of a customer, as `category: contact`. */
export function contactList(record: Element): string[] {
  return record.all('CONTACT_LIST_INFO').map((row) => `${row.at('CATEGORYNAME').text}: ${row.at('CONTACT/NAME').text}`);
}
