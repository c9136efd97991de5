import type { Prospect } from '../../records.js';
import { hasAbility } from '../../state/abilities.js';
import { customFieldKind, customFieldNamed, customFieldsOf, isLeftOutOfQueries } from '../../state/custom-fields.js';
import { PROSPECT_FIELDS, type ProspectField } from '../../state/prospect-fields.js';
import { archiveProspect, createProspect, editProspect } from '../../state/prospects.js';
import { defineObject, type ObjectDefinition, type ObjectField, readable, type Stored } from '../object.js';

/** Source: Account Engagement API v5, "Prospect". Lists leave out custom fields with several values; single reads have them. */
export const PROSPECTS: ObjectDefinition = defineObject<Prospect>({
  type: 'Prospect',
  collection: 'prospects',
  isSelfContained: true,
  seenBy: (engagement, unit, by) => {
    if (hasAbility(engagement, unit, by, 'viewUnassigned')) return null;
    return (row) => row['assignedToId'] === by;
  },
  table: (tables) => tables.prospects,
  fields: [...PROSPECT_FIELDS.values()].filter(({ name }) => name !== 'userId').map(asObjectField),
  relations: {
    campaign: { object: 'campaigns', key: 'campaignId' },
    assignedTo: { object: 'users', key: 'assignedToId' },
    lifecycleStage: { object: 'lifecycle-stages', key: 'lifecycleStageId' },
    prospectAccount: { object: 'prospect-accounts', key: 'prospectAccountId' },
  },
  filters: ['email', 'salesforceId', 'assignedToId', 'userId', 'campaignId', 'score', 'lastActivityAt'],
  orders: ['email', 'firstName', 'lastName', 'score', 'lastActivityAt'],
  dynamicField: (engagement, unit, name, isQuery) => {
    // What assignments are written with shows who is assigned; it is stored under no name of its own.
    if (name === 'userId') return readable(name, 'id', (row) => row['assignedToId']);
    const field = customFieldNamed(engagement, unit, name);
    return field === undefined || (isQuery && isLeftOutOfQueries(field))
      ? undefined
      : customValue(`${field.fieldId}__c`, customFieldKind(field));
  },
  dynamicFields: (engagement, unit) =>
    customFieldsOf(engagement, unit).map((field) => customValue(`${field.fieldId}__c`, customFieldKind(field))),
  create: (engagement, unit, raw, by) => createProspect(engagement, unit, raw, { by }),
  update: (engagement, prospect, raw, by) => editProspect(engagement, prospect, raw, { by }),
  remove: (engagement, prospect, by) => {
    archiveProspect(engagement, prospect, { by });
  },
});

function asObjectField({ name, kind, access, show }: ProspectField): ObjectField {
  const shown = show === undefined ? {} : { show: (row: Stored) => show(row as unknown as Prospect) };
  return { name, kind, access: access === 'read' ? 'read' : 'write', ...shown };
}

function customValue(name: string, kind: ObjectField['kind']): ObjectField {
  return readable(name, kind, (row) => (row as unknown as Prospect).custom[name]);
}
