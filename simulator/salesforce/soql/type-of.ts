import type { SObjectType } from '../schema.js';
import { columnFrom, columnOf } from './columns.js';
import { malformedAt, noSuchColumnAt, noSuchParentAt, noSuchTypeAt } from './errors.js';
import { polymorphicField } from './polymorphic.js';
import { Scope } from './scope.js';
import { addPath, type ShapeEntry } from './shape.js';
import type { Path, SelectQuery, TypeOf } from './syntax.js';

/**
 * Looks a TYPEOF up: for each type of the parent its own fields.
 *
 * Source:  [SOQL] "TYPEOF": polymorphic relationships only; not with groups.
 * Assumed: the wording of refusals.
 */
export function typeOfEntry(scope: Scope, query: SelectQuery, { relationship, branches, otherwise, at }: TypeOf): ShapeEntry {
  const { source } = scope;
  const reference = scope.type.parent(relationship.text);
  if (reference === undefined) throw noSuchParentAt(source, relationship.at, relationship.text);
  if (reference.referenceTo.length < 2)
    throw malformedAt(source, at, `TYPEOF is only allowed on polymorphic relationships: ${relationship.text}`);
  const entries = new Map<string, readonly ShapeEntry[]>();
  for (const branch of branches) {
    const type = scope.schema.type(branch.type.text);
    if (type === undefined) throw noSuchTypeAt(source, branch.type.at, branch.type.text);
    if (!reference.referenceTo.includes(type.name) || entries.has(type.name)) {
      throw malformedAt(source, branch.type.at, `unexpected token: '${branch.type.text}'`);
    }
    entries.set(type.name, branchEntries(scope, query, type, branch.fields));
  }
  const rest = otherwise === null ? [] : otherwise.map((path) => elseEntry(scope, path));
  const hop = { reference, name: reference.relationshipName!, type: null };
  return { kind: 'typeof', name: hop.name, hop, branches: entries, otherwise: rest };
}

function branchEntries(scope: Scope, query: SelectQuery, type: SObjectType, fields: readonly Path[]): readonly ShapeEntry[] {
  const own = new Scope(scope.source, scope.schema, type, { ...query, alias: null, joins: [] });
  const entries: ShapeEntry[] = [];
  for (const path of fields) addPath(entries, columnOf(own, path));
  return entries;
}

/** ELSE reads what every type has. */
function elseEntry({ source }: Scope, path: Path): ShapeEntry {
  const [name] = path.names;
  const field = path.names.length === 1 ? polymorphicField(name!.text) : undefined;
  if (field === undefined) throw noSuchColumnAt(source, path.at, path.names.map(({ text }) => text).join('.'), 'Name');
  const column = columnFrom({ hops: [], field, owner: null, text: field.name }, path.at);
  return { kind: 'value', name: field.name, type: column.type, column, bind: column.bind };
}
