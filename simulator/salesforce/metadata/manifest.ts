import { childrenNamed, childText, type Element } from '../soap/xml.js';
import { type Component, isComponentType } from './component.js';

/** What one `types` element of a manifest asks for. */
export type Asked = { readonly type: string; readonly members: readonly string[] };

/** Kinds that clients name beside the parts that make them up. */
export const CONTAINERS: ReadonlySet<string> = new Set(['Workflow']);

/** What a manifest, or a request to retrieve, names. Source: Metadata API guide, "Sample package.xml Manifest Files". */
export function askedIn(manifest: Element): readonly Asked[] {
  return childrenNamed(manifest, 'types').map((types) => ({
    type: childText(types, 'name') ?? '',
    members: childrenNamed(types, 'members').map(({ text }) => text.trim()),
  }));
}

export const unknownType = (type: string): string => `Unknown type name '${type}' specified in package.xml`;

/** A sentence for each kind in a manifest that the org does not have, and for each piece that a package lacks. */
export function missingPieces(manifest: Element, components: readonly Component[], allowsMissing: boolean): readonly string[] {
  const found = new Set(components.map(({ type, fullName }) => `${type} ${fullName}`));
  return askedIn(manifest).flatMap(({ type, members }) => {
    if (!isComponentType(type)) return CONTAINERS.has(type) ? [] : [unknownType(type)];
    if (allowsMissing) return [];
    const missing = members.filter((name) => name !== '*' && !found.has(`${type} ${name}`));
    return missing.map((name) => `An object '${name}' of type ${type} was named in package.xml, but was not found in zipped directory`);
  });
}
