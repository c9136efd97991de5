import { createHash } from 'node:crypto';
import type { Row } from '../../kernel/table.js';
import type { WireResponse } from '../../kernel/wire.js';
import { SalesforceError } from '../errors.js';
import type { SObjectType } from '../schema.js';
import { recordText } from '../state/record-text.js';
import { RowCache } from '../state/row-cache.js';
import type { SalesforceOrg } from '../state.js';
import { noContent } from '../wire/reply.js';
import type { SignedCall } from './signed-in.js';

/** Objects whose records have an entity tag. Source: [REST] "Conditional Request Headers". */
const TAGGED = ['Account'];

/**
 * Answers a read under the conditions of its headers: 304 when the client has it already, 412 when it may not be answered.
 *
 * Source: [REST] "Conditional Request Headers": If-Modified-Since and If-Unmodified-Since for records and describes; If-Match and
 *         If-None-Match for accounts.
 */
export function conditionalRecord(call: SignedCall, type: SObjectType, row: Row, reply: () => WireResponse): WireResponse {
  const at = row['SystemModstamp'] as number | undefined;
  checkRecord(call, type, row);
  const headers = validatorsOf(call.state, type, row);
  const isKnown = matches(call.request.headers['if-none-match'], headers.ETag ?? null) ?? isUnchangedSince(call, at);
  if (isKnown) return { ...noContent(304), headers };
  return withHeaders(reply(), headers);
}

/** The same for describes, which change with the schema. */
export function conditionalDescribe(call: SignedCall, reply: () => WireResponse): WireResponse {
  const at = schemaStamp(call.state);
  const headers = { 'Last-Modified': httpDate(at) };
  if (isUnchangedSince(call, at)) return { ...noContent(304), headers };
  return withHeaders(reply(), headers);
}

type Validators = { readonly 'Last-Modified'?: string; readonly ETag?: string };

const validators = new RowCache<Validators>();

/** The headers that a client may come back with. A stored record never changes, so that they are made once. */
function validatorsOf(org: SalesforceOrg, type: SObjectType, row: Row): Validators {
  const known = validators.get(row);
  if (known !== undefined) return known;
  const at = row['SystemModstamp'] as number | undefined;
  const tag = TAGGED.includes(type.name) ? tagOf(org, type, row) : null;
  const headers = { ...(at === undefined ? {} : { 'Last-Modified': httpDate(at) }), ...(tag === null ? {} : { ETag: tag }) };
  validators.set(row, headers);
  return headers;
}

/** Refuses a call on a record whose conditions do not hold. */
export function checkRecord(call: SignedCall, type: SObjectType, row: Row): void {
  const { headers } = call.request;
  const asked = headers['if-match'];
  const isOther = asked !== undefined && matches(asked, validatorsOf(call.state, type, row).ETag ?? null) === false;
  const before = dateOf(headers['if-unmodified-since']);
  const isLater = before !== null && (row['SystemModstamp'] as number) > before;
  if (isOther || isLater)
    throw new SalesforceError('PRECONDITION_FAILED', 'The precondition of the request is not fulfilled', { status: 412 });
}

function tagOf(org: SalesforceOrg, type: SObjectType, row: Row): string {
  const digest = createHash('md5')
    .update(recordText(org, type, row, 'v62.0'))
    .digest('base64url');
  return `"${digest}"`;
}

/** Whether a header of tags names one; null without header or tag. */
function matches(header: string | undefined, tag: string | null): boolean | null {
  if (header === undefined || tag === null) return null;
  return header.split(',').some(
    (each) =>
      each.trim() === '*' ||
      each
        .trim()
        .replace(/^W\//, '')
        .replace(/--gzip"$/, '"') === tag,
  );
}

function isUnchangedSince({ request }: SignedCall, at: number | undefined): boolean {
  const since = dateOf(request.headers['if-modified-since']);
  return since !== null && at !== undefined && at <= since;
}

function dateOf(header: string | undefined): number | null {
  const at = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(at) ? null : at;
}

function httpDate(at: number): string {
  return new Date(at).toUTCString();
}

type Headers = Readonly<Record<string, string>>;

/** What became of headers that were put together, by the second of the two: most replies have the same first. */
const together = new WeakMap<Headers, { readonly first: Headers; readonly both: Headers }>();

function withHeaders({ status, headers: first, body }: WireResponse, headers: Headers): WireResponse {
  const known = together.get(headers);
  if (known?.first === first) return { status, headers: known.both, body };
  const both = { ...first, ...headers };
  together.set(headers, { first, both });
  return { status, headers: both, body };
}

/** When people last changed the schema; before they did, the instant at which the org was made. */
function schemaStamp(org: SalesforceOrg): number {
  const at = org.definitions.changedAt ?? (org.lookup(org.id)?.['CreatedDate'] as number | undefined) ?? 0;
  return Math.floor(at / 1_000) * 1_000;
}
