import { unzipSync } from 'fflate/browser';
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

/** Source: Metadata API guide, "Metadata Limits": 10,000 files; 39 MB of zip; what it unpacks to is bounded by us. */
const FILES_MAX = 10_000;
const ZIP_BYTES_MAX = 39 * 1024 * 1024;
const UNPACKED_BYTES_MAX = 200 * 1024 * 1024;

/** What a zip asks for: pieces to save, names to take away, and what could not be read. */
export type Package = {
  readonly components: readonly Component[];
  readonly deletions: readonly { readonly type: ComponentType; readonly fullName: string }[];
  readonly problems: readonly DeployMessage[];
};

/** Reads a zip with its `package.xml`, at its top or in one folder. Refuses what is no zip, or has no package.xml. */
export function readPackage(zip: Uint8Array): Package {
  const files = unzipped(zip);
  const manifest = [...files.keys()].find((path) => /^(?:[^/]+\/)?package\.xml$/.test(path));
  if (manifest === undefined) {
    return { components: [], deletions: [], problems: [problem('package.xml', '', 'No package.xml found')] };
  }
  const root = manifest.slice(0, -'package.xml'.length);
  const components: Component[] = [];
  const problems: DeployMessage[] = [];
  const deletions: { type: ComponentType; fullName: string }[] = [];
  for (const [path, text] of files) {
    if (path.endsWith('/') || !path.startsWith(root)) continue;
    const file = path.slice(root.length);
    try {
      if (/^destructiveChanges(?:Pre|Post)?\.xml$/.test(file)) deletions.push(...readDeletions(text));
      else if (file !== 'package.xml') components.push(...readFile(file, text));
    } catch (error) {
      if (!(error instanceof SalesforceError) && !(error instanceof XmlError)) throw error;
      problems.push(problem(file, '', error.message));
    }
  }
  return { components, deletions, problems };
}

function unzipped(bytes: Uint8Array): ReadonlyMap<string, string> {
  if (bytes.length > ZIP_BYTES_MAX)
    throw new SalesforceError('LIMIT_EXCEEDED', `Maximum size of request reached. Maximum size of request is ${ZIP_BYTES_MAX} bytes.`);
  let [count, size] = [0, 0];
  const filter = ({ originalSize }: { originalSize: number }): boolean => {
    count += 1;
    size += originalSize;
    if (count > FILES_MAX || size > UNPACKED_BYTES_MAX)
      throw new SalesforceError('LIMIT_EXCEEDED', 'The zip file has too many or too large files.');
    return true;
  };
  try {
    const decoder = new TextDecoder();
    return new Map(Object.entries(unzipSync(bytes, { filter })).map(([path, content]) => [path, decoder.decode(content)]));
  } catch (error) {
    if (error instanceof SalesforceError) throw error;
    throw new SalesforceError('INVALID_ZIP_FILE', 'The zip file could not be read.');
  }
}

function readFile(file: string, text: string): readonly Component[] {
  const [, folder, name, suffix] = /^([^/]+)\/(?:.*\/)?([^/]+)\.([A-Za-z]+)$/.exec(file) ?? [];
  const element = parseXml(text);
  if (name !== undefined && folder === 'objects' && suffix === 'object') return componentsIn('CustomObject', element, name, file);
  if (name !== undefined && folder === 'workflows' && suffix === 'workflow') return workflowComponents(element, name, file);
  const standalone = STANDALONE_TYPES.find((type) => suffixOf(type) === suffix);
  if (name !== undefined && standalone !== undefined) return componentsIn(standalone, element, name, file);
  throw new SalesforceError('INVALID_TYPE', `This type of metadata is not available for this organization: ${element.name}`);
}

function readDeletions(text: string): readonly { type: ComponentType; fullName: string }[] {
  return childrenNamed(parseXml(text), 'types').flatMap((types: Element) => {
    const type = childText(types, 'name') ?? '';
    if (!isComponentType(type))
      throw new SalesforceError('INVALID_TYPE', `This type of metadata is not available for this organization: ${type}`);
    return childrenNamed(types, 'members').map((member) => ({ type, fullName: member.text.trim() }));
  });
}

export function problem(file: string, fullName: string, text: string): DeployMessage {
  return { type: '', fullName, file, isCreated: false, isDeleted: false, problem: text };
}
