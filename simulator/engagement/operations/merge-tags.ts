import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { TAG_MERGE_MAX } from '../limits.js';
import type { Tag } from '../records.js';
import { mergeTag } from '../state/tags.js';
import { inUnit } from '../state.js';
import { readJson } from '../v5/body.js';
import { TAGS } from '../v5/objects/tags.js';
import type { UnitCall } from '../v5/session.js';
import { noContent } from '../wire.js';
import { storedRecord } from './read-record.js';

/**
 * POST /api/v5/objects/tags/:id/do/mergeTags - what other tags mark is marked with this one, and they are gone.
 *
 * Source:  Account Engagement API v5, "Tag: mergeTags"; errors 206 to 208 for arguments, 242 for tags that are not there.
 * Assumed: the others stand in `tagIds`; at most 100; 204.
 */
export function mergeTags(call: UnitCall): WireResponse {
  const { tagIds, ...rest } = readJson(call.request);
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(208, unknown.slice(0, 80));
  if (tagIds === undefined) throw refusal(207, 'tagIds');
  if (!Array.isArray(tagIds) || tagIds.length === 0 || tagIds.length > TAG_MERGE_MAX) throw refusal(206, 'tagIds');
  const into = storedRecord(call, TAGS) as unknown as Tag;
  const tags = tagIds.map((id) => {
    if (!Number.isSafeInteger(id) || id === into.id) throw refusal(206, `tagIds: ${String(id).slice(0, 40)}`);
    const tag = inUnit(call.state.tables.tags, call.unit.key, id as number);
    if (tag === undefined) throw refusal(242, String(id));
    return tag;
  });
  call.state.transact(() => {
    for (const tag of new Set(tags)) mergeTag(call.state, into, tag, call.by);
  });
  return noContent();
}
