import { schemaError } from '../errors.js';
import { CONTROL_ID_CHARS_MAX, FUNCTIONS_PER_REQUEST_MAX } from '../limits.js';
import { child, childText, type XmlElement } from './parse.js';

/** What the control element says. Source: developer.intacct.com, "XML requests". */
export type Control = {
  readonly senderId: string;
  readonly password: string;
  readonly controlId: string;
  readonly uniqueId: boolean;
  readonly dtdVersion: string;
  /** The transport policy of an asynchronous request; blank for others. */
  readonly policyId: string;
  readonly isPretty: boolean;
  readonly showAdditionalInfo: boolean;
};

export type Authentication =
  | { readonly kind: 'session'; readonly id: string }
  | {
      readonly kind: 'login';
      readonly userId: string;
      readonly companyId: string;
      readonly password: string;
      /** null when the login names no entity. */
      readonly entity: string | null;
      /** What stands in locationid; blank for none. */
      readonly location: string;
      /** What follows the company's id after bars. */
      readonly pipes: readonly string[];
      readonly clientId: string;
    };

/** One function: its control id, its name, and the element with its arguments. */
export type FunctionElement = { readonly controlId: string; readonly name: string; readonly element: XmlElement };

export type Operation = {
  readonly isTransaction: boolean;
  readonly authentication: Authentication;
  readonly functions: readonly FunctionElement[];
};

/** Reads the control element. Refuses: XL03000003 for what the schema asks for and does not find. */
export function readControl(root: XmlElement): Control {
  if (root.name !== 'request')
    throw schemaError(`Error 1845: Element '${root.name}': No matching global declaration available. ${place(root)}`);
  const control = demandChild(root, 'control');
  const text = (name: string): string => demandChild(control, name).text.trim();
  // Some clients write their language's own True and False.
  const flag = (name: string): string | undefined => childText(control, name)?.toLowerCase();
  const read = {
    senderId: text('senderid'),
    password: text('password'),
    controlId: text('controlid'),
    uniqueId: flag('uniqueid') !== 'false',
    dtdVersion: text('dtdversion'),
    policyId: childText(control, 'policyid') ?? '',
    isPretty: flag('includewhitespace') !== 'false',
    showAdditionalInfo: flag('showadditionalerrorinfo') === 'true',
  };
  if (read.controlId === '' || read.controlId.length > CONTROL_ID_CHARS_MAX) {
    throw schemaError(`Error 1831: Element 'controlid': The value has a length outside 1 to ${CONTROL_ID_CHARS_MAX}. ${place(control)}`);
  }
  if (!DTD_VERSIONS.has(read.dtdVersion)) {
    throw schemaError(
      `Error 1840: Element 'dtdversion': The value '${read.dtdVersion}' is not an element of the set {'2.1', '3.0'}. ${place(control)}`,
    );
  }
  return read;
}

/** Reads the operation element, without looking into the functions' arguments. */
export function readOperation(root: XmlElement): Operation {
  const operation = demandChild(root, 'operation');
  const authentication = readAuthentication(demandChild(operation, 'authentication'));
  const functions = demandChild(operation, 'content').children.map(readFunction);
  if (functions.length === 0)
    throw schemaError(`Error 1871: Element 'content': Missing child element(s). Expected is ( function ). ${place(operation)}`);
  if (functions.length > FUNCTIONS_PER_REQUEST_MAX) {
    throw schemaError(`Error 1871: Element 'content': More than ${FUNCTIONS_PER_REQUEST_MAX} functions. ${place(operation)}`);
  }
  return { isTransaction: operation.attributes['transaction']?.toLowerCase() === 'true', authentication, functions };
}

/** Assumed: libxml's wording for an element that the schema does not expect, at control level. */
export function unexpectedElement(element: XmlElement): Error {
  return schemaError(`Error 1871: Element '${element.name}': This element is not expected. ${place(element)}`);
}

const DTD_VERSIONS = new Set(['2.1', '3.0']);

/** `company|entity`; a console's `console|client|entity` has the same form. */
function readAuthentication(element: XmlElement): Authentication {
  const session = child(element, 'sessionid');
  if (session !== undefined) return { kind: 'session', id: session.text.trim() };
  const login = demandChild(element, 'login');
  const text = (name: string): string => demandChild(login, name).text.trim();
  const [companyId = '', ...pipes] = text('companyid').split('|');
  const location = childText(login, 'locationid') ?? '';
  return {
    kind: 'login',
    userId: text('userid'),
    companyId,
    password: text('password'),
    entity: location !== '' ? location : pipes.length > 0 ? pipes.join('|') : null,
    location,
    pipes,
    clientId: childText(login, 'clientid') ?? '',
  };
}

function readFunction(element: XmlElement): FunctionElement {
  if (element.name !== 'function') throw unexpectedElement(element);
  const controlId = element.attributes['controlid'];
  if (controlId === undefined) {
    throw schemaError(`Error 1868: Element 'function': The attribute 'controlid' is required but missing. ${place(element)}`);
  }
  const [inner, second] = element.children;
  if (inner === undefined) throw schemaError(`Error 1871: Element 'function': Missing child element(s). ${place(element)}`);
  if (second !== undefined) throw unexpectedElement(second);
  return { controlId, name: inner.name, element: inner };
}

function demandChild(element: XmlElement, name: string): XmlElement {
  const found = child(element, name);
  if (found !== undefined) return found;
  throw schemaError(`Error 1871: Element '${element.name}': Missing child element(s). Expected is ( ${name} ). ${place(element)}`);
}

function place(element: XmlElement): string {
  return `Line: ${element.line}, column: 0.`;
}
