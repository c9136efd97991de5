import { describe, describeEntry } from '../describe.js';
import { SalesforceError } from '../errors.js';
import { describedType, describedTypes } from '../events/event-types.js';
import { layoutsOf } from '../operations/layouts.js';
import type { SObjectType } from '../schema.js';
import { recordTypesOf } from '../state/record-types.js';
import type { SignedSoapCall } from './envelope.js';
import { checkCount } from './results.js';
import { childrenNamed, childText, plainElement } from './xml.js';

/** Source: [SOAP] "describeSObjects()". */
const DESCRIBED_MAX = 100;

/** describeGlobal() - every object in short. Source: [SOAP] "describeGlobal()". */
export function describeGlobal({ state, apiVersion }: SignedSoapCall): string {
  const sobjects = describedTypes(state.schema).map((type) => element('sobjects', describeEntry(type, `v${apiVersion}`)));
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
  return element('result', layoutsOf(call.state, type, `v${call.apiVersion}`));
}

function described(call: SignedSoapCall, name: string): string {
  const { state, apiVersion, origin } = call;
  const type = typeNamed(call, name);
  return element('result', describe(type, state.schema, `v${apiVersion}`, origin, recordTypesOf(state, type)));
}

/** Refuses a call about an object that is not there. */
export function typeNamed({ state }: SignedSoapCall, name: string): SObjectType {
  const type = describedType(state.schema, name);
  if (type === undefined) throw new SalesforceError('INVALID_TYPE', `sObject type '${name}' is not supported.`);
  return type;
}

/** Keys of the REST describe that the partner WSDL does not have, or has under other names. */
const REST_ONLY = new Set(['urls', 'sobjectDescribeOption', 'listviewable', 'lookupLayoutable', 'implementsInterfaces', 'implementedBy']);

const element = (name: string, value: unknown): string => plainElement(name, value, REST_ONLY);
