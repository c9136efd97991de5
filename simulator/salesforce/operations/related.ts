import type { Row } from '../../kernel/table.js';
import type { WireResponse } from '../../kernel/wire.js';
import { notFound } from '../errors.js';
import type { SObjectType } from '../schema.js';
import { json } from '../wire/reply.js';
import { fieldPathsOf, recordOf, versionOf } from './address.js';
import { printPaths } from './print-paths.js';
import { recordReply } from './record-reply.js';
import type { SignedCall } from './signed-in.js';

/** The content of a binary field. Source: REST API guide, "sObject Blob Get". */
function blobReply(value: unknown, row: Row): WireResponse {
  const type = row['ContentType'];
  const headers = { 'Content-Type': typeof type === 'string' && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octetstream' };
  return { status: 200, headers, body: Buffer.from(String(value ?? ''), 'base64') };
}

/**
 * GET /services/data/:version/sobjects/:type/:id/:relationship - the parent record, or the children as a query result.
 *
 * Source:  REST API guide, "sObject Relationships".
 * Assumed: all children come on one page.
 */
export function getRelated(call: SignedCall, type: SObjectType): WireResponse {
  const { state, params, session } = call;
  const row = recordOf(call, type, params['key']!);
  const name = params['value']!;
  const blob = type.field(name);
  if (blob?.type === 'base64') return blobReply(state.value(blob, row), row);
  const reference = type.parent(name);
  if (reference !== undefined) {
    const id = state.value(reference, row);
    const parent = typeof id === 'string' ? state.lookup(id) : undefined;
    if (parent === undefined || !state.canRead(session.userId, parent)) throw notFound();
    const parentType = state.schema.typeOfId(id as string)!;
    return recordReply(call, parentType, parent);
  }
  const child = state.schema.child(type, name);
  if (child === undefined) throw notFound();
  const childType = state.schema.type(child.childType)!;
  const rows = state
    .findBy(childType, child.field, row['Id'] as string)
    .filter((each) => each['IsDeleted'] !== true && state.canRead(session.userId, each));
  const records = rows.map((each) => printPaths(state, childType, each, versionOf(call), fieldPathsOf(call)));
  return json(200, { totalSize: records.length, done: true, records });
}
