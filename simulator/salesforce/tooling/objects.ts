import { field } from '../objects/fields.js';
import { NOTHING } from '../objects/object.js';
import type { Field, SObjectDefinition } from '../schema.js';

/** An object of the Tooling API: to be read only. */
function toolingObject(name: string, keyPrefix: string | null, fields: readonly Field[]): SObjectDefinition {
  const label = name.replace(/([a-z])([A-Z])/g, '$1 $2');
  const id = field('Id', 'id', 'd');
  return {
    ...NOTHING,
    isQueryable: true,
    name,
    label,
    labelPlural: `${label}s`,
    keyPrefix,
    isCustom: false,
    fields: [id, ...fields],
    scopes: [],
  };
}

const text = (name: string): Field => field(name, 'string(255)', 'n');
const flag = (name: string): Field => field(name, 'boolean', 'd');
const whole = (name: string): Field => field(name, 'int(9)', 'n');
const date = (name: string): Field => field(name, 'datetime', 'n');

/** Refers to an object by its name, not by an id: conditions compare it as text. */
const ENTITY: Field = { ...field('EntityDefinitionId', 'ref EntityDefinition', 'n', { onDelete: 'none' }), type: 'string' };

/** Source: Tooling API guide, "EntityDefinition", "FieldDefinition", "CustomField" and so on; the fields that clients ask for. */
export const TOOLING_OBJECTS: readonly SObjectDefinition[] = [
  toolingObject('EntityDefinition', null, [
    ...[
      'DurableId',
      'QualifiedApiName',
      'DeveloperName',
      'NamespacePrefix',
      'MasterLabel',
      'Label',
      'PluralLabel',
      'KeyPrefix',
      'PublisherId',
    ].map(text),
    ...[
      'IsCustomizable',
      'IsCustomSetting',
      'IsQueryable',
      'IsSearchable',
      'IsTriggerable',
      'IsLayoutable',
      'IsReplicateable',
      'IsRetrieveable',
      'IsEverCreatable',
      'IsEverUpdatable',
      'IsEverDeletable',
      'IsDeprecatedAndHidden',
    ].map(flag),
  ]),
  toolingObject('FieldDefinition', null, [
    ...['DurableId', 'QualifiedApiName', 'DeveloperName', 'NamespacePrefix', 'MasterLabel', 'Label', 'DataType', 'RelationshipName'].map(
      text,
    ),
    ...['Length', 'Precision', 'Scale'].map(whole),
    ...['IsCalculated', 'IsNameField', 'IsNillable', 'IsIndexed', 'IsApiFilterable', 'IsApiSortable', 'IsApiGroupable', 'IsCompound'].map(
      flag,
    ),
    ENTITY,
  ]),
  toolingObject('CustomObject', '01I', ['DeveloperName', 'NamespacePrefix', 'Description'].map(text)),
  toolingObject('CustomField', '00N', [
    ...['DeveloperName', 'NamespacePrefix', 'TableEnumOrId'].map(text),
    whole('Length'),
    whole('Precision'),
    whole('Scale'),
    ENTITY,
  ]),
  toolingObject('ValidationRule', '03d', [
    ...['ValidationName', 'NamespacePrefix', 'Description', 'ErrorDisplayField', 'ErrorMessage'].map(text),
    flag('Active'),
    ENTITY,
  ]),
  toolingObject('Flow', '301', ['MasterLabel', 'Status', 'ProcessType', 'DefinitionId'].map(text).concat(whole('VersionNumber'))),
  toolingObject('ApexClass', '01p', [
    ...['Name', 'NamespacePrefix', 'Status', 'Body'].map(text),
    field('ApiVersion', 'double(18,1)', 'n'),
    date('LastModifiedDate'),
  ]),
  toolingObject('ApexTrigger', '01q', [
    ...['Name', 'NamespacePrefix', 'Status', 'TableEnumOrId'].map(text),
    field('ApiVersion', 'double(18,1)', 'n'),
  ]),
  toolingObject('SourceMember', '0MZ', [
    ...['MemberName', 'MemberType', 'MemberIdOrName'].map(text),
    whole('RevisionCounter'),
    flag('IsNameObsolete'),
  ]),
  toolingObject(
    'SandboxProcess',
    '0GR',
    ['SandboxName', 'Status', 'LicenseType', 'Description', 'SandboxInfoId', 'SandboxOrganization', 'SourceId', 'Features']
      .map(text)
      .concat(whole('CopyProgress'), date('CreatedDate'), date('EndDate')),
  ),
];
