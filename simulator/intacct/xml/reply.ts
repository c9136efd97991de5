import type { WireResponse } from '../../kernel/wire.js';
import type { World } from '../../kernel/world.js';
import type { ErrorEntry, IntacctError } from '../errors.js';
import type { Control } from './envelope.js';
import type { SignedIn } from './sign-in.js';
import { printXml, type Xml, xml } from './write.js';

/** What became of one function. */
export type Result = {
  readonly status: 'success' | 'failure' | 'aborted';
  readonly function: string;
  readonly controlId: string;
  readonly content: readonly Xml[];
  readonly errors: readonly ErrorEntry[];
};

const HEADERS = { 'Content-Type': 'text/xml; charset=UTF-8' };

/**
 * The reply to an operation that was performed, with one result per function, in order.
 *
 * Source: developer.intacct.com, "XML responses".
 */
export function operationReply(
  world: World,
  control: Control,
  company: string,
  signed: SignedIn,
  results: readonly Result[],
): WireResponse {
  const authentication = xml('authentication', [
    xml('status', 'success'),
    xml('userid', String(signed.user['LOGINID'])),
    xml('companyid', company),
    xml('locationid', signed.entity),
    xml('sessiontimestamp', isoSeconds(signed.startedAt)),
    xml('sessiontimeout', isoSeconds(signed.endsAt)),
  ]);
  const print = errorPrinter(world, control.showAdditionalInfo);
  const operation = xml('operation', [authentication, ...results.map((result) => printResult(result, print))]);
  return reply(xml('response', [printControl('success', control), operation]), control.isPretty);
}

/** The reply to an asynchronous request: it was taken. Source: developer.intacct.com, "XML responses", acknowledgement. */
export function acknowledgement(control: Control): WireResponse {
  const taken = xml('acknowledgement', [xml('status', 'success')]);
  return reply(xml('response', [taken, printControl('success', control)]), control.isPretty);
}

/** The reply to a request that failed before its functions: at control or authentication level. */
export function refusalReply(world: World, error: IntacctError, control: Control | null): WireResponse {
  const isPretty = control?.isPretty ?? true;
  const message = printErrors(error.errors, errorPrinter(world, control?.showAdditionalInfo ?? false));
  if (error.level === 'control') return reply(xml('response', [printControl('failure', control), message]), isPretty, error.status);
  const authentication = xml('authentication', [xml('status', 'failure'), xml('userid', ''), xml('companyid', '')]);
  return reply(xml('response', [printControl('success', control), xml('operation', [authentication, message])]), isPretty, error.status);
}

/** Control replies of gateway failures have a status only. */
function printControl(status: string, control: Control | null): Xml {
  if (control === null) return xml('control', [xml('status', status)]);
  return xml('control', [
    xml('status', status),
    xml('senderid', control.senderId),
    xml('controlid', control.controlId),
    xml('uniqueid', String(control.uniqueId)),
    xml('dtdversion', control.dtdVersion),
  ]);
}

function printResult(result: Result, print: ErrorPrinter): Xml {
  return xml('result', [
    xml('status', result.status),
    xml('function', result.function),
    xml('controlid', result.controlId),
    ...result.content,
    ...(result.errors.length === 0 ? [] : [printErrors(result.errors, withSupportId(print))]),
  ]);
}

type ErrorPrinter = { readonly supportId: () => string; readonly isSuffixed: boolean; readonly showAdditionalInfo: boolean };

function errorPrinter(world: World, showAdditionalInfo: boolean): ErrorPrinter {
  let id: string | null = null;
  const supportId = (): string => {
    const random = world.random('intacct:support');
    id ??= `${random.text(10)}%7E${random.text(24)}`;
    return id;
  };
  return { supportId, isSuffixed: false, showAdditionalInfo };
}

/** Result-level descriptions end with the support id. */
function withSupportId(print: ErrorPrinter): ErrorPrinter {
  return { ...print, isSuffixed: true };
}

function printErrors(errors: readonly ErrorEntry[], print: ErrorPrinter): Xml {
  return xml(
    'errormessage',
    errors.map((error) => {
      const text = error.description2 ?? '';
      const suffix = print.isSuffixed && text !== '' ? ` [Support ID: ${print.supportId()}]` : '';
      return xml('error', [
        xml('errorno', error.errorno),
        xml('description', error.description ?? ''),
        xml('description2', text + suffix),
        xml('correction', error.correction ?? ''),
        ...(print.showAdditionalInfo ? [additionalInfo(error)] : []),
      ]);
    }),
  );
}

/**
 * Source:  "Error handling", showadditionalerrorinfo.
 * Assumed: message ids and placeholders, which the vendor does not list, stay empty.
 */
function additionalInfo(error: ErrorEntry): Xml {
  const described = (name: string): Xml => xml(name, [xml('messageid', ''), xml('target', ''), xml('placeholders', '')]);
  return xml('additionalinfo', [
    xml('errorid', error.errorno),
    xml('category', ''),
    xml('target', [xml('domain', ''), xml('requestinfo', ''), xml('object', ''), xml('field', ''), xml('businessinfo', '')]),
    described('description'),
    described('cdescription'),
    described('correction'),
  ]);
}

function reply(root: Xml, isPretty: boolean, status = 200): WireResponse {
  return { status, headers: HEADERS, body: printXml(root, isPretty) };
}

/** `2026-01-05T10:00:00+00:00`. */
function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}
