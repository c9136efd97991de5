import { refusal } from '../../errors.js';
import type { List, ListMembership } from '../../records.js';
import { addMember, removeMember } from '../../state/lists.js';
import type { Engagement } from '../../state.js';
import { liveInUnit } from '../../state.js';
import { defineObject, fixed, type ObjectDefinition, readable, readFields, stamped, writable } from '../object.js';

/** Source: Account Engagement API v5, "List". */
export const LISTS: ObjectDefinition = defineObject<List>({
  type: 'List',
  collection: 'lists',
  table: (tables) => tables.lists,
  fields: [
    writable('name', 'text', { isRequired: true }),
    writable('title', 'text'),
    writable('description', 'text'),
    writable('isPublic', 'boolean'),
    writable('folderId', 'id'),
    writable('campaignId', 'id'),
    readable('isDynamic', 'boolean'),
  ],
  relations: { campaign: { object: 'campaigns', key: 'campaignId' } },
  filters: ['name', 'folderId', 'campaignId'],
  orders: ['name'],
  create: (engagement, unit, raw, by) => {
    const values = checked(engagement, unit, readFields(LISTS, raw, 'create') as Partial<List>);
    const list = { ...engagement.audit('List', unit, by), ...BLANK_LIST, ...values };
    return engagement.tables.lists.put(list);
  },
  update: (engagement, list, raw, by) => {
    const values = checked(engagement, list.unit, readFields(LISTS, raw, 'update') as Partial<List>);
    return engagement.tables.lists.put(stamped(engagement, list, values, by));
  },
  remove: (engagement, list, by) => {
    engagement.tables.lists.put({ ...list, isDeleted: true, updatedAt: engagement.second(), updatedById: by }, { operation: 'delete' });
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

const BLANK_LIST = {
  name: '',
  title: null,
  description: null,
  isPublic: false,
  isDynamic: false,
  folderId: null,
  campaignId: null,
} as const;

function checked(engagement: Engagement, unit: string, values: Partial<List>): Partial<List> {
  const { campaignId } = values;
  const isGone = typeof campaignId === 'number' && liveInUnit(engagement.tables.campaigns, unit, campaignId) === undefined;
  if (isGone) throw refusal(38, String(campaignId));
  return values;
}
