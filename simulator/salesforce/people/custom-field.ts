import { insufficientAccess } from '../errors.js';
import type { FieldRequest } from '../state/custom-fields.js';
import type { AddedField } from '../state/definitions.js';
import { type Form, readForm, typeInfo } from './form.js';
import type { SpecialType } from './special.js';

const FORM: Form = {
  object: 'text!',
  fullName: 'text!',
  type: 'text!',
  label: 'text',
  length: 'number',
  precision: 'number',
  scale: 'number',
  required: 'boolean',
  unique: 'boolean',
  caseSensitive: 'boolean',
  externalId: 'boolean',
  picklist: 'list',
  restricted: 'boolean',
  referenceTo: 'text',
  relationshipName: 'text',
  defaultValue: 'text',
  formula: 'text',
  formulaTreatBlanksAs: 'text',
  summaryForeignKey: 'text',
  summaryOperation: 'text',
  summarizedField: 'text',
  summaryFilterItems: 'structure',
  displayFormat: 'text',
  startingNumber: 'number',
};

/** A custom field. Its id is its full name, `Lead.Region__c`; it cannot be changed or taken away again. */
export const CUSTOM_FIELD: SpecialType = {
  info: typeInfo('CustomField', FORM),

  create(org, given) {
    const form = readForm('CustomField', FORM, given, 'create') as FieldRequest;
    const { type, field } = org.addField(form.picklist === undefined ? form : { ...form, picklist: form.picklist.map(String) });
    return `${type}.${field.name}`;
  },

  update() {
    throw insufficientAccess();
  },
  delete() {
    throw insufficientAccess();
  },
  read: (org, id) => CUSTOM_FIELD.list(org).find((row) => row['Id'] === id) ?? null,
  list: (org) => org.definitions.addedFields.map(shown),
};

function shown({ type, field }: AddedField) {
  return {
    Id: `${type}.${field.name}`,
    object: type,
    fullName: field.name,
    type: field.type,
    label: field.label,
    length: field.length,
    required: !field.isNillable,
    unique: field.isUnique,
    externalId: field.isExternalId,
    picklist: field.picklist.map(({ value }) => value),
  };
}
