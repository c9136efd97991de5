import type { Field, Schema, SObjectType } from '../schema.js';
import { malformedAt, noSuchColumnAt, noSuchParentAt, noSuchTypeAt } from './errors.js';
import { polymorphicField, polymorphicParent } from './polymorphic.js';
import type { Name, Path, SelectQuery } from './syntax.js';

/** One step from a record to its parent. `type` is null when the parent may be of several types. */
export type Hop = { readonly reference: Field; readonly name: string; readonly type: SObjectType | null };

/** A path found in the schema: the parents on the way, and the field at its end. */
export type ResolvedPath = {
  readonly hops: readonly Hop[];
  readonly field: Field;
  /** The type that has the field; null behind a parent of several types. */
  readonly owner: SObjectType | null;
  /** In canonical case, without the object's name or alias. */
  readonly text: string;
};

/** Source: [SOQL] "Relationship Query Limitations": no more than five levels up. */
const HOPS_MAX = 5;

/** What names mean inside one SELECT: its type, its aliases. */
export class Scope {
  #aliases = new Map<string, readonly Name[]>();

  constructor(
    readonly source: string,
    readonly schema: Schema,
    readonly type: SObjectType,
    query: SelectQuery,
  ) {
    this.#aliases.set(type.name.toLowerCase(), []);
    if (query.alias !== null) this.#aliases.set(query.alias.text.toLowerCase(), []);
    for (const { path, alias } of query.joins) this.#aliases.set(alias.text.toLowerCase(), this.#withoutAlias(path.names));
  }

  /** Looks a path up; refuses what does not exist, pointing at it. */
  resolve(path: Path): ResolvedPath {
    const names = this.#withoutAlias(path.names);
    const hops = this.#hops(names, path.at);
    const last = names[names.length - 1]!;
    const owner = hops.length === 0 ? this.type : hops[hops.length - 1]!.type;
    const field = owner === null ? polymorphicField(last.text) : owner.field(last.text);
    if (field === undefined) throw noSuchColumnAt(this.source, path.at, last.text, owner?.name ?? 'Name');
    return { hops, field, owner, text: [...hops.map((hop) => hop.name), field.name].join('.') };
  }

  #hops(names: readonly Name[], at: number): readonly Hop[] {
    const hops: Hop[] = [];
    let type: SObjectType | null = this.type;
    for (const { text } of names.slice(0, -1)) {
      const reference: Field | undefined = type === null ? polymorphicParent(this.schema, text) : type.parent(text);
      if (reference === undefined) throw noSuchParentAt(this.source, at, text);
      type = reference.referenceTo.length === 1 ? (this.schema.type(reference.referenceTo[0]!) ?? null) : null;
      hops.push({ reference, name: reference.relationshipName!, type });
    }
    if (hops.length > HOPS_MAX) throw malformedAt(this.source, at, 'SOQL relationship queries cannot go more than 5 levels up');
    return hops;
  }

  /** A parent's name goes before the name of the object itself; an alias goes before both. */
  #withoutAlias(names: readonly Name[]): readonly Name[] {
    const first = names[0]!.text.toLowerCase();
    const prefix = this.#aliases.get(first);
    if (names.length < 2 || prefix === undefined) return names;
    if (first === this.type.name.toLowerCase() && this.type.parent(first) !== undefined) return names;
    return [...prefix, ...names.slice(1)];
  }
}

/** The type that a root query names. */
export function rootType(source: string, schema: Schema, from: Name): SObjectType {
  const type = schema.type(from.text);
  if (type === undefined || !type.definition.isQueryable) throw noSuchTypeAt(source, from.at, from.text);
  return type;
}
