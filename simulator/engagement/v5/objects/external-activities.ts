import type { Kept } from '../../records.js';
import { keptObject } from '../kept.js';
import { defineObject, type ObjectDefinition, REQUIRED, readable, writable } from '../object.js';

/** Source: Account Engagement API v5, "External Activity". It is made in a way of its own and never changed. */
export const EXTERNAL_ACTIVITIES: ObjectDefinition = defineObject<Kept>({
  type: 'ExternalActivity',
  collection: 'external-activities',
  table: (tables) => tables.kept.ExternalActivity,
  fields: [
    readable('extension', 'text'),
    readable('extensionSalesforceId', 'text', () => null),
    readable('type', 'text'),
    readable('typeSalesforceId', 'text', () => null),
    readable('value', 'text'),
    readable('activityDate', 'instant'),
    readable('prospectId', 'id'),
  ],
  relations: { prospect: { object: 'prospects', key: 'prospectId' } },
  filters: ['extension', 'type', 'prospectId', 'activityDate'],
  orders: ['activityDate'],
});

/** What people set up before external activities can come: an extension's name, with a type of activity. The API does not show it. */
export const EXTERNAL_ACTIVITY_TYPES: ObjectDefinition = keptObject({
  type: 'ExternalActivityType',
  collection: 'external-activity-types',
  table: (tables) => tables.kept.ExternalActivityType,
  fields: [
    writable('extension', 'text', REQUIRED),
    writable('type', 'text', REQUIRED),
    writable('isActive', 'boolean', { standard: true }),
  ],
  isByPeopleOnly: true,
});
