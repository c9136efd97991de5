import type { Row } from '../../kernel/table.js';
import { idAt } from '../ids.js';
import type { Field, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';

/** The records of a Tooling object, made from what the org knows of itself. What it does not have (Apex, flows, sandboxes) is an empty list. */
export function toolingRows(org: SalesforceOrg, typeName: string): readonly Row[] {
  switch (typeName) {
    case 'EntityDefinition':
      return org.schema.types.map(entityRow);
    case 'FieldDefinition':
      return org.schema.types.flatMap((type) => type.fields.map((field) => fieldRow(type, field)));
    case 'CustomObject':
      return org.schema.types
        .filter(({ definition }) => definition.isCustom)
        .map((type, index) => ({ Id: idAt('01I', index + 1), ...namesOf(type.name) }));
    case 'CustomField':
      return org.schema.types
        .flatMap((type) => type.fields.filter(({ isCustom }) => isCustom).map((field) => ({ type, field })))
        .map(({ type, field }, index) => ({ Id: idAt('00N', index + 1), ...customFieldRow(type, field) }));
    case 'ValidationRule':
      return [...org.validationRules.rows()].map(({ Id, object, fullName, active, errorMessage, errorDisplayField }) => ({
        Id,
        ValidationName: fullName,
        Active: active,
        ErrorMessage: errorMessage,
        ErrorDisplayField: errorDisplayField,
        EntityDefinitionId: object,
      }));
    default:
      return [];
  }
}

function entityRow({ name, definition: d }: SObjectType): Row {
  return {
    Id: name,
    DurableId: name,
    QualifiedApiName: name,
    ...namesOf(name),
    MasterLabel: d.label,
    Label: d.label,
    PluralLabel: d.labelPlural,
    KeyPrefix: d.keyPrefix,
    PublisherId: d.isCustom ? '<local>' : 'System',
    IsCustomizable: d.isCustom || d.isLayoutable,
    IsQueryable: d.isQueryable,
    IsSearchable: d.isSearchable,
    IsTriggerable: d.isTriggerable,
    IsLayoutable: d.isLayoutable,
    IsReplicateable: d.isReplicateable,
    IsRetrieveable: true,
    IsEverCreatable: d.isCreateable,
    IsEverUpdatable: d.isUpdateable,
    IsEverDeletable: d.isDeletable,
  };
}

function fieldRow(type: SObjectType, field: Field): Row {
  return {
    Id: `${type.name}.${field.name}`,
    DurableId: `${type.name}.${field.name}`,
    QualifiedApiName: field.name,
    ...namesOf(field.name),
    MasterLabel: field.label,
    Label: field.label,
    DataType: dataTypeOf(field),
    RelationshipName: field.relationshipName,
    Length: field.length,
    Precision: field.precision,
    Scale: field.scale,
    IsCalculated: field.isCalculated,
    IsNameField: field.isNameField,
    IsNillable: field.isNillable,
    IsIndexed: field.type === 'id' || field.type === 'reference' || field.isExternalId || field.isUnique,
    IsApiFilterable: field.isFilterable,
    IsApiSortable: field.isSortable,
    IsApiGroupable: field.isGroupable,
    IsCompound: field.type === 'address' || field.type === 'location',
    EntityDefinitionId: type.name,
  };
}

function customFieldRow(type: SObjectType, { name, length, precision, scale }: Field): Row {
  return { ...namesOf(name), TableEnumOrId: type.name, Length: length, Precision: precision, Scale: scale, EntityDefinitionId: type.name };
}

/** `ia_crm__Total__c` is `Total` in the namespace `ia_crm`. */
function namesOf(name: string): Row {
  const [, namespace = null, developerName] = /^(?:([A-Za-z]\w*?)__)?([A-Za-z]\w*?)__(?:c|e)$/.exec(name) ?? [null, null, name];
  return { DeveloperName: developerName, NamespacePrefix: namespace };
}

/** A type as setup pages write it: `Text(80)`, `Lookup(Account)`. */
function dataTypeOf({ type, length, precision, scale, referenceTo }: Field): string {
  switch (type) {
    case 'string':
      return `Text(${length})`;
    case 'textarea':
      return length > 255 ? `Long Text Area(${length})` : 'Text Area(255)';
    case 'reference':
      return `Lookup(${referenceTo.join(',')})`;
    case 'double':
    case 'currency':
    case 'percent':
      return `${NUMBERS[type]}(${precision - scale}, ${scale})`;
    case 'int':
      return 'Number(9, 0)';
    default:
      return NAMES[type] ?? `${type[0]!.toUpperCase()}${type.slice(1)}`;
  }
}

const NUMBERS = { double: 'Number', currency: 'Currency', percent: 'Percent' } as const;
const NAMES: Readonly<Record<string, string>> = {
  boolean: 'Checkbox',
  datetime: 'Date/Time',
  url: 'URL',
  multipicklist: 'Picklist (Multi-Select)',
  id: 'Lookup()',
};
