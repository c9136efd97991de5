import { SalesforceError } from '../errors.js';
import { idAt } from '../ids.js';
import type { SignedSoapCall } from '../soap/envelope.js';
import { childrenNamed, childText, tag } from '../soap/xml.js';
import { COMPONENT_TYPES, type ComponentType, isComponentType } from './component.js';
import { typeNamed } from './crud-calls.js';
import { namesOf, printComponent } from './print.js';

/** Source: Metadata API guide, "readMetadata()", "listMetadata()". */
const NAMES_MAX = 10;
const QUERIES_MAX = 3;

/** readMetadata() - pieces by name; what is not there is nil. Source: Metadata API guide, "readMetadata()". */
export function readMetadata({ state, body, apiVersion }: SignedSoapCall): string {
  const type = typeNamed(childText(body, 'type') ?? '');
  const names = childrenNamed(body, 'fullNames').map(({ text }) => text.trim());
  if (names.length > NAMES_MAX) {
    throw new SalesforceError('LIMIT_EXCEEDED', `record limit reached. cannot submit more than ${NAMES_MAX} records in this operation`);
  }
  const records = names.map((name) => {
    const printed = printComponent(state, type, name, apiVersion);
    return printed === null ? '<records xsi:nil="true"/>' : `<records xsi:type="${type}">${printed}</records>`;
  });
  return `<result>${records.join('')}</result>`;
}

/** listMetadata() - the names of every piece of some kinds. Source: Metadata API guide, "listMetadata()". */
export function listMetadata({ state, body, session, world }: SignedSoapCall): string {
  const queries = childrenNamed(body, 'queries').map((query) => childText(query, 'type') ?? '');
  if (queries.length > QUERIES_MAX) throw new SalesforceError('LIMIT_EXCEEDED', `cannot list more than ${QUERIES_MAX} types`);
  const user = state.lookup(session.userId)!;
  const by = (who: string, when: string): string =>
    `${tag(`${who}ById`, session.userId)}${tag(`${who}ByName`, String(user['Name'] ?? ''))}${tag(when, new Date(world.clock.now()).toISOString())}`;
  return queries
    .flatMap((type) => (isComponentType(type) ? namesOf(state, type).map((name, index) => ({ type, name, index })) : []))
    .map(
      ({ type, name, index }) =>
        `<result>${by('created', 'createdDate')}${tag('fileName', fileOf(type, name))}${tag('fullName', name)}` +
        `${tag('id', idAt(PREFIXES[type], index + 1))}${by('lastModified', 'lastModifiedDate')}<manageableState>unmanaged</manageableState>` +
        `${tag('type', type)}</result>`,
    )
    .join('');
}

const PREFIXES: Readonly<Record<ComponentType, string>> = {
  CustomObject: '01I',
  CustomField: '00N',
  ValidationRule: '03d',
  PlatformEventChannelMember: '0v8',
  WorkflowOutboundMessage: '04k',
  WorkflowRule: '01Q',
};

function fileOf(type: ComponentType, name: string): string {
  if (type === 'PlatformEventChannelMember') return `platformEventChannelMembers/${name}.platformEventChannelMember`;
  return type.startsWith('Workflow') ? `workflows/${name.split('.')[0]}.workflow` : `objects/${name.split('.')[0]}.object`;
}

/** describeMetadata() - the kinds that the org keeps. Source: Metadata API guide, "describeMetadata()". */
export function describeMetadata(): string {
  const children = COMPONENT_TYPES.filter((type) => type === 'CustomField' || type === 'ValidationRule');
  const described = (names: string, directory: string, suffix: string, xmlName: string): string =>
    `<metadataObjects>${names}${tag('directoryName', directory)}<inFolder>false</inFolder><metaFile>false</metaFile>` +
    `${tag('suffix', suffix)}${tag('xmlName', xmlName)}</metadataObjects>`;
  const objects = described(children.map((name) => tag('childXmlNames', name)).join(''), 'objects', 'object', 'CustomObject');
  const members = described('', 'platformEventChannelMembers', 'platformEventChannelMember', 'PlatformEventChannelMember');
  const parts = COMPONENT_TYPES.filter((type) => type.startsWith('Workflow'));
  const workflows = described(parts.map((name) => tag('childXmlNames', name)).join(''), 'workflows', 'workflow', 'Workflow');
  return `<result>${objects}${members}${workflows}<organizationNamespace></organizationNamespace><partialSaveAllowed>true</partialSaveAllowed><testRequired>false</testRequired></result>`;
}
