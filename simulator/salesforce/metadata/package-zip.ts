import { SalesforceError } from '../errors.js';
import { childrenNamed, childText, type Element, parseXml, XmlError } from '../soap/xml.js';
import {
  type Component,
  type ComponentType,
  componentsIn,
  isComponentType,
  STANDALONE_TYPES,
  suffixOf,
  workflowComponents,
} from './component.js';
import type { DeployMessage } from './deployments.js';
import { missingPieces } from './manifest.js';
import { unzip, ZipError } from './unzip.js';

/** Source: Metadata API guide, "Metadata Limits": 10,000 files; 39 MB of zip; what it unpacks to is bounded by us. */
const FILES_MAX = 10_000;
const ZIP_BYTES_MAX = 39 * 1024 * 1024;
const UNPACKED_BYTES_MAX = 64 * 1024 * 1024;

/** What a zip asks for: pieces to save, names to take away, and what could not be read. */
export type Package = {
  readonly components: readonly Component[];
  readonly deletions: readonly { readonly type: ComponentType; readonly fullName: string }[];
  readonly problems: readonly DeployMessage[];
};

/**
 * Reads a zip with its `package.xml`, at its top or in one folder. Refuses what is no zip, or has no package.xml.
 *
 * Source:  Metadata API guide, "deploy()": what the manifest names must be in the zip, unless `allowMissingFiles` says otherwise.
 * Assumed: files that it does not name are taken, too.
 */
export function readPackage(zip: Uint8Array, allowsMissing: boolean): Package {
  const files = unzipped(zip);
  const manifest = [...files.keys()].find((path) => /^(?:[^/]+\/)?package\.xml$/.test(path));
  if (manifest === undefined) {
    return { components: [], deletions: [], problems: [problem('package.xml', '', 'No package.xml found')] };
  }
  const root = manifest.slice(0, -'package.xml'.length);
  const components: Component[] = [];
  const problems: DeployMessage[] = [];
  const deletions: { type: ComponentType; fullName: string }[] = [];
  for (const [path, content] of files) {
    if (!path.startsWith(root)) continue;
    const file = path.slice(root.length);
    try {
      if (/^destructiveChanges(?:Pre|Post)?\.xml$/.test(file)) deletions.push(...readDeletions(content.toString('utf8')));
      else if (file !== 'package.xml') components.push(...readFile(file, content));
    } catch (error) {
      if (!(error instanceof SalesforceError) && !(error instanceof XmlError)) throw error;
      problems.push(problem(file, '', error.message));
    }
  }
  problems.push(...problemsOf(files.get(manifest)!, components, allowsMissing));
  return { components, deletions, problems };
}

function problemsOf(manifest: Buffer, components: readonly Component[], allowsMissing: boolean): readonly DeployMessage[] {
  try {
    const texts = missingPieces(parseXml(manifest.toString('utf8')), components, allowsMissing);
    return texts.map((text) => problem('package.xml', '', text));
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return [problem('package.xml', '', error.message)];
  }
}

/** Files by name. Names are keys and nothing else: they lead nowhere. */
function unzipped(bytes: Uint8Array): ReadonlyMap<string, Buffer> {
  if (bytes.length > ZIP_BYTES_MAX)
    throw new SalesforceError('LIMIT_EXCEEDED', `Maximum size of request reached. Maximum size of request is ${ZIP_BYTES_MAX} bytes.`);
  try {
    return unzip(bytes, { filesMax: FILES_MAX, bytesMax: UNPACKED_BYTES_MAX });
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    if (error.reason === 'large') throw new SalesforceError('LIMIT_EXCEEDED', 'The zip file has too many or too large files.');
    throw new SalesforceError('INVALID_ZIP_FILE', 'The zip file could not be read.');
  }
}

function readFile(file: string, content: Buffer): readonly Component[] {
  const [, folder, name = '', suffix = ''] = /^([^/]+)\/(?:.*\/)?([^/]+)\.([A-Za-z]+)$/.exec(file) ?? [];
  const root = (): Element => parseXml(content.toString('utf8'));
  if (folder === 'objects' && suffix === 'object') return componentsIn('CustomObject', root(), name, file);
  if (folder === 'workflows' && suffix === 'workflow') return workflowComponents(root(), name, file);
  const standalone = STANDALONE_TYPES.find((type) => suffixOf(type) === suffix);
  if (standalone !== undefined) return componentsIn(standalone, root(), name, file);
  const [, kind = file] = /<([A-Za-z]\w*)/.exec(content.toString('utf8', 0, HEAD_BYTES)) ?? [];
  throw notAvailable(kind);
}

/** Enough to see what kind of thing a file defines. */
const HEAD_BYTES = 1_000;

function readDeletions(text: string): readonly { type: ComponentType; fullName: string }[] {
  return childrenNamed(parseXml(text), 'types').flatMap((types: Element) => {
    const type = childText(types, 'name') ?? '';
    if (!isComponentType(type)) throw notAvailable(type);
    return childrenNamed(types, 'members').map((member) => ({ type, fullName: member.text.trim() }));
  });
}

const notAvailable = (type: string) =>
  new SalesforceError('INVALID_TYPE', `This type of metadata is not available for this organization: ${type}`);

export function problem(file: string, fullName: string, text: string): DeployMessage {
  return { type: '', fullName, file, isCreated: false, isDeleted: false, problem: text };
}
