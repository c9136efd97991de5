import { describe, describeEntry } from '../describe.js';
import { SalesforceError } from '../errors.js';
import { describedType, describedTypes } from '../events/event-types.js';
import { idAt } from '../ids.js';
import { layoutsOf } from '../operations/layouts.js';
import type { SObjectType } from '../schema.js';
import { recordTypesOf } from '../state/record-types.js';
import type { SignedSoapCall } from './envelope.js';
import { checkCount } from './results.js';
import { childrenNamed, childText, plainElement, tag } from './xml.js';

/** Source: [SOAP] "describeSObjects()". */
const DESCRIBED_MAX = 100;

/** describeGlobal() - every object in short. Source: [SOAP] "describeGlobal()". */
export function describeGlobal({ state, apiVersion }: SignedSoapCall): string {
  const sobjects = describedTypes(state.schema).map((type) =>
    element('sobjects', { ...describeEntry(type, `v${apiVersion}`), idEnabled: false }),
  );
  return `<result><encoding>UTF-8</encoding><maxBatchSize>200</maxBatchSize>${sobjects.join('')}</result>`;
}

/** describeSObject() - one object in full. Source: [SOAP] "describeSObject()". */
export function describeSObject(call: SignedSoapCall): string {
  return described(call, childText(call.body, 'sObjectType') ?? '');
}

/** describeSObjects() - several, in the order asked. Source: [SOAP] "describeSObjects()". */
export function describeSObjects(call: SignedSoapCall): string {
  const names = childrenNamed(call.body, 'sObjectType').map(({ text }) => text.trim());
  checkCount(names.length, DESCRIBED_MAX);
  return names.map((name) => described(call, name)).join('');
}

/** describeLayout() - the page layout of an object and its record types. Source: [SOAP] "describeLayout()". */
export function describeLayout(call: SignedSoapCall): string {
  const type = typeNamed(call, childText(call.body, 'sObjectType') ?? '');
  if (!type.definition.isLayoutable) throw new SalesforceError('INVALID_TYPE', `sObject type '${type.name}' has no layouts.`);
  const { layouts, ...others } = layoutsOf(call.state, type, `v${call.apiVersion}`);
  return element('result', { ...others, layouts: layouts.map(withSections) });
}

/** describeTabs() - the apps of the user with their tabs. Source: [SOAP] "describeTabs()". Assumed: one app, Sales, with every tab. */
export function describeTabs({ state, origin }: SignedSoapCall): string {
  const tabs = state.schema.types
    .filter(({ definition }) => definition.isLayoutable)
    .map(({ name, keyPrefix, definition }) => ({
      custom: definition.isCustom,
      iconUrl: '',
      label: definition.labelPlural,
      miniIconUrl: '',
      name: definition.isCustom ? name : `standard-${name}`,
      sobjectName: name,
      url: `${origin}/${keyPrefix}/o`,
    }));
  const app = { description: '', label: 'Sales', logoUrl: '', namespace: '', selected: true, tabSetId: idAt('02u', 1) };
  return element('result', { ...app, tabs });
}

function described(call: SignedSoapCall, name: string): string {
  const { state, apiVersion, origin } = call;
  const type = typeNamed(call, name);
  const { urls, ...whole } = describe(type, state.schema, `v${apiVersion}`, origin, recordTypesOf(state, type));
  const pages = { urlDetail: urls.uiDetailTemplate, urlEdit: urls.uiEditTemplate, urlNew: urls.uiNewRecord };
  return element('result', { ...whole, ...pages, idEnabled: false });
}

/** Refuses a call about an object that is not there. */
export function typeNamed({ state }: SignedSoapCall, name: string): SObjectType {
  const type = describedType(state.schema, name);
  if (type === undefined) throw new SalesforceError('INVALID_TYPE', `sObject type '${name}' is not supported.`);
  return type;
}

/** Keys of the REST describes that the partner WSDL does not have, or has under other names. */
const REST_ONLY = new Set([
  'associateEntityType',
  'associateParentEntity',
  'details',
  'extendedBy',
  'extendsInterfaces',
  'listviewable',
  'lookupLayoutable',
  'sobjectDescribeOption',
  'urls',
]);

/** What the WSDL wants to be there though it be nil. */
const NILLABLE = new Set(['keyPrefix', 'networkScopeFieldName']);

/** What the WSDL has of sections and REST has not: they are open, and their fields are gone through from left to right. */
function withSections(layout: Layout): Layout {
  const whole = (section: object) => ({ ...section, collapsed: false, parentLayoutId: layout.id, tabOrder: 'LeftToRight' });
  return {
    ...layout,
    detailLayoutSections: layout.detailLayoutSections.map(whole),
    editLayoutSections: layout.editLayoutSections.map(whole),
  };
}

type Layout = ReturnType<typeof layoutsOf>['layouts'][number];

/** A describe as elements in the order of the WSDL, which is that of their names. Clients made from a WSDL take no other. */
function element(name: string, value: unknown): string {
  if (value === null && NILLABLE.has(name)) return tag(name, null);
  if (Array.isArray(value)) return value.map((each) => element(name, each)).join('');
  if (typeof value !== 'object' || value === null) return plainElement(name, value);
  const entries = Object.entries(value).filter(([key]) => !REST_ONLY.has(key));
  const inside = entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => element(key, each));
  return `<${name}>${inside.join('')}</${name}>`;
}
