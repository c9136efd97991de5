import type { Row } from '../../kernel/table.js';
import { invalidField, noSuchColumn } from '../errors.js';
import type { SObjectType } from '../schema.js';
import { printRecord, printValue } from '../state/print-record.js';
import type { SalesforceOrg } from '../state.js';

type Tree = Map<string, Tree | null>;

const PARENTS_MAX = 5;

/** A record with chosen fields; `Owner.Name` nests the parent. Null paths print everything. Source: REST API guide, "sObject Rows". */
export function printPaths(
  org: SalesforceOrg,
  type: SObjectType,
  row: Row,
  version: string,
  paths: readonly string[] | null,
): Record<string, unknown> {
  if (paths === null) return printRecord(org, type, row, version);
  const tree: Tree = new Map();
  for (const path of paths) plant(tree, path.split('.'));
  return grow(org, type, row, version, tree);
}

function plant(tree: Tree, path: readonly string[]): void {
  if (path.length > PARENTS_MAX + 1) throw invalidField(`Field path ${path.join('.')} has too many levels`);
  let level = tree;
  for (const [index, name] of path.entries()) {
    const key = name.toLowerCase();
    if (index === path.length - 1) {
      if (!level.has(key)) level.set(key, null);
      return;
    }
    const next: Tree = level.get(key) ?? new Map();
    level.set(key, next);
    level = next;
  }
}

function grow(org: SalesforceOrg, type: SObjectType, row: Row, version: string, tree: Tree): Record<string, unknown> {
  const record = printRecord(org, type, row, version, []);
  for (const [name, below] of tree) {
    const field = below === null ? type.field(name) : type.parent(name);
    if (field === undefined) throw noSuchColumn(name, type.name);
    if (below === null) record[field.name] = printValue(org, field, row, version);
    else record[field.relationshipName!] = growParent(org, org.value(field, row), version, below);
  }
  if (!('Id' in record)) record['Id'] = row['Id'];
  return record;
}

function growParent(org: SalesforceOrg, id: unknown, version: string, tree: Tree): Record<string, unknown> | null {
  const parent = typeof id === 'string' ? org.lookup(id) : undefined;
  return parent === undefined ? null : grow(org, org.schema.typeOfId(id as string)!, parent, version, tree);
}
