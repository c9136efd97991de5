import { SalesforceError } from '../errors.js';
import { child, childrenNamed, childText, type Element } from '../soap/xml.js';

/** The kinds of metadata that the org keeps. Source: Metadata API guide, "Metadata Types". */
export const COMPONENT_TYPES = [
  'CustomObject',
  'CustomField',
  'RecordType',
  'ValidationRule',
  'MatchingRules',
  'DuplicateRule',
  'PlatformEventChannelMember',
  'ManagedEventSubscription',
  'WorkflowOutboundMessage',
  'WorkflowRule',
] as const;
export type ComponentType = (typeof COMPONENT_TYPES)[number];

/** Kinds of which every piece has a file of its own, in a folder named for them. */
export const STANDALONE_TYPES = ['PlatformEventChannelMember', 'ManagedEventSubscription', 'MatchingRules', 'DuplicateRule'] as const;
type StandaloneType = (typeof STANDALONE_TYPES)[number];

/** `PlatformEventChannelMember` is in `platformEventChannelMembers/….platformEventChannelMember`, `MatchingRules` in `matchingRules/….matchingRule`. */
export const suffixOf = (type: StandaloneType): string => `${type[0]!.toLowerCase()}${type.slice(1)}`.replace(/s$/, '');
export const directoryOf = (type: StandaloneType): string => `${suffixOf(type)}s`;

export function isStandalone(type: ComponentType): type is StandaloneType {
  return (STANDALONE_TYPES as readonly string[]).includes(type);
}

/** One piece of metadata as somebody sent it. */
export type Component = {
  readonly type: ComponentType;
  /** `Invoice__c`, `Invoice__c.Total__c`. */
  readonly fullName: string;
  readonly element: Element;
  /** Where it came from; empty when it came by itself. */
  readonly file: string;
};

export function isComponentType(name: string): name is ComponentType {
  return (COMPONENT_TYPES as readonly string[]).includes(name);
}

/** The piece that an element is, and those inside it: an object brings its fields and validation rules along. */
export function componentsIn(type: ComponentType, element: Element, fullName: string, file = ''): readonly Component[] {
  const whole = { type, fullName, element, file };
  if (type !== 'CustomObject') return [whole];
  const inside = (name: string, kind: ComponentType): readonly Component[] =>
    childrenNamed(element, name).map((each) => ({ type: kind, fullName: `${fullName}.${fullNameOf(each)}`, element: each, file }));
  return [
    whole,
    ...inside('fields', 'CustomField'),
    ...inside('recordTypes', 'RecordType'),
    ...inside('validationRules', 'ValidationRule'),
  ];
}

/** What a file with the workflow of an object has. Refuses what the org would not carry out. */
export function workflowComponents(element: Element, object: string, file: string): readonly Component[] {
  return element.children
    .filter(({ name }) => name !== 'fullName')
    .map((each) => {
      const type = WORKFLOW_PARTS[each.name];
      if (type === undefined)
        throw new SalesforceError('INVALID_TYPE', `This type of metadata is not available for this organization: Workflow ${each.name}`);
      return { type, fullName: `${object}.${fullNameOf(each)}`, element: each, file };
    });
}

const WORKFLOW_PARTS: Readonly<Record<string, ComponentType>> = { outboundMessages: 'WorkflowOutboundMessage', rules: 'WorkflowRule' };

export function fullNameOf(element: Element): string {
  const name = childText(element, 'fullName');
  if (name === null || name === '')
    throw new SalesforceError('REQUIRED_FIELD_MISSING', 'fullName: Required field is missing', { fields: ['fullName'] });
  return name;
}

/** The order in which pieces can be added: what is referred to comes first. */
export function inOrder(components: readonly Component[]): readonly Component[] {
  return [...components].sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ type, element }: Component): number {
  if (type === 'CustomObject') return 0;
  if (type === 'CustomField') return rankOfField(element);
  return type === 'WorkflowRule' || type === 'DuplicateRule' ? 5 : 4;
}

/** Summaries look at children through their references. */
function rankOfField(element: Element): number {
  if (child(element, 'summaryForeignKey') !== undefined) return 3;
  return child(element, 'referenceTo') === undefined ? 1 : 2;
}
