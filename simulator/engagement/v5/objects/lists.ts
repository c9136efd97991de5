import type { ListMembership } from '../../records.js';
import { addMember, removeMember } from '../../state/lists.js';
import { keptObject } from '../kept.js';
import {
  defineObject,
  fixed,
  type ObjectDefinition,
  REQUIRED,
  readable,
  readFields,
  reference,
  stamped,
  writable,
  writables,
} from '../object.js';

/** Source: Account Engagement API v5, "List". Its memberships go with it. */
export const LISTS: ObjectDefinition = keptObject({
  type: 'List',
  collection: 'lists',
  table: (tables) => tables.lists,
  fields: [
    writable('name', 'text', REQUIRED),
    ...writables('text', 'title', 'description'),
    writable('isPublic', 'boolean'),
    reference('folderId', 'folders'),
    reference('campaignId', 'campaigns'),
    readable('isDynamic', 'boolean'),
  ],
  removing: (engagement, list, by) => {
    for (const membership of engagement.tables.memberships.find('list', String(list.id))) {
      if (!membership.isDeleted) removeMember(engagement, membership, by);
    }
  },
});

/** Source: Account Engagement API v5, "List Membership": the pair is given once; `optedOut` may change. */
export const MEMBERSHIPS: ObjectDefinition = defineObject<ListMembership>({
  type: 'ListMembership',
  collection: 'list-memberships',
  table: (tables) => tables.memberships,
  fields: [fixed('listId', 'id'), fixed('prospectId', 'id'), writable('optedOut', 'boolean')],
  relations: { list: { object: 'lists', key: 'listId' }, prospect: { object: 'prospects', key: 'prospectId' } },
  filters: ['listId', 'prospectId'],
  create: (engagement, unit, raw, by) =>
    addMember(engagement, unit, readFields(MEMBERSHIPS, raw, 'create') as { listId: number; prospectId: number; optedOut?: boolean }, by),
  update: (engagement, membership, raw, by) =>
    engagement.tables.memberships.put(
      stamped(engagement, membership, readFields(MEMBERSHIPS, raw, 'update') as Partial<ListMembership>, by),
    ),
  remove: removeMember,
});
