import { refusal } from '../errors.js';
import type { Tag, TaggedObject } from '../records.js';
import type { Engagement } from '../state.js';
import { unitKey } from '../tables.js';
import { writeProspect } from './write-prospect.js';

/** What can carry a tag: the vendor's name of its kind, its number and its name. */
export type Taggable = { readonly objectType: string; readonly objectId: number; readonly objectName: string };

/** The tag of a unit by its name (letter case aside) or its number. */
export function tagNamed(engagement: Engagement, unit: string, name: string): Tag | undefined {
  const byName = engagement.tables.tags.findOne('name', unitKey(unit, name));
  if (byName !== undefined) return byName;
  const byId = engagement.tables.tags.get(name);
  return byId?.unit === unit ? byId : undefined;
}

/** Makes a tag. Source: Account Engagement API v5, "Tag": names are unique. Assumed: 154 when the name is taken. */
export function createTag(engagement: Engagement, unit: string, name: string, by: number | null): Tag {
  if (engagement.tables.tags.findOne('name', unitKey(unit, name)) !== undefined) throw refusal(154, 'name: the tag exists');
  const tag = { ...engagement.audit('Tag', unit, by), name };
  engagement.tables.tags.put(tag);
  return tag;
}

/** Takes a tag away for good, and from everything that carries it. Source: Account Engagement API v5, "Tag: Delete". */
export function deleteTag(engagement: Engagement, tag: Tag): void {
  for (const tagged of engagement.tables.taggedObjects.find('tag', String(tag.id))) dropTagged(engagement, tagged);
  engagement.tables.tags.remove(String(tag.id));
}

/** Puts a tag in the place of another one, which is gone afterwards. Source: Account Engagement API v5, "Tag: mergeTags". */
export function mergeTag(engagement: Engagement, into: Tag, from: Tag, by: number | null): void {
  for (const { objectType, objectId, objectName } of engagement.tables.taggedObjects.find('tag', String(from.id))) {
    addTag(engagement, into.unit, into.name, { objectType, objectId, objectName }, by);
  }
  deleteTag(engagement, from);
}

/** Tags a thing; a name that is new becomes a tag. A second time does nothing. */
export function addTag(engagement: Engagement, unit: string, name: string, to: Taggable, by: number | null): void {
  if (putTag(engagement, unit, name, to, by)) changedTags(engagement, to, by);
}

/** Tags a thing without telling the connector: a merge copies what it learnt from the connector itself. False when it had the tag. */
export function putTag(engagement: Engagement, unit: string, name: string, to: Taggable, by: number | null): boolean {
  const tag = tagNamed(engagement, unit, name) ?? createTag(engagement, unit, name, by);
  if (taggedWith(engagement, to, tag) !== undefined) return false;
  engagement.tables.taggedObjects.put({ ...engagement.audit('TaggedObject', unit, by), tagId: tag.id, ...to });
  if (to.objectType === 'prospect') engagement.touch(to.objectId);
  return true;
}

/** Takes a tag off a thing. False when it did not carry it. */
export function removeTag(engagement: Engagement, unit: string, name: string, from: Taggable, by: number | null): boolean {
  const tag = tagNamed(engagement, unit, name);
  const tagged = tag === undefined ? undefined : taggedWith(engagement, from, tag);
  if (tagged === undefined) return false;
  dropTagged(engagement, tagged);
  changedTags(engagement, from, by);
  return true;
}

/** The tags that a thing carries. */
export function tagsOf(engagement: Engagement, objectType: string, objectId: number): Tag[] {
  const tagged = engagement.tables.taggedObjects.find('object', `${objectType}:${objectId}`);
  return tagged.flatMap(({ tagId }) => engagement.tables.tags.get(String(tagId)) ?? []);
}

function taggedWith(engagement: Engagement, thing: Taggable, tag: Tag): TaggedObject | undefined {
  return engagement.tables.taggedObjects.find('object', `${thing.objectType}:${thing.objectId}`).find(({ tagId }) => tagId === tag.id);
}

function dropTagged(engagement: Engagement, tagged: TaggedObject): void {
  engagement.tables.taggedObjects.remove(String(tagged.id));
  if (tagged.objectType === 'prospect') engagement.touch(tagged.objectId);
}

/** A prospect whose tags changed syncs. Source: reference of sync triggers. Assumed: tags are among them; the pages do not say. */
function changedTags(engagement: Engagement, thing: Taggable, by: number | null): void {
  if (thing.objectType !== 'prospect') return;
  const prospect = engagement.tables.prospects.get(String(thing.objectId));
  if (prospect !== undefined) writeProspect(engagement, prospect, {}, { by, triggersSync: true });
}
