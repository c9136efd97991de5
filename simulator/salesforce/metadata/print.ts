import type { ManagedSubscription } from '../events/managed-subscriptions.js';
import { changeEventName } from '../events/stream-event.js';
import { VALIDATION_RULE } from '../people/rules.js';
import { OUTBOUND_MESSAGE, WORKFLOW_RULE } from '../people/workflow.js';
import type { Field, FieldType, SObjectType } from '../schema.js';
import { tag } from '../soap/xml.js';
import { recordTypesOf } from '../state/record-types.js';
import type { ValidationRule } from '../state/validation-rules.js';
import type { SalesforceOrg } from '../state.js';
import type { MessageDefinition, WorkflowRule } from '../workflow/definitions.js';
import { type ComponentType, directoryOf, isStandalone, suffixOf } from './component.js';
import { duplicateRuleNamed, duplicateRulesOf, matchingRulesOf, printDuplicateRule, printMatchingRules } from './duplicate-rules.js';
import { printMessage, printWorkflowRule } from './print-workflow.js';
import { printRecordType, recordTypeNamed } from './record-type.js';
import { partsOf, pieceNamed, selectedTypes } from './save.js';

/** A piece of metadata as elements; null when there is none of that name. `version` is the one of the call: `62.0`. */
export function printComponent(org: SalesforceOrg, type: ComponentType, fullName: string, version: string): string | null {
  if (type === 'CustomObject') {
    const found = org.schema.type(fullName);
    return found === undefined ? null : printObject(org, found, version);
  }
  if (type === 'PlatformEventChannelMember') {
    const name = selectedTypes(org).find((each) => memberName(each) === fullName);
    return name === undefined
      ? null
      : `${tag('fullName', fullName)}<eventChannel>ChangeEvents</eventChannel>${tag('selectedEntity', changeEventName(name))}`;
  }
  if (type === 'ManagedEventSubscription') {
    const found = org.managedSubscriptions.named(fullName);
    return found === undefined ? null : printSubscription(found);
  }
  if (type === 'MatchingRules') return printMatchingRules(org, fullName);
  if (!fullName.includes('.')) return null;
  if (type === 'RecordType' || type === 'DuplicateRule') return printOfObject(org, type, fullName);
  if (type === 'ValidationRule') {
    const rule = pieceNamed(org, VALIDATION_RULE, fullName) as ValidationRule | undefined;
    return rule === undefined ? null : printRule(rule, fullName);
  }
  if (type === 'WorkflowRule') {
    const rule = pieceNamed(org, WORKFLOW_RULE, fullName) as WorkflowRule | undefined;
    return rule === undefined ? null : printWorkflowRule(rule, fullName);
  }
  if (type === 'WorkflowOutboundMessage') {
    const message = pieceNamed(org, OUTBOUND_MESSAGE, fullName) as MessageDefinition | undefined;
    return message === undefined ? null : printMessage(org, message, fullName);
  }
  const [object, name] = partsOf(fullName);
  const found = org.schema.type(object);
  const field = found?.field(name);
  return found === undefined || field === undefined ? null : printField(field, `${found.name}.${field.name}`, version);
}

function printOfObject(org: SalesforceOrg, type: 'RecordType' | 'DuplicateRule', fullName: string): string | null {
  const [object, name] = partsOf(fullName);
  if (type === 'RecordType') {
    const found = recordTypeNamed(org, object, name);
    return found === undefined ? null : printRecordType(found, fullName);
  }
  const rule = duplicateRuleNamed(org, object, name);
  return rule === undefined ? null : printDuplicateRule(org, rule, fullName);
}

/** Where a piece lies in a package: parts in the file of their object or workflow. */
export function fileOf(type: ComponentType, name: string): string {
  if (isStandalone(type)) return `${directoryOf(type)}/${name}.${suffixOf(type)}`;
  const [whole] = name.split('.');
  return type.startsWith('Workflow') ? `workflows/${whole}.workflow` : `objects/${whole}.object`;
}

/** The names of every piece of a kind. */
export function namesOf(org: SalesforceOrg, type: ComponentType): readonly string[] {
  switch (type) {
    case 'CustomObject':
      return org.schema.types.filter(isListed).map(({ name }) => name);
    case 'CustomField':
      return org.schema.types.flatMap((each) => each.fields.filter(({ isCustom }) => isCustom).map(({ name }) => `${each.name}.${name}`));
    case 'ValidationRule':
      return [...org.validationRules.rows()].map(({ object, fullName }) => `${object}.${fullName}`);
    case 'RecordType':
      return org.schema.types.flatMap((each) => recordTypesOf(org, each).map(({ developerName }) => `${each.name}.${developerName}`));
    case 'DuplicateRule':
      return duplicateRulesOf(org).map((rule) => `${rule['SobjectType']}.${rule['DeveloperName']}`);
    case 'MatchingRules':
      return [...new Set(matchingRulesOf(org).map(({ object }) => object))].sort();
    case 'WorkflowRule':
    case 'WorkflowOutboundMessage': {
      const { rules, messages } = org.workflow;
      return [...(type === 'WorkflowRule' ? rules : messages).rows()].map(({ object, fullName }) => `${object}.${fullName}`);
    }
    case 'PlatformEventChannelMember':
      return selectedTypes(org).map(memberName);
    case 'ManagedEventSubscription':
      return [...org.managedSubscriptions.table.rows()].map(({ developerName }) => developerName);
  }
}

function printSubscription({ developerName, defaultReplay, errorRecoveryReplay, label, state, topicName }: ManagedSubscription): string {
  return (
    tag('fullName', developerName) +
    tag('defaultReplay', defaultReplay) +
    tag('errorRecoveryReplay', errorRecoveryReplay) +
    tag('label', label) +
    tag('state', state) +
    tag('topicName', topicName)
  );
}

function isListed({ definition }: SObjectType): boolean {
  return definition.isCustom || (definition.isCreateable && definition.isLayoutable);
}

function memberName(typeName: string): string {
  return `ChangeEvents_${changeEventName(typeName)}`;
}

function printObject(org: SalesforceOrg, type: SObjectType, version: string): string {
  const { definition, nameField } = type;
  const fields = type.fields.filter(({ isCustom, derive, computation }) => isCustom && (derive === null || computation !== null));
  const rules = org.validationRules.find('object', type.name);
  const added = org.definitions.addedObjects.find(({ fullName }) => fullName === type.name);
  const name = nameField === null ? '' : printNameField(nameField, added?.nameField?.displayFormat);
  const recordTypes = recordTypesOf(org, type).map((each) => `<recordTypes>${printRecordType(each, each.developerName)}</recordTypes>`);
  return inOrder([
    ['fullName', tag('fullName', type.name)],
    ['deploymentStatus', definition.isCustom ? tag('deploymentStatus', 'Deployed') : ''],
    ['description', added?.description === undefined ? '' : tag('description', added.description)],
    ['fields', fields.map((field) => `<fields>${printField(field, field.name, version)}</fields>`).join('')],
    ['label', tag('label', definition.label)],
    ['nameField', definition.isCustom ? name : ''],
    ['pluralLabel', tag('pluralLabel', definition.labelPlural)],
    ['recordTypes', recordTypes.join('')],
    ['sharingModel', tag('sharingModel', added?.sharingModel ?? 'ReadWrite')],
    ['validationRules', rules.map((rule) => `<validationRules>${printRule(rule, rule.fullName)}</validationRules>`).join('')],
  ]);
}

/** An element's name and what was printed of it. */
type Printed = readonly [name: string, text: string];

/** Elements as the vendor orders them: the full name, and the others by name. */
function inOrder([first, ...others]: readonly Printed[]): string {
  const sorted = others.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return [first!, ...sorted].map(([, text]) => text).join('');
}

function printNameField({ label, isAutoNumber }: Field, displayFormat: string | undefined): string {
  const format = isAutoNumber && displayFormat !== undefined ? tag('displayFormat', displayFormat) : '';
  return `<nameField>${format}${tag('label', label)}${tag('type', isAutoNumber ? 'AutoNumber' : 'Text')}</nameField>`;
}

/** The names of field types here. Source: Metadata API guide, "FieldType". */
const TYPES: Readonly<Partial<Record<FieldType, string>>> = {
  string: 'Text',
  phone: 'Phone',
  url: 'Url',
  email: 'Email',
  picklist: 'Picklist',
  combobox: 'Picklist',
  multipicklist: 'MultiselectPicklist',
  boolean: 'Checkbox',
  int: 'Number',
  double: 'Number',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
};

function printField(field: Field, fullName: string, version: string): string {
  const { type, length, precision, scale, digits } = field;
  const isReference = type === 'reference';
  const isText = type === 'string' || type === 'textarea';
  const isNumber = precision > 0 || type === 'int';
  const elements: readonly (readonly [string, string | number | boolean | null])[] = [
    ['fullName', fullName],
    ['label', field.label],
    ['type', typeOf(field)],
    ['externalId', field.isCustom ? field.isExternalId : null],
    ['length', isText && !(type === 'textarea' && length <= 255) ? length : null],
    ['precision', isNumber ? precision || digits : null],
    ['scale', isNumber ? scale : null],
    ['required', field.isCustom && type !== 'boolean' ? !field.isNillable : null],
    ['unique', field.isUnique ? true : null],
    ['caseSensitive', field.isUnique ? field.isCaseSensitive : null],
    ['defaultValue', defaultOf(field)],
    ['deleteConstraint', isReference ? constraintOf(field) : null],
    ['referenceTo', isReference ? (field.referenceTo[0] ?? null) : null],
    ['relationshipName', isReference ? (field.childRelationshipName?.replace(/__r$/, '') ?? null) : null],
    ...computationOf(field),
    ['visibleLines', type === 'textarea' && length > 255 ? 3 : null],
  ];
  const printed = elements.map(([name, value]) => [name, value === null ? '' : tag(name, value)] as const);
  return inOrder([...printed, ['summaryFilterItems', printFilters(field)], printPicklist(field, version)]);
}

/** Defaults are formulas: texts stand in quotation marks. Picklists have theirs among their values. */
function defaultOf({ type, defaultValue, picklist }: Field): string | null {
  if (type === 'boolean') return String(defaultValue === true);
  if (defaultValue === null || picklist.length > 0) return null;
  return typeof defaultValue === 'number' ? String(defaultValue) : `"${defaultValue}"`;
}

function constraintOf({ onDelete, isCustom, isNillable }: Field): string | null {
  if (!isCustom || !isNillable) return null;
  return { clear: 'SetNull', cascade: 'Cascade', restrict: 'Restrict', none: null }[onDelete];
}

function printFilters({ computation }: Field): string {
  if (computation?.kind !== 'summary') return '';
  const { child, filters } = computation;
  const printed = filters.map(({ field, operation, value }) =>
    [tag('field', `${child}.${field}`), tag('operation', operation), tag('value', value)].join(''),
  );
  return printed.map((each) => `<summaryFilterItems>${each}</summaryFilterItems>`).join('');
}

function computationOf({ computation }: Field): readonly (readonly [string, string | null])[] {
  switch (computation?.kind) {
    case 'formula':
      return [
        ['formula', computation.text],
        ['formulaTreatBlanksAs', computation.blanks === 'blank' ? 'BlankAsBlank' : 'BlankAsZero'],
      ];
    case 'number':
      return [['displayFormat', computation.format]];
    case 'summary':
      return [
        ['summarizedField', computation.field === null ? null : `${computation.child}.${computation.field}`],
        ['summaryForeignKey', `${computation.child}.${computation.foreignKey}`],
        ['summaryOperation', computation.operation],
      ];
    default:
      return [];
  }
}

function typeOf({ type, length, onDelete, isNillable, computation }: Field): string {
  if (computation?.kind === 'number') return 'AutoNumber';
  if (computation?.kind === 'summary') return 'Summary';
  if (type === 'textarea') return length > 255 ? 'LongTextArea' : 'TextArea';
  if (type === 'reference') return onDelete === 'cascade' && !isNillable ? 'MasterDetail' : 'Lookup';
  return TYPES[type] ?? 'Text';
}

/** The version from which values stand in a value set. Source: Metadata API guide, "Picklist (Including Dependent Picklist)". */
const VALUE_SET_FROM = 38;

function printPicklist(field: Field, version: string): Printed {
  if (field.picklist.length === 0) return ['valueSet', ''];
  if (Number.parseInt(version, 10) < VALUE_SET_FROM) {
    const values = field.picklist.map(
      ({ value, isDefault }) => `<picklistValues>${tag('fullName', value)}${tag('default', isDefault)}</picklistValues>`,
    );
    return ['picklist', `<picklist>${values.join('')}<sorted>false</sorted></picklist>`];
  }
  const values = field.picklist.map(
    ({ value, label, isDefault }) => `<value>${tag('fullName', value)}${tag('default', isDefault)}${tag('label', label)}</value>`,
  );
  const set = `<valueSetDefinition><sorted>false</sorted>${values.join('')}</valueSetDefinition>`;
  return ['valueSet', `<valueSet>${tag('restricted', field.isRestrictedPicklist)}${set}</valueSet>`];
}

function printRule({ active, errorConditionFormula, errorDisplayField, errorMessage }: ValidationRule, fullName: string): string {
  const display = errorDisplayField === null ? '' : tag('errorDisplayField', errorDisplayField);
  return (
    tag('fullName', fullName) +
    tag('active', active) +
    tag('errorConditionFormula', errorConditionFormula) +
    display +
    tag('errorMessage', errorMessage)
  );
}
