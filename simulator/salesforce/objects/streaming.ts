import { field } from './fields.js';
import { sObject } from './object.js';

/** Source: Object Reference, "PushTopic". */
export const PUSH_TOPIC = sObject(
  'PushTopic',
  '0IF',
  [
    field('Name', 'string(25)', 'cuiN', { label: 'Topic Name', isUnique: true }),
    field('Query', 'string(1300)', 'cu', { label: 'SOQL Query' }),
    field('ApiVersion', 'double(18,1)', 'cu', { label: 'API Version' }),
    field('IsActive', 'boolean', 'cud', { label: 'Is Active', defaultValue: true }),
    field('NotifyForFields', 'picklist(40)', 'cundr', { label: 'Notify For Fields', picklist: '*Referenced;All;Select;Where' }),
    field('NotifyForOperationCreate', 'boolean', 'cud', { label: 'Create', defaultValue: true }),
    field('NotifyForOperationUpdate', 'boolean', 'cud', { label: 'Update', defaultValue: true }),
    field('NotifyForOperationDelete', 'boolean', 'cud', { label: 'Delete', defaultValue: true }),
    field('NotifyForOperationUndelete', 'boolean', 'cud', { label: 'Undelete', defaultValue: true }),
    field('Description', 'string(400)', 'cun'),
  ],
  {
    label: 'Push Topic',
    isUndeletable: false,
    isSearchable: false,
    isLayoutable: false,
    isTriggerable: false,
    isReplicateable: false,
    scopes: [],
  },
);
