import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { readJson } from '../v5/body.js';
import type { ObjectDefinition, Stored } from '../v5/object.js';
import { printForCall, readSelection, type Selection } from '../v5/selection.js';
import type { UnitCall, UnitOperation } from '../v5/session.js';
import { json, linkTo, noContent } from '../wire.js';
import { isSeen, storedRecord } from './read-record.js';

/**
 * POST /api/v5/objects/:collection - create.
 * Source: Account Engagement API v5, "Create": 201 with `Location`; the body has the requested fields, or at least the id.
 */
export function createRecord(object: ObjectDefinition, create: NonNullable<ObjectDefinition['create']>): UnitOperation {
  return (call) => {
    const fields = requestedFields(call);
    const selection = readSelection(call.state, call.unit.key, object, fields ?? 'id', false);
    const raw = readJson(call.request);
    const row = call.state.transact(() => create(call.state, call.unit.key, raw, call.by));
    return created(call, object, selection, row);
  };
}

/** The reply to a record that was made: 204 when the caller may not read it. */
export function created(call: UnitCall, object: ObjectDefinition, selection: Selection, row: Stored): WireResponse {
  const location = linkTo(call, `/api/v5/objects/${object.collection}/${row.id}`);
  if (!isSeen(call, object, latest(call, object, row))) return { ...noContent(), headers: { Location: location } };
  return json(201, printForCall(call, object, selection, latest(call, object, row)), { Location: location });
}

/**
 * PATCH /api/v5/objects/:collection/:id - update.
 * Source: Account Engagement API v5, "Update": 200 with the requested fields, 204 without; 219 in the recycle bin.
 */
export function updateRecord(object: ObjectDefinition, update: NonNullable<ObjectDefinition['update']>): UnitOperation {
  return (call) => {
    const fields = requestedFields(call);
    const selection = fields === null ? null : readSelection(call.state, call.unit.key, object, fields, false);
    const row = storedRecord(call, object);
    const raw = readJson(call.request);
    if (row.isDeleted) throw refusal(219);
    call.state.transact(() => update(call.state, row, raw, call.by));
    return selection === null ? noContent() : json(200, printForCall(call, object, selection, latest(call, object, row)));
  };
}

/** DELETE /api/v5/objects/:collection/:id. Source: Account Engagement API v5, "Delete": 204; 404 in the recycle bin. */
export function deleteRecord(object: ObjectDefinition, remove: NonNullable<ObjectDefinition['remove']>): UnitOperation {
  return (call) => {
    const row = storedRecord(call, object);
    if (row.isDeleted) throw refusal(109);
    call.state.transact(() => remove(call.state, row, call.by));
    return noContent();
  };
}

/** The `fields` of the address; null when nobody asked for any. */
export function requestedFields(call: UnitCall): string | null {
  const fields = new URLSearchParams(call.request.query).get('fields');
  return fields === null || fields.trim() === '' ? null : fields;
}

/** The record as it stands once the automation that its write caused has run. */
function latest(call: UnitCall, object: ObjectDefinition, row: Stored): Stored {
  return object.table(call.state.tables).get(String(row.id)) ?? row;
}
