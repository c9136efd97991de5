import { refusal } from '../errors.js';
import { kebabType } from '../state/folders.js';
import { addTag, removeTag, type Taggable, tagNamed } from '../state/tags.js';
import { readJson } from '../v5/body.js';
import type { ObjectDefinition, Stored } from '../v5/object.js';
import type { UnitCall, UnitOperation } from '../v5/session.js';
import { noContent } from '../wire.js';
import { storedRecord } from './read-record.js';

/**
 * POST /api/v5/objects/:collection/:id/do/addTag and removeTag.
 *
 * Source:  Account Engagement API v5, "Tags": 204.
 * Assumed: the body has `tagName` or `tagId`; removing a tag that the record does not carry is 109.
 */
export function addTagTo(object: ObjectDefinition): UnitOperation {
  return (call) => {
    const row = liveRecord(call, object);
    const name = readTagName(call, true);
    call.state.transact(() => addTag(call.state, call.unit.key, name, taggableOf(object, row), call.by));
    return noContent();
  };
}

export function removeTagFrom(object: ObjectDefinition): UnitOperation {
  return (call) => {
    const row = liveRecord(call, object);
    const name = readTagName(call, false);
    const wasThere = call.state.transact(() => removeTag(call.state, call.unit.key, name, taggableOf(object, row), call.by));
    if (!wasThere) throw refusal(109);
    return noContent();
  };
}

function liveRecord(call: UnitCall, object: ObjectDefinition): Stored {
  const row = storedRecord(call, object);
  if (row.isDeleted) throw refusal(109);
  return row;
}

function readTagName(call: UnitCall, mayBeNew: boolean): string {
  const { tagName, tagId } = readJson(call.request);
  if (typeof tagName === 'string' && tagName.trim() !== '') return tagName.trim();
  if (typeof tagId !== 'number') throw refusal(153, 'tagName');
  const tag = tagNamed(call.state, call.unit.key, String(tagId));
  if (tag === undefined || String(tag.id) !== String(tagId)) throw refusal(109, mayBeNew ? 'tagId' : '');
  return tag.name;
}

/** Source: Account Engagement API v5, "Tagged Object": kinds in kebab case: `prospect`, `custom-field`. */
function taggableOf(object: ObjectDefinition, row: Stored): Taggable {
  return { objectType: kebabType(object.type), objectId: row.id, objectName: String(row['name'] ?? row['email'] ?? row.id) };
}
