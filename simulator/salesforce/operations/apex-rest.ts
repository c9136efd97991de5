import type { WireResponse } from '../../kernel/wire.js';
import { methodNotAllowed, SalesforceError } from '../errors.js';
import { readJson } from '../wire/body.js';
import { json } from '../wire/reply.js';
import { queueSync } from './actions.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** A REST method of an Apex class, written in TypeScript: gives the value that the reply's JSON shows. */
export type ApexRestHandler = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/services/apexrest`, with a slash at its start: `/ia_crm/sync`. */
  readonly path: string;
  readonly handle: (request: ApexRestRequest) => unknown;
};

export type ApexRestRequest = {
  readonly userId: string;
  readonly query: URLSearchParams;
  /** The JSON body; null for none. */
  readonly body: Readonly<Record<string, unknown>> | null;
};

/** Records that one request may carry. Source: [REST] "sObject Collections"; a class of a package works in chunks of 200. */
const RECORDS_MAX = 200;

/** Assumed: addresses and bodies of the package's classes; its help says that the sync can be called from Apex and for many records. */
const PACKAGE: ReadonlyMap<string, (call: SignedCall) => unknown> = new Map<string, (call: SignedCall) => unknown>([
  ['/ia_crm/sync', (call: SignedCall) => ({ jobId: queueSync(call, recordIds(call, 'recordId')[0]!, 'apex') })],
  ['/ia_crm/masssync', (call: SignedCall) => ({ jobIds: recordIds(call, 'recordIds').map((id) => queueSync(call, id, 'mass')) })],
]);

/**
 * Any method on /services/apexrest/... - the package's classes, and those that a test brought along.
 *
 * Source: Apex Developer Guide, "Exposing Apex Classes as REST Web Services": an exception that nobody caught is an APEX_ERROR.
 */
export const callApexRest = signedIn((call: SignedCall): WireResponse => {
  const { request, params, state, session, world } = call;
  const path = `/${params['rest']!}`.toLowerCase();
  const own = state.apexRest.filter((handler) => handler.path.toLowerCase() === path);
  const packaged = PACKAGE.get(path);
  if (own.length === 0 && packaged === undefined) throw new SalesforceError('NOT_FOUND', 'Could not find a match for URL', { status: 404 });
  const handler = own.find(({ method }) => method === request.method);
  if (handler === undefined && !(packaged !== undefined && request.method === 'POST')) {
    throw methodNotAllowed(request.method, [...own.map(({ method }) => method), ...(packaged === undefined ? [] : ['POST'])]);
  }
  const query = new URLSearchParams(request.query);
  // The package's classes answer what they refuse; what a class of others throws is an exception that nobody caught.
  if (handler === undefined)
    return json(
      200,
      world.atomic(() => packaged!(call)),
    );
  const body = bodyOf(call);
  const value = asApex(handler, () => world.atomic(() => handler.handle({ userId: session.userId, query, body })));
  return json(200, value ?? null);
});

function bodyOf(call: SignedCall): Readonly<Record<string, unknown>> | null {
  return call.request.body.length === 0 ? null : readJson(call.request).value;
}

/** What a class throws is told as an exception of Apex: the org's own refusals as those of a write, everything else as it is named. */
function asApex({ path, method }: ApexRestHandler, work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    const place = `Class${path.replaceAll('/', '.')}.${method.toLowerCase()}: line 1, column 1`;
    throw new SalesforceError('APEX_ERROR', `${exceptionOf(error)}\n\n${place}`, { status: 500 });
  }
}

function exceptionOf(error: unknown): string {
  if (error instanceof SalesforceError) {
    const fields = (error.fields ?? []).join(', ');
    return `System.DmlException: Insert failed. First exception on row 0; first error: ${error.code}, ${error.message}: [${fields}]`;
  }
  return error instanceof Error ? `System.${error.name}: ${error.message}` : `System.Exception: ${String(error)}`;
}

function recordIds(call: SignedCall, name: 'recordId' | 'recordIds'): readonly string[] {
  const value = readJson(call.request).value[name];
  const ids = name === 'recordId' ? [value] : value;
  if (!Array.isArray(ids) || ids.length === 0 || ids.some((id) => typeof id !== 'string')) {
    throw new SalesforceError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${name}]`, { fields: [name] });
  }
  if (ids.length > RECORDS_MAX) throw new SalesforceError('LIMIT_EXCEEDED', `No more than ${RECORDS_MAX} records are allowed`);
  return ids as string[];
}
