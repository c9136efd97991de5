import { refusal } from '../errors.js';
import { inUnit } from '../state.js';
import type { ObjectDefinition, Stored } from '../v5/object.js';
import { printForCall, readSelection } from '../v5/selection.js';
import type { UnitCall, UnitOperation } from '../v5/session.js';
import { json } from '../wire.js';

/**
 * GET /api/v5/objects/:collection/:id - read.
 *
 * Source:  Account Engagement API v5, "Read": `fields` is required; 404 with code 109 for no such id, or one in the recycle bin.
 *          `If-Modified-Since` is answered by 304 when nothing changed.
 * Assumed: `deleted=true` or `all` shows a record of the recycle bin, with warning 201.
 */
export function readRecord(object: ObjectDefinition): UnitOperation {
  return (call) => {
    const parameters = new URLSearchParams(call.request.query);
    const selection = readSelection(call.state, call.unit.key, object, parameters.get('fields'), false);
    const row = storedRecord(call, object);
    const showsBin = ['true', 'all'].includes(parameters.get('deleted') ?? '');
    if (row.isDeleted && !showsBin) throw refusal(109);
    const headers = {
      'Last-Modified': new Date(row.updatedAt).toUTCString(),
      ...(row.isDeleted ? { 'Pardot-Warning': '201;Record In Recycle Bin' } : {}),
    };
    if (isKnown(call, row)) return { status: 304, headers, body: '' };
    return json(200, printForCall(call, object, selection, row), headers);
  };
}

/** Whether the client has seen the record since its last change. */
function isKnown({ request }: UnitCall, row: Stored): boolean {
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return !Number.isNaN(since) && row.updatedAt <= since;
}

/** The record of the path, deleted or not. Refuses: 109; 46 for one that the caller may not see. */
export function storedRecord(call: UnitCall, object: ObjectDefinition): Stored {
  const id = readId(call.params['id']);
  const row = inUnit(object.table(call.state.tables), call.unit.key, id);
  if (row === undefined) throw refusal(109);
  if (!isSeen(call, object, row)) throw refusal(46);
  return row;
}

/** Whether the caller may see a record. */
export function isSeen({ state, unit, by }: UnitCall, object: ObjectDefinition, row: Stored): boolean {
  return object.seenBy?.(state, unit.key, by)?.(row) !== false;
}

/** The number in a path. Refuses: 16 for what is no id. */
export function readId(text: string | undefined): number {
  const id = Number(text);
  if (text === undefined || !/^\d{1,15}$/.test(text) || !Number.isSafeInteger(id)) throw refusal(16);
  return id;
}
