import { refusal } from '../../errors.js';
import type { Tag, TaggedObject } from '../../records.js';
import { createTag, deleteTag } from '../../state/tags.js';
import { unitKey } from '../../tables.js';
import { defineObject, type ObjectDefinition, readable, readFields, stamped, writable } from '../object.js';

/** Source: Account Engagement API v5, "Tag": deleted for good, not into a bin. */
export const TAGS: ObjectDefinition = defineObject<Tag>({
  type: 'Tag',
  collection: 'tags',
  table: (tables) => tables.tags,
  fields: [
    writable('name', 'text', { isRequired: true }),
    readable('objectCount', 'int', (row, engagement) => engagement.tables.taggedObjects.count('tag', String(row.id))),
  ],
  filters: ['name'],
  orders: ['name'],
  create: (engagement, unit, raw, by) => createTag(engagement, unit, String(readFields(TAGS, raw, 'create')['name']), by),
  update: (engagement, tag, raw, by) => {
    const values = readFields(TAGS, raw, 'update') as Partial<Tag>;
    const same = values.name === undefined ? undefined : engagement.tables.tags.findOne('name', unitKey(tag.unit, values.name));
    if (same !== undefined && same.id !== tag.id) throw refusal(154, 'name: the tag exists');
    return engagement.tables.tags.put(stamped(engagement, tag, values, by));
  },
  remove: (engagement, tag) => deleteTag(engagement, tag),
});

/** Source: Account Engagement API v5, "Tagged Object". */
export const TAGGED_OBJECTS: ObjectDefinition = defineObject<TaggedObject>({
  type: 'TaggedObject',
  collection: 'tagged-objects',
  table: (tables) => tables.taggedObjects,
  fields: [readable('tagId', 'id'), readable('objectType', 'text'), readable('objectId', 'id'), readable('objectName', 'text')],
  relations: { tag: { object: 'tags', key: 'tagId' } },
  filters: ['tagId', 'objectType', 'objectId'],
});
