import type { Row } from '../../kernel/table.js';
import type { FieldType, SObjectType } from '../schema.js';
import { type Column, climber, columnFrom } from './columns.js';
import type { RecordQuery } from './query.js';
import type { Bound, Run } from './run.js';
import type { Hop, ResolvedPath } from './scope.js';

/** What a result shows of each record, in SELECT order, in canonical case. */
export type ShapeEntry =
  | { readonly kind: 'value'; readonly name: string; readonly type: FieldType; readonly column: Column; readonly bind: Bound<unknown> }
  | { readonly kind: 'parent'; readonly name: string; readonly hop: Hop; readonly entries: ShapeEntry[] }
  | {
      readonly kind: 'typeof';
      readonly name: string;
      readonly hop: Hop;
      readonly branches: ReadonlyMap<string, readonly ShapeEntry[]>;
      readonly otherwise: readonly ShapeEntry[];
    }
  | { readonly kind: 'children'; readonly name: string; readonly query: RecordQuery; readonly index: number };

/** A shape tied to a run: printers walk it beside a record. */
export type BoundEntry =
  | { readonly kind: 'value'; readonly name: string; readonly type: FieldType; readonly read: (row: Row) => unknown }
  | {
      readonly kind: 'parent';
      readonly name: string;
      readonly read: (row: Row) => Row | null;
      /** What `attributes.type` says. */
      readonly typeName: string;
      /** What the parent is: the last but one part of its address. */
      readonly typeOf: (parent: Row) => string;
      readonly entries: readonly BoundEntry[];
    }
  | {
      readonly kind: 'typeof';
      readonly name: string;
      readonly read: (row: Row) => Row | null;
      readonly typeOf: (parent: Row) => string;
      readonly entriesOf: (typeName: string) => readonly BoundEntry[];
    }
  | {
      readonly kind: 'children';
      readonly name: string;
      readonly index: number;
      readonly type: SObjectType;
      readonly read: (row: Row) => readonly Row[];
      readonly entries: readonly BoundEntry[];
    };

/** Adds a selected path: fields of one parent are shown together, where the first of them stands. */
export function addPath(entries: ShapeEntry[], column: Column, alias = column.name): void {
  const { path } = column;
  if (path === null) {
    entries.push({ kind: 'value', name: alias, type: column.type, column, bind: column.bind });
    return;
  }
  let level = entries;
  for (const hop of path.hops) level = parentEntry(level, hop).entries;
  const own: ResolvedPath = { ...path, hops: [] };
  level.push({ kind: 'value', name: path.field.name, type: column.type, column, bind: columnFrom(own, column.at).bind });
}

function parentEntry(entries: ShapeEntry[], hop: Hop): ShapeEntry & { kind: 'parent' } {
  for (const entry of entries) if (entry.kind === 'parent' && entry.name === hop.name) return entry;
  const made: ShapeEntry & { kind: 'parent' } = { kind: 'parent', name: hop.name, hop, entries: [] };
  entries.push(made);
  return made;
}

/** Source: Object Reference, "Name": a parent that can be of several types shows as `Name`. */
const POLYMORPHIC = 'Name';

export function bindShape(entries: readonly ShapeEntry[], run: Run): readonly BoundEntry[] {
  return entries.map((entry) => bindEntry(entry, run));
}

function bindEntry(entry: ShapeEntry, run: Run): BoundEntry {
  switch (entry.kind) {
    case 'value':
      return { kind: 'value', name: entry.name, type: entry.type, read: entry.bind(run) };
    case 'parent': {
      const read = climber([entry.hop], run.org, run.userId);
      const fixed = entry.hop.type?.name ?? null;
      const typeOf = (parent: Row): string => fixed ?? run.org.schema.typeOfId(parent['Id'] as string)?.name ?? POLYMORPHIC;
      const typeName = fixed ?? POLYMORPHIC;
      return { kind: 'parent', name: entry.name, read, typeName, typeOf, entries: bindShape(entry.entries, run) };
    }
    case 'typeof': {
      const read = climber([entry.hop], run.org, run.userId);
      const branches = new Map([...entry.branches].map(([type, entries]) => [type, bindShape(entries, run)]));
      const otherwise = bindShape(entry.otherwise, run);
      const typeOf = (parent: Row): string => run.org.schema.typeOfId(parent['Id'] as string)?.name ?? POLYMORPHIC;
      return { kind: 'typeof', name: entry.name, read, typeOf, entriesOf: (type) => branches.get(type) ?? otherwise };
    }
    case 'children': {
      const { name, index, query } = entry;
      return { kind: 'children', name, index, type: query.type, read: query.childrenOf(run), entries: bindShape(query.shape, run) };
    }
  }
}

/** Whether the printed form depends on the record alone, so that it can be kept as long as the record is. */
export function isPlain(entries: readonly ShapeEntry[]): boolean {
  return entries.every((entry) => entry.kind === 'value' && entry.column.path !== null && entry.column.field.derive === null);
}
