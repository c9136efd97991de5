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

const tags = new RowCache<string>();

/**
 * Answers a read under the conditions of its headers: 304 when the client has it already, 412 when it may not be answered.
 *
 * Source: [REST] "Conditional Request Headers": If-Modified-Since and If-Unmodified-Since for records and describes; If-Match and
 *         If-None-Match for accounts.
 */
export function conditionalRecord(call: SignedCall, type: SObjectType, row: Row, reply: () => WireResponse): WireResponse {
  const at = row['SystemModstamp'] as number | undefined;
  const tag = tagOf(call.state, type, row);
  checkRecord(call, type, row);
  const headers = validatorsOf(row, at, tag);
  const isKnown = matches(call.request.headers['if-none-match'], tag) ?? isUnchangedSince(call, at);
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

const validators = new RowCache<Readonly<Record<string, string>>>();

/** The headers that a client may come back with. A stored record never changes, so that they are made once. */
function validatorsOf(row: Row, at: number | undefined, tag: string | null): Readonly<Record<string, string>> {
  const known = validators.get(row);
  if (known !== undefined) return known;
  const headers = { ...(at === undefined ? {} : { 'Last-Modified': httpDate(at) }), ...(tag === null ? {} : { ETag: tag }) };
  validators.set(row, headers);
  return headers;
}

/** Refuses a call on a record whose conditions do not hold. */
export function checkRecord(call: SignedCall, type: SObjectType, row: Row): void {
  const { headers } = call.request;
  const isOther = matches(headers['if-match'], tagOf(call.state, type, row)) === false;
  const before = dateOf(headers['if-unmodified-since']);
  const isLater = before !== null && (row['SystemModstamp'] as number) > before;
  if (isOther || isLater)
    throw new SalesforceError('PRECONDITION_FAILED', 'The precondition of the request is not fulfilled', { status: 412 });
}

function tagOf(org: SalesforceOrg, type: SObjectType, row: Row): string | null {
  if (!TAGGED.includes(type.name)) return null;
  const known = tags.get(row);
  if (known !== undefined) return known;
  const tag = `"${createHash('md5')
    .update(recordText(org, type, row, 'v62.0'))
    .digest('base64url')}"`;
  tags.set(row, tag);
  return tag;
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

function withHeaders(reply: WireResponse, headers: Readonly<Record<string, string>>): WireResponse {
  return { status: reply.status, headers: { ...reply.headers, ...headers }, body: reply.body };
}

/** When people last changed the schema; before they did, the instant at which the org was made. */
function schemaStamp(org: SalesforceOrg): number {
  const at = org.definitions.changedAt ?? (org.lookup(org.id)?.['CreatedDate'] as number | undefined) ?? 0;
  return Math.floor(at / 1_000) * 1_000;
}
