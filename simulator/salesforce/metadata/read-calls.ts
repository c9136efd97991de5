import { SalesforceError } from '../errors.js';
import { idAt } from '../ids.js';
import type { SignedSoapCall } from '../soap/envelope.js';
import { childrenNamed, childText, plainElement } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import { type ComponentType, directoryOf, isComponentType, STANDALONE_TYPES, suffixOf } from './component.js';
import { typeNamed } from './crud-calls.js';
import { fileOf, namesOf, printComponent } from './print.js';

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
  const [by, at] = [session.userId, world.clock.now()];
  return queries
    .flatMap((type) => (isComponentType(type) ? namesOf(state, type).map((fullName, index) => ({ type, fullName, index })) : []))
    .map((piece) => plainElement('result', filePropertiesOf(state, { ...piece, file: fileOf(piece.type, piece.fullName), by, at })))
    .join('');
}

type Piece = {
  readonly type: ComponentType;
  readonly fullName: string;
  readonly file: string;
  readonly index: number;
  readonly by: string;
  readonly at: number;
};

/**
 * A piece as lists of files tell it. Source: Metadata API guide, "FileProperties".
 *
 * Assumed: who asked made it, now: definitions have no history.
 */
export function filePropertiesOf(org: SalesforceOrg, { type, fullName, file, index, by, at }: Piece): Readonly<Record<string, unknown>> {
  const [name, when] = [String(org.lookup(by)?.['Name'] ?? ''), new Date(at).toISOString()];
  return {
    createdById: by,
    createdByName: name,
    createdDate: when,
    fileName: file,
    fullName,
    id: idAt(PREFIXES[type], index + 1),
    lastModifiedById: by,
    lastModifiedByName: name,
    lastModifiedDate: when,
    manageableState: 'unmanaged',
    type,
  };
}

const PREFIXES: Readonly<Record<ComponentType, string>> = {
  CustomObject: '01I',
  CustomField: '00N',
  RecordType: '012',
  MatchingRules: '0JD',
  DuplicateRule: '0Bm',
  ValidationRule: '03d',
  PlatformEventChannelMember: '0v8',
  ManagedEventSubscription: '18x',
  WorkflowOutboundMessage: '04k',
  WorkflowRule: '01Q',
};

/** describeMetadata() - the kinds that the org keeps. Source: Metadata API guide, "describeMetadata()". */
export function describeMetadata(): string {
  return plainElement('result', {
    metadataObjects: [
      describedKind('CustomObject', 'objects', 'object', ['CustomField', 'RecordType', 'ValidationRule']),
      ...STANDALONE_TYPES.map((type) => describedKind(type, directoryOf(type), suffixOf(type))),
      describedKind('Workflow', 'workflows', 'workflow', ['WorkflowOutboundMessage', 'WorkflowRule']),
    ],
    organizationNamespace: '',
    partialSaveAllowed: true,
    testRequired: false,
  });
}

function describedKind(xmlName: string, directoryName: string, suffix: string, childXmlNames: readonly ComponentType[] = []) {
  return { childXmlNames, directoryName, inFolder: false, metaFile: false, suffix, xmlName };
}
