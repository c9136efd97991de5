import { MASTER_RECORD_TYPE_ID } from './ids.js';
import type { Field, FieldType, Schema, SObjectType } from './schema.js';
import { shownAs } from './state/described.js';

export type RecordTypeInfo = {
  readonly id: string;
  readonly name: string;
  readonly developerName: string;
  readonly isActive: boolean;
  readonly description: string | null;
};

/** An object's line in describeGlobal. Source: SOAP API guide, "DescribeGlobalResult"; keys as recorded from an org. */
export function describeEntry(type: SObjectType, version: string): Record<string, unknown> {
  const { definition: d } = type;
  const url = `/services/data/${version}/sobjects/${type.name}`;
  const entry = {
    activateable: false,
    associateEntityType: d.associate?.kind ?? null,
    associateParentEntity: d.associate?.parent ?? null,
    createable: d.isCreateable,
    custom: d.isCustom,
    customSetting: false,
    deepCloneable: false,
    deletable: d.isDeletable,
    deprecatedAndHidden: false,
    feedEnabled: d.isLayoutable,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: d.keyPrefix,
    label: d.label,
    labelPlural: d.labelPlural,
    layoutable: d.isLayoutable,
    mergeable: d.isMergeable,
    mruEnabled: d.isLayoutable,
    name: type.name,
    queryable: d.isQueryable,
    replicateable: d.isReplicateable,
    retrieveable: d.isQueryable,
    searchable: d.isSearchable,
    triggerable: d.isTriggerable,
    undeletable: d.isUndeletable,
    updateable: d.isUpdateable,
    urls: {
      rowTemplate: `${url}/{ID}`,
      ...(d.isLayoutable
        ? {
            layouts: `${url}/describe/layouts`,
            compactLayouts: `${url}/describe/compactLayouts`,
            approvalLayouts: `${url}/describe/approvalLayouts`,
            listviews: `${url}/listviews`,
            quickActions: `${url}/quickActions`,
          }
        : {}),
      describe: `${url}/describe`,
      sobject: url,
    },
  };
  return shownAs(entry, d.described ?? null);
}

/** A full describe. Source: SOAP API guide, "DescribeSObjectResult". */
export function describe(type: SObjectType, schema: Schema, version: string, origin: string, recordTypes: readonly RecordTypeInfo[]) {
  const { urls, ...entry } = describeEntry(type, version);
  const page = (suffix: string): string => `${origin}/${suffix}`;
  const whole = {
    actionOverrides: [],
    ...entry,
    childRelationships: schema.childrenOf(type).map(({ childType, field, relationshipName }) => ({
      cascadeDelete: field.onDelete === 'cascade',
      childSObject: childType,
      deprecatedAndHidden: false,
      field: field.name,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName,
      restrictedDelete: field.onDelete === 'restrict',
    })),
    compactLayoutable: type.definition.isLayoutable,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: type.fields.map(describeField),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: recordTypeInfos(type, version, recordTypes),
    searchLayoutable: type.definition.isSearchable,
    sobjectDescribeOption: 'FULL',
    supportedScopes: type.definition.scopes.map((name) => ({ label: scopeLabel(type, name), name })),
    urls: {
      ...(urls as object),
      uiDetailTemplate: page('{ID}'),
      uiEditTemplate: page('{ID}/e'),
      uiNewRecord: page(`${type.keyPrefix}/e`),
    },
  };
  return shownAs(whole, type.definition.described ?? null);
}

function scopeLabel(type: SObjectType, scope: string): string {
  const words = scope.replaceAll('_', ' ');
  return scope === 'mine' ? `My ${type.definition.labelPlural.toLowerCase()}` : `${words[0]!.toUpperCase()}${words.slice(1)}`;
}

export function recordTypeInfos(type: SObjectType, version: string, recordTypes: readonly RecordTypeInfo[]) {
  const info = (id: string, name: string, developerName: string, isActive: boolean, isMaster: boolean) => ({
    active: isActive,
    available: true,
    defaultRecordTypeMapping: isMaster,
    developerName,
    master: isMaster,
    name,
    recordTypeId: id,
    urls: { layout: `/services/data/${version}/sobjects/${type.name}/describe/layouts/${id}` },
  });
  return [
    ...recordTypes.map(({ id, name, developerName, isActive }) => info(id, name, developerName, isActive, false)),
    info(MASTER_RECORD_TYPE_ID, 'Master', 'Master', true, true),
  ];
}

const SOAP_TYPES: Readonly<Partial<Record<FieldType, string>>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  address: 'urn:address',
  location: 'urn:location',
  base64: 'xsd:base64Binary',
  anyType: 'xsd:anyType',
  complexvalue: 'xsd:anyType',
};

/** Every attribute of a field. Source: SOAP API guide, "Field" of DescribeSObjectResult. */
export function describeField(field: Field): Record<string, unknown> {
  const isPolymorphic = field.referenceTo.length > 1;
  const shown = {
    aggregatable: field.isAggregatable,
    aiPredictionField: false,
    autoNumber: field.isAutoNumber,
    byteLength: field.length * (field.type === 'id' || field.type === 'reference' ? 1 : 3),
    calculated: field.isCalculated,
    calculatedFormula: field.computation?.kind === 'formula' ? field.computation.text : null,
    cascadeDelete: field.onDelete === 'cascade',
    caseSensitive: field.isCaseSensitive,
    compoundFieldName: field.compoundFieldName,
    controllerName: null,
    createable: field.isCreateable,
    custom: field.isCustom,
    defaultValue: field.type === 'boolean' ? field.defaultValue : null,
    defaultValueFormula: null,
    defaultedOnCreate: field.isDefaultedOnCreate,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: field.digits,
    displayLocationInDecimal: field.name.endsWith('Latitude') || field.name.endsWith('Longitude'),
    encrypted: false,
    externalId: field.isExternalId,
    extraTypeInfo: field.type === 'textarea' ? 'plaintextarea' : null,
    filterable: field.isFilterable,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: field.computation?.kind === 'formula' && field.computation.blanks === 'zero',
    groupable: field.isGroupable,
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: field.isIdLookup,
    inlineHelpText: null,
    label: field.label,
    length: field.length,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.isNameField,
    namePointing: isPolymorphic,
    nillable: field.isNillable,
    permissionable: field.isNillable && (field.isCreateable || field.isUpdateable),
    picklistValues: field.picklist.map(({ value, label, isDefault }) => ({
      active: true,
      defaultValue: isDefault,
      label,
      validFor: null,
      value,
    })),
    polymorphicForeignKey: isPolymorphic,
    precision: field.precision,
    queryByDistance: field.type === 'location' || field.type === 'address',
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: null,
    restrictedDelete: field.onDelete === 'restrict',
    restrictedPicklist: field.isRestrictedPicklist,
    scale: field.scale,
    searchPrefilterable: field.type === 'reference',
    soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
    sortable: field.isSortable,
    type: field.type,
    unique: field.isUnique,
    updateable: field.isUpdateable,
    writeRequiresMasterRead: false,
  };
  return shownAs(shown, field.described);
}
