import { type Element, tag } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import { type ComponentType, isComponentType } from './component.js';
import { indented } from './indented.js';
import { type Asked, askedIn, CONTAINERS, unknownType } from './manifest.js';
import { fileOf, namesOf, printComponent } from './print.js';

/** One piece of a retrieved zip, as a client finds it there. */
export type RetrievedPiece = { readonly type: ComponentType; readonly fullName: string; readonly file: string };
export type RetrieveProblem = { readonly file: string; readonly problem: string };
export type RetrievedZip = {
  readonly zip: Uint8Array;
  readonly pieces: readonly RetrievedPiece[];
  readonly problems: readonly RetrieveProblem[];
};

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const MANIFEST = 'package.xml';

/**
 * The zip that a manifest asks for: a file for every object or workflow that a named piece belongs to, and the manifest.
 *
 * Source:  Metadata API guide, "retrieve()", "Sample package.xml Manifest Files": `*` is every custom piece of a kind; what is missing is
 *          told in a message and left out. Without `singlePackage` everything lies in the folder `unpackaged`.
 */
export async function retrieveZip(
  org: SalesforceOrg,
  unpackaged: Element | undefined,
  version: string,
  isSingle: boolean,
): Promise<RetrievedZip> {
  const asked = unpackaged === undefined ? [] : askedIn(unpackaged);
  const pieces: RetrievedPiece[] = [];
  const problems: RetrieveProblem[] = [];
  const texts = new Map<string, string[]>();
  for (const { type, members } of asked) {
    if (!isComponentType(type)) {
      if (!CONTAINERS.has(type)) problems.push({ file: MANIFEST, problem: unknownType(type) });
      continue;
    }
    for (const fullName of members.flatMap((name) => (name === '*' ? customNames(org, type) : [name]))) {
      const printed = printComponent(org, type, fullName, version);
      if (printed === null) {
        problems.push({ file: MANIFEST, problem: `Entity of type '${type}' named '${fullName}' cannot be found` });
        continue;
      }
      const file = fileOf(type, fullName);
      pieces.push({ type, fullName, file });
      texts.set(file, [...(texts.get(file) ?? []), inFile(type, fullName, printed)]);
    }
  }
  const folder = isSingle ? '' : 'unpackaged/';
  const files = [...texts].map(([file, parts]) => [`${folder}${file}`, document(rootOf(file), parts.join(''))] as const);
  const manifest = [`${folder}${MANIFEST}`, document('Package', manifestOf(retrieved(asked, pieces), version))] as const;
  // Loaded when it is needed: it makes its tables as it loads.
  const { strToU8, zipSync } = await import('fflate/browser');
  // A zip bears the time at which its files were packed; the year 1980 is the earliest that it can.
  const zip = zipSync(Object.fromEntries([...files, manifest].map(([file, text]) => [file, strToU8(text)])), { mtime: EARLIEST });
  return { zip, pieces: pieces.map((piece) => ({ ...piece, file: `${folder}${piece.file}` })), problems };
}

const EARLIEST = '1980-01-01T00:00:00';

function customNames(org: SalesforceOrg, type: ComponentType): readonly string[] {
  return namesOf(org, type).filter((name) => type !== 'CustomObject' || /__[ce]$/.test(name));
}

/** How a piece stands in its file: by itself, or as a part under its own name without the object's. */
function inFile(type: ComponentType, fullName: string, printed: string): string {
  const part = PARTS[type];
  if (part === undefined) return printed.replace(tag('fullName', fullName), '');
  const name = fullName.slice(fullName.indexOf('.') + 1);
  return `<${part}>${printed.replace(tag('fullName', fullName), tag('fullName', name))}</${part}>`;
}

const PARTS: Readonly<Partial<Record<ComponentType, string>>> = {
  CustomField: 'fields',
  ValidationRule: 'validationRules',
  WorkflowOutboundMessage: 'outboundMessages',
  WorkflowRule: 'rules',
};

/** Files are named for what they hold: `Account.object`, `Account.workflow`. */
function rootOf(file: string): string {
  const suffix = file.slice(file.lastIndexOf('.') + 1);
  return suffix === 'object' ? 'CustomObject' : `${suffix[0]!.toUpperCase()}${suffix.slice(1)}`;
}

/** What was asked for, without what there is not, so that the zip can be deployed again. */
function retrieved(asked: readonly Asked[], pieces: readonly RetrievedPiece[]): readonly Asked[] {
  const found = new Set(pieces.map(({ type, fullName }) => `${type} ${fullName}`));
  return asked
    .filter(({ type }) => isComponentType(type) || CONTAINERS.has(type))
    .map(({ type, members }) => ({
      type,
      members: members.filter((name) => name === '*' || CONTAINERS.has(type) || found.has(`${type} ${name}`)),
    }));
}

function manifestOf(asked: readonly Asked[], version: string): string {
  const types = asked.map(
    ({ type, members }) => `<types>${members.map((name) => tag('members', name)).join('')}${tag('name', type)}</types>`,
  );
  return `${types.join('')}${tag('version', version)}`;
}

function document(root: string, inside: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${indented(`<${root} xmlns="${NAMESPACE}">${inside}</${root}>`)}`;
}
