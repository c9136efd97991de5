import type { Campaign, CustomField, User } from '../../records.js';
import { checkCustomField } from '../../state/custom-fields.js';
import { defineObject, type ObjectDefinition, readable, readFields, stamped, writable } from '../object.js';

/** Source: Account Engagement API v5, "Campaign": read only. */
export const CAMPAIGNS: ObjectDefinition = defineObject<Campaign>({
  type: 'Campaign',
  collection: 'campaigns',
  table: (tables) => tables.campaigns,
  fields: [
    readable('name', 'text'),
    readable('cost', 'float'),
    readable('folderId', 'id'),
    readable('parentCampaignId', 'id'),
    readable('salesforceId', 'text'),
  ],
  relations: { parentCampaign: { object: 'campaigns', key: 'parentCampaignId' }, folder: { object: 'folders', key: 'folderId' } },
  filters: ['name', 'salesforceId', 'folderId', 'parentCampaignId'],
  orders: ['name'],
});

/** Source: Account Engagement API v5, "User": read only. */
export const USERS: ObjectDefinition = defineObject<User>({
  type: 'User',
  collection: 'users',
  table: (tables) => tables.users,
  fields: [
    readable('email', 'text'),
    readable('firstName', 'text'),
    readable('lastName', 'text'),
    readable('username', 'text'),
    readable('jobTitle', 'text'),
    readable('role', 'text', (row) => row['roleName']),
    readable('roleName', 'text'),
    readable('salesforceId', 'text'),
    readable('tagReplacementLanguage', 'text', () => 'PML'),
  ],
  filters: ['email', 'username', 'salesforceId', 'role'],
  orders: ['email', 'firstName', 'lastName'],
});

/** Source: Account Engagement API v5, "Custom Field". */
export const CUSTOM_FIELDS: ObjectDefinition = defineObject<CustomField>({
  type: 'CustomField',
  collection: 'custom-fields',
  table: (tables) => tables.customFields,
  fields: [
    writable('name', 'text', { isRequired: true }),
    { name: 'fieldId', kind: 'text', access: 'create', isRequired: true },
    { name: 'type', kind: 'text', access: 'create', isRequired: true },
    writable('salesforceId', 'text'),
    writable('isRequired', 'boolean'),
    writable('isRecordMultipleResponses', 'boolean'),
    writable('isUseValues', 'boolean'),
    writable('isAnalyticsSynced', 'boolean'),
  ],
  filters: ['name', 'fieldId', 'type', 'salesforceId'],
  orders: ['name', 'fieldId'],
  create: (engagement, unit, raw, by) => {
    const given = readFields(CUSTOM_FIELDS, raw, 'create') as Partial<CustomField>;
    // Types are shown in small letters; versions 3 and 4 write them with capitals.
    const values = given.type === undefined ? given : { ...given, type: given.type.toLowerCase() };
    checkCustomField(engagement, unit, null, values);
    return engagement.tables.customFields.put({ ...engagement.audit('CustomField', unit, by), ...BLANK_FIELD, ...values });
  },
  update: (engagement, field, raw, by) => {
    const values = readFields(CUSTOM_FIELDS, raw, 'update') as Partial<CustomField>;
    return engagement.tables.customFields.put(stamped(engagement, field, values, by));
  },
  remove: (engagement, field, by) => {
    const deleted = { ...field, isDeleted: true, updatedAt: engagement.second(), updatedById: by };
    engagement.tables.customFields.put(deleted, { operation: 'delete' });
  },
});

const BLANK_FIELD = {
  name: '',
  fieldId: '',
  type: 'text',
  salesforceId: null,
  isRequired: false,
  isRecordMultipleResponses: false,
  isUseValues: false,
  isAnalyticsSynced: false,
} as const;
