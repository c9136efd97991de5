import type { IntacctFields, ListedContact } from '../../model/intacct.js';
import type { GatewayError } from './errors.js';
import { child, childText, document, element, parseXml, type XmlElement, type XmlText } from './xml.js';

/** Who asks: `session` or a login; a login may name an entity. */
export type GatewayAuthentication =
  | { readonly sessionId: string }
  | { readonly userId: string; readonly companyId: string; readonly password: string; readonly entity: string };

export type GatewayFunction = { readonly controlId: string; readonly body: XmlText };

/** A row of a reply: values by element name, nested names joined with dots; contact list and document lines when they were read. */
export type GatewayRow = {
  readonly fields: IntacctFields;
  readonly contactList: readonly ListedContact[];
  readonly lines: readonly IntacctFields[];
};

export type GatewayResult = {
  readonly status: 'success' | 'failure' | 'aborted';
  readonly controlId: string;
  readonly rows: readonly GatewayRow[];
  readonly remaining: number;
  readonly data: XmlElement | undefined;
  readonly key: string;
  readonly errors: readonly GatewayError[];
};

/** A reply by the level that failed. Source: Sage Intacct developer, "XML responses": control, authentication, result. */
export type GatewayReply =
  | { readonly level: 'control' | 'authentication'; readonly errors: readonly GatewayError[] }
  | { readonly level: 'results'; readonly results: readonly GatewayResult[] };

/**
 * Prints a request.
 *
 * Source:  Sage Intacct developer, "XML requests": order of the control elements; `uniqueid` true has each function's control id
 *          checked against those already executed.
 */
export function printRequest(options: {
  readonly senderId: string;
  readonly senderPassword: string;
  readonly controlId: string;
  readonly isUnique: boolean;
  readonly authentication: GatewayAuthentication;
  readonly functions: readonly GatewayFunction[];
}): string {
  const { authentication, functions } = options;
  const control = element('control', [
    element('senderid', options.senderId),
    element('password', options.senderPassword),
    element('controlid', options.controlId),
    element('uniqueid', options.isUnique),
    element('dtdversion', '3.0'),
    element('includewhitespace', false),
  ]);
  const content = element(
    'content',
    functions.map(({ controlId, body }) => element('function', [body], { controlid: controlId })),
  );
  const operation = element('operation', [element('authentication', [credentials(authentication)]), content], { transaction: 'false' });
  return document(element('request', [control, operation]));
}

function credentials(authentication: GatewayAuthentication): XmlText {
  if ('sessionId' in authentication) return element('sessionid', authentication.sessionId);
  const { userId, companyId, password, entity } = authentication;
  const location = entity === '' ? [] : [element('locationid', entity)];
  return element('login', [element('userid', userId), element('companyid', companyId), element('password', password), ...location]);
}

/** Reads a reply. Errors: `SyntaxError` when it is not a gateway reply. */
export function parseReply(text: string): GatewayReply {
  const response = parseXml(text);
  if (response.name !== 'response') throw new SyntaxError(`expected <response>, got <${response.name}>`);
  const operation = child(response, 'operation');
  if (childText(child(response, 'control'), 'status') !== 'success' || operation === undefined) {
    return { level: 'control', errors: readErrors(child(response, 'errormessage')) };
  }
  const authentication = child(operation, 'authentication');
  if (childText(authentication, 'status') !== 'success') {
    return { level: 'authentication', errors: readErrors(child(operation, 'errormessage')) };
  }
  return { level: 'results', results: operation.children.filter(({ name }) => name === 'result').map(readResult) };
}

function readResult(result: XmlElement): GatewayResult {
  const data = child(result, 'data');
  const status = childText(result, 'status');
  return {
    status: status === 'success' || status === 'aborted' ? status : 'failure',
    controlId: childText(result, 'controlid'),
    rows: (data?.children ?? []).map(readRow),
    remaining: Number(data?.attributes['numremaining'] ?? 0),
    data,
    key: childText(result, 'key'),
    errors: readErrors(child(result, 'errormessage')),
  };
}

function readErrors(message: XmlElement | undefined): GatewayError[] {
  return (message?.children ?? []).map((error) => ({
    errorno: childText(error, 'errorno'),
    description: childText(error, 'description'),
    description2: childText(error, 'description2'),
    correction: childText(error, 'correction'),
  }));
}

/** Nested and dotted answers read alike: `read` nests DISPLAYCONTACT, `query` names its elements `DISPLAYCONTACT.PHONE1`. */
function readRow(record: XmlElement): GatewayRow {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  const contactList: ListedContact[] = [];
  const lines: IntacctFields[] = [];
  const visit = (node: XmlElement, prefix: string): void => {
    for (const part of node.children) {
      if (part.name === 'CONTACT_LIST_INFO') readListed(part, contactList);
      else if (part.name === 'SODOCUMENTENTRIES') lines.push(...part.children.map((line) => readRow(line).fields));
      else if (part.children.length > 0) visit(part, `${prefix}${part.name}.`);
      else fields[`${prefix}${part.name}`] = part.text;
    }
  };
  visit(record, '');
  return { fields, contactList, lines };
}

function readListed(row: XmlElement, into: ListedContact[]): void {
  const contactName =
    childText(child(row, 'CONTACT'), 'NAME') || childText(row, 'CONTACT.NAME') || childText(child(row, 'CONTACT'), 'CONTACTNAME');
  if (contactName !== '') into.push({ category: childText(row, 'CATEGORYNAME'), contactName });
}
